"""A council's reminders: what the plan says, what is due, and what the council was reminded of already."""

from datetime import datetime

from temporalio import workflow

from workflows.contracts.councils import CouncilApprovalInput, CouncilPlan, PlanOrder
from workflows.contracts.letters import PlannedLetter
from workflows.contracts.ports import Calendar
from workflows.cycle.outgoing import Outgoing
from workflows.temporal.retries import RECORDING_RETRIES, RECORDING_TIMEOUT, TOO_LATE_TO_REMIND


class CouncilReminders:
    """Follows the plan of one council's reminders; a stale plan reminds nobody."""

    def __init__(self, case: CouncilApprovalInput, outgoing: Outgoing) -> None:
        self._case = case
        self._outgoing = outgoing
        self._reminded: set[str] = set()
        self.plan: CouncilPlan | None = None
        self.is_stale = True

    @property
    def next_letter(self) -> PlannedLetter | None:
        """The next reminder that goes out: the last of those due at one instant, for they collapse into one."""
        unsent = self._unsent()
        return next((letter for letter in reversed(unsent) if letter.at == unsent[0].at), None)

    @property
    def next_instant(self) -> datetime | None:
        """When something happens by the plan: a reminder, the council is late, the plan ends."""
        if self.plan is None:
            return None
        instants = [letter.at for letter in self._unsent()[:1]]
        instants += [self.plan.late_at] if self.plan.late_at > workflow.now() else []
        return min([*instants, self.plan.ends_at])

    async def plan_if_stale(self) -> None:
        """Have the reminders planned; once more, if the deadline moved meanwhile."""
        while self.is_stale:
            self.is_stale = False
            self.plan = await workflow.execute_activity_method(
                Calendar.plan,
                PlanOrder(self._case.cycle_id, self._case.round, self._case.party.code, workflow.now()),
                start_to_close_timeout=RECORDING_TIMEOUT,
                retry_policy=RECORDING_RETRIES,
                summary="Lægger plan for påmindelser",
            )

    def send_what_is_due(self) -> None:
        """Send the last of the reminders that are due: those missed in an outage collapse into one."""
        if self.plan is None or self.is_stale:
            return
        due = [letter for letter in self._unsent() if letter.at <= workflow.now()]
        if due and workflow.now() - due[-1].at > TOO_LATE_TO_REMIND:
            self.is_stale = True
        elif due:
            self._outgoing.send([due[-1].order])
            self._reminded.update(letter.order.key for letter in due)
        if self.plan.ends_at <= workflow.now():
            self.is_stale = True

    def _unsent(self) -> list[PlannedLetter]:
        letters = self.plan.letters if self.plan else ()
        return [letter for letter in letters if letter.order.key not in self._reminded]
