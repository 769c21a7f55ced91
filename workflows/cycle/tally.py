"""What the standings of a round's parties come to, stage by stage."""

from collections.abc import Mapping, Sequence

from workflows.contracts.councils import Party
from workflows.rules.council.quorum import Quorum, Verdict, round_verdict, verdict
from workflows.rules.council.standing import Standing


class Tally:
    """Counts the standings, which others keep up to date, by the quorum of each stage."""

    def __init__(
        self, quorums: Sequence[Quorum], parties: Mapping[str, Party], standings: Mapping[str, Standing]
    ) -> None:
        self._quorums = quorums
        self._parties = parties
        self._standings = standings

    @property
    def stages(self) -> int:
        """How many stages the round has."""
        return len(self._quorums)

    def verdict_on(self, stages: int) -> Verdict:
        """Return the verdict on the first `stages` stages."""
        return round_verdict([(self._quorums[number], self._of(number)) for number in range(stages)])

    def spares(self, party: str) -> bool:
        """Tell whether the party's stage has all the approvals that it needs, and this party's is none of them."""
        stage = self._parties[party].stage
        is_settled = verdict(self._of(stage), quorum=self._quorums[stage]) is Verdict.SETTLED
        return is_settled and not self._standings[party].counts

    def _of(self, stage: int) -> list[Standing]:
        return [self._standings[code] for code, party in self._parties.items() if party.stage == stage]
