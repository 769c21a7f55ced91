"""A round: one version put to all councils, where everybody stands, and what that comes to."""

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import date

from workflows.background import Background
from workflows.contracts.councils import CouncilApprovalResult, CouncilMoved, Party, PartyStanding, PlanChanged
from workflows.contracts.cycles import AgreementCycleInput
from workflows.contracts.requests import Delivery, Recorded
from workflows.contracts.rounds import OpenedRound, RoundRef, StageRef
from workflows.council.cases import Cases
from workflows.cycle.outgoing import Outgoing
from workflows.rules.council.quorum import Quorum, Verdict, round_verdict, verdict
from workflows.rules.council.standing import Standing
from workflows.rules.requests import RequestKind


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


class Round:
    """Knows text, deadline and standings; what a council's case leaves behind goes to its cycle."""

    def __init__(
        self,
        start: AgreementCycleInput,
        opened: OpenedRound,
        *,
        outgoing: Outgoing,
        requests: deque[Delivery],
        background: Background,
    ) -> None:
        self._outgoing = outgoing
        self._requests = requests
        self._parties = {entry.party.code: entry.party for entry in opened.parties}
        self.ref = RoundRef(start.cycle_id, opened.number)
        self.stage = opened.stage
        self.standings = {entry.party.code: entry.standing for entry in opened.parties}
        self._tally = Tally([stage.quorum for stage in start.kind.stages], self._parties, self.standings)
        self.version = opened.version
        self.deadline = opened.deadline
        self.late_at = opened.late_at
        self.has_fallen = False
        self.has_new_text = False
        self.cases = Cases(
            start, self.ref, standings=self.standings, on_close=self._take_over, background=background
        )

    @property
    def verdict(self) -> Verdict:
        """What the standings make of the round, cases under way counted as not yet done."""
        result = self._tally.verdict_on(self._tally.stages)
        return Verdict.OPEN if result is Verdict.SETTLED and not self.cases.are_closed else result

    @property
    def is_ready_to_go_on(self) -> bool:
        """Tell whether the round is settled, or its open stage is and another one follows."""
        if not self.cases.are_closed:
            return False
        is_last = self.stage + 1 >= self._tally.stages
        settled = self._tally.verdict_on(self.stage + 1) is Verdict.SETTLED
        return settled and (not is_last or self.verdict is Verdict.SETTLED)

    @property
    def next_stage(self) -> StageRef:
        """Name the stage that is asked next."""
        return StageRef(self.ref.cycle_id, self.ref.round, self.stage + 1)

    @property
    def approvals(self) -> int:
        """How many councils' approvals count."""
        return sum(standing.counts for standing in self.standings.values())

    @property
    def is_somebody_out(self) -> bool:
        """Tell whether a council whose approval is needed owes an answer, or says no."""
        return any(
            standing.is_awaited or standing.blocks for code, standing in self.standings.items() if self.asks(code)
        )

    @property
    def parties(self) -> tuple[PartyStanding, ...]:
        """The parties in the order in which they are listed, with their standings."""
        return tuple(PartyStanding(party, self.standings[code]) for code, party in self._parties.items())

    def asks(self, party: str) -> bool:
        """Tell whether the council is one of those that have been asked, and that the round still needs."""
        is_asked = party in self._parties and self._parties[party].stage <= self.stage
        return is_asked and not self._tally.spares(party)

    def ask_everyone(self) -> None:
        """Open a case for each council of the stages so far that is not done."""
        for code, standing in self.standings.items():
            if self.asks(code) and not standing.counts and not self.cases.has(code):
                self.cases.open(self._parties[code])

    def go_on(self, opened: OpenedRound) -> None:
        """Go on with the stage that was opened, and with its deadline."""
        self.stage, self.deadline, self.late_at = opened.stage, opened.deadline, opened.late_at
        self.ask_everyone()

    async def take(self, delivery: Delivery) -> None:
        """Give a request to its council's case, or open a correction for it."""
        if self.cases.has(delivery.party):
            await self.cases.take(delivery)
        else:
            self.cases.open(self._parties[delivery.party], (delivery.request,))

    def note(self, moved: CouncilMoved) -> None:
        """Note where a council stands now; what a case of an earlier round says is not about this one."""
        if moved.round == self.ref.round:
            self.standings[moved.party] = moved.standing
            self._spare_the_rest()

    def look_again(self, parties: tuple[PartyStanding, ...]) -> None:
        """Take over where everybody stands by the register, and open the cases that it calls for."""
        for entry in parties:
            self.standings[entry.party.code] = entry.standing
        self.ask_everyone()

    def take_version(self, number: int, *, is_editorial: bool) -> None:
        """Go on with an editorial version; a substantive one fells the round, and everybody is asked anew."""
        if number <= self.version:
            return  # the round was opened with it, or with a newer one
        if is_editorial:
            self.version = number
        else:
            self.has_fallen = self.has_new_text = True

    async def follow(self, recorded: Recorded) -> None:
        """Follow a request that was granted, as far as it concerns the round."""
        if recorded.standing and not recorded.is_late:
            self.note(CouncilMoved(recorded.party, recorded.standing, self.ref.round))
        if recorded.kind is RequestKind.CLOSE_ROUND:
            self.has_fallen = True
        if recorded.kind is RequestKind.VERSION and recorded.version:
            self.take_version(recorded.version, is_editorial=recorded.is_editorial)
        if recorded.kind is RequestKind.DEADLINE and recorded.deadline:
            await self._move_deadline(recorded, recorded.deadline)

    async def _move_deadline(self, recorded: Recorded, deadline: date) -> None:
        self.deadline = deadline
        self.late_at = recorded.late_at or self.late_at
        await self.cases.plan_anew(PlanChanged(deadline))

    def cancel_cases(self) -> None:
        """Cancel the open cases of a round that fell."""
        self.has_fallen = True
        self.cases.cancel()

    def _spare_the_rest(self) -> None:
        for code in self._parties:
            if self.cases.has(code) and self._tally.spares(code):
                self.cases.let_go(code)

    def _take_over(self, party: Party, result: CouncilApprovalResult) -> None:
        self.standings[party.code] = result.standing
        self._spare_the_rest()
        self._outgoing.send(result.letters)
        self._requests.extend(Delivery(request, party.code) for request in result.requests)
