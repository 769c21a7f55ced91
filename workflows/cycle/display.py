"""What coordinators see of a cycle in the Temporal UI: details and search attributes."""

from datetime import datetime
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributeUpdate

from workflows.contracts.councils import PartyStanding
from workflows.contracts.cycles import PlannedStep
from workflows.cycle.round import Round
from workflows.cycle.state import Cycle
from workflows.naming import AGREEMENT, APPROVED, DEADLINE, PARTIES, PHASE, REGION, ROUND
from workflows.rules.calendar.danish import danish_date
from workflows.rules.council.quorum import Verdict


class CycleDisplay:
    """Keeps the shown state equal to the real one, and writes to history only what changed."""

    def __init__(self, cycle: Cycle) -> None:
        self._cycle = cycle
        self._shown: dict[str, object] = {}
        self._details = ""

    async def keep_up(self) -> None:
        """Go on for ever: show each change."""
        while True:
            self.show()
            await workflow.wait_condition(self._is_out_of_date)

    def show(self) -> None:
        """Bring details and search attributes up to date."""
        self._details = self._describe()
        workflow.set_current_details(self._details)
        if news := self._news():
            self._shown.update({update.key.name: update.value for update in news})
            workflow.upsert_search_attributes(news)

    def _is_out_of_date(self) -> bool:
        return self._details != self._describe() or bool(self._news())

    def _news(self) -> list[SearchAttributeUpdate[Any]]:
        return [update for update in self._wanted() if self._shown.get(update.key.name) != update.value]

    def _wanted(self) -> list[SearchAttributeUpdate[Any]]:
        start, round_ = self._cycle.start, self._cycle.round
        wanted: list[SearchAttributeUpdate[Any]] = [
            AGREEMENT.value_set(start.cycle_id),
            REGION.value_set(start.region),
            PHASE.value_set(self._cycle.phase.value),
        ]
        return wanted + (_of_the_round(round_) if round_ else [])

    def _describe(self) -> str:
        cycle = self._cycle
        lines = [f"**{cycle.start.title}** · {cycle.phase.value}", ""]
        if cycle.round:
            lines += _round_lines(cycle.round, cycle.checked)
        lines += [f"- Åben spørgerunde: {slug}" for slug in cycle.inquiries.slugs]
        if cycle.authority:
            lines.append(f"- Myndigheden: {cycle.authority.danish}")
        if cycle.agenda and cycle.agenda.next_step and not cycle.phase.is_final:
            lines.append(f"- Næste skridt: {_step_in_short(cycle.agenda.next_step)}")
        if not (cycle.round or cycle.has_version):
            lines.append("- Ingen version er lagt op endnu")
        return "\n".join(lines)


def _of_the_round(round_: Round) -> list[SearchAttributeUpdate[Any]]:
    late_at: datetime = round_.late_at
    return [
        ROUND.value_set(str(round_.ref.round)),
        DEADLINE.value_set(late_at),
        APPROVED.value_set(round_.approvals),
        PARTIES.value_set(len(round_.standings)),
    ]


def _round_lines(round_: Round, checked: int) -> list[str]:
    blocked = " · **blokeret**" if round_.verdict is Verdict.BLOCKED else ""
    lines = [
        f"- Runde {round_.ref.round}, version {round_.version}{blocked}",
        f"- Frist: {danish_date(round_.deadline)}",
        f"- {round_.approvals} af {len(round_.standings)} godkendt · {checked} kontrolleret",
    ]
    missing = [entry for entry in round_.parties if round_.asks(entry.party.code) and not entry.standing.counts]
    if missing:
        lines.append("- Mangler: " + ", ".join(_in_short(entry) for entry in missing))
    return lines


def _step_in_short(step: PlannedStep) -> str:
    what = step.inquiry.slug if step.inquiry else step.letters[0].kind.danish if step.letters else step.kind.value
    return f"{what}, {danish_date(step.at.date())}"


def _in_short(entry: PartyStanding) -> str:
    standing = entry.standing
    word = standing.position.danish if standing.has_final_answer else standing.word
    return f"{entry.party.name} ({word})"
