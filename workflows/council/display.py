"""What coordinators see of a council's case in the Temporal UI: details, search attributes, summaries."""

from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributePair, SearchAttributeUpdate, TypedSearchAttributes

from workflows.contracts.councils import CouncilApprovalInput, CouncilPlan
from workflows.contracts.letters import PlannedLetter
from workflows.naming import AGREEMENT, CLUSTERS, COUNCIL, DEADLINE, IS_LATE, MEETING, OUTCOME, REGION, ROUND
from workflows.rules.calendar.danish import danish_date
from workflows.rules.council.standing import Position, Standing


def first_attributes(case: CouncilApprovalInput) -> TypedSearchAttributes:
    """Return the search attributes that a case starts with."""
    pairs: list[SearchAttributePair[Any]] = [
        SearchAttributePair(AGREEMENT, case.cycle_id),
        SearchAttributePair(REGION, case.region),
        SearchAttributePair(COUNCIL, case.party.name),
        SearchAttributePair(ROUND, str(case.round)),
        SearchAttributePair(OUTCOME, case.standing.word),
        SearchAttributePair(IS_LATE, value=False),
    ]
    if case.party.clusters:
        pairs.append(SearchAttributePair(CLUSTERS, list(case.party.clusters)))
    return TypedSearchAttributes(pairs)


class CouncilDisplay:
    """Keeps the shown state equal to the real one, and writes to history only what changed."""

    def __init__(self, case: CouncilApprovalInput) -> None:
        self._case = case
        self._shown: dict[str, object] = {OUTCOME.name: case.standing.word, IS_LATE.name: False}

    def show(self, standing: Standing, plan: CouncilPlan | None, *, next_letter: PlannedLetter | None) -> None:
        """Bring details and search attributes up to date."""
        is_late = plan is not None and standing.is_awaited and plan.late_at <= workflow.now()
        self._upsert(standing, plan, is_late=is_late)
        workflow.set_current_details(self._details(standing, next_letter, is_late=is_late))

    def next_step(self, letter: PlannedLetter | None) -> str:
        """Return what the next timer waits for, in one line."""
        if letter is None:
            return "Venter på svar"
        return f"Venter på svar · næste brev: {letter.order.kind.danish}"

    def _upsert(self, standing: Standing, plan: CouncilPlan | None, *, is_late: bool) -> None:
        wanted: list[SearchAttributeUpdate[Any]] = [
            # a council that let its own date pass is awaited again, whatever it answered before
            OUTCOME.value_set(Position.AWAITED.value if is_late else standing.word),
            IS_LATE.value_set(is_late),
        ]
        if plan:
            wanted.append(DEADLINE.value_set(plan.deadline_at))
        meeting = plan.meeting_at if plan else None
        wanted.append(MEETING.value_set(meeting) if meeting else MEETING.value_unset())
        news = [update for update in wanted if self._shown.get(update.key.name) != update.value]
        if news:
            self._shown.update({update.key.name: update.value for update in news})
            workflow.upsert_search_attributes(news)

    def _details(self, standing: Standing, next_letter: PlannedLetter | None, *, is_late: bool) -> str:
        lines = [f"**{self._case.party.name}**, runde {self._case.round}", ""]
        lines.append(f"- Stilling: {standing.position.danish}")
        if standing.outcome:
            lines.append(f"- Svar: {standing.outcome.danish}")
        if standing.meeting:
            lines.append(f"- Rådets møde: {danish_date(standing.meeting)}")
        if is_late:
            lines.append("- **Forsinket**")
        if next_letter and standing.is_awaited:
            day = danish_date(next_letter.order.planned_on) if next_letter.order.planned_on else ""
            lines.append(f"- Næste brev: {next_letter.order.kind.danish}, {day}")
        return "\n".join(lines)
