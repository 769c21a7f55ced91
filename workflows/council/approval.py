"""One council's case in one round: asked, reminded by the plan, answered, and done when its approval counts."""

from collections import deque
from contextlib import suppress
from datetime import datetime, timedelta

from temporalio import workflow

from workflows.contracts.councils import (
    CouncilApprovalInput,
    CouncilApprovalResult,
    CouncilMoved,
    CouncilPlan,
    PlanChanged,
    PlanOrder,
)
from workflows.contracts.letters import LetterOrder, PlannedLetter
from workflows.contracts.ports import Calendar
from workflows.contracts.requests import Delivery, Recorded
from workflows.council.display import CouncilDisplay
from workflows.cycle.outgoing import Outgoing
from workflows.naming import COUNCIL_MOVED, PLAN_CHANGED, REQUEST_ARRIVED
from workflows.recording import record
from workflows.rules.letters import LetterKind
from workflows.temporal.retries import (
    LETTERS_BEFORE_LEAVING,
    RECORDING_RETRIES,
    RECORDING_TIMEOUT,
    TOO_LATE_TO_REMIND,
)


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


@workflow.defn(name="Rådsbehandling")
class CouncilApproval:
    """Asks a council for its decision and waits, reminding it, until its approval counts.

    It returns an outcome and never fails for a no; a council that said no may correct itself here for as
    long as the round is open. When the round falls, the case is cancelled.
    """

    @workflow.init
    def __init__(self, case: CouncilApprovalInput) -> None:
        self._case = case
        self._standing = case.standing
        self._requests = deque(case.requests)
        self._recorded: set[int] = set()
        self._outgoing = Outgoing()
        self._reminders = CouncilReminders(case, self._outgoing)
        self._display = CouncilDisplay(case)

    @workflow.run
    async def run(self, case: CouncilApprovalInput) -> CouncilApprovalResult:
        """Take the case from the request to a decision that counts."""
        self._ask(case)
        while not (self._standing.counts and await self._letters_are_out()):
            await self._plan()
            self._show()
            await self._wait_for_something()
            await self._record_what_arrived()
            self._remind()
        return CouncilApprovalResult(self._standing, self._outgoing.hand_over(), tuple(self._requests))

    @workflow.signal(name=REQUEST_ARRIVED, description="En henvendelse ligger i indbakken")
    def take(self, delivery: Delivery) -> None:
        """Note that a request of this council lies in the inbox."""
        self._requests.append(delivery.request)

    @workflow.signal(name=PLAN_CHANGED, description="Fristen er flyttet")
    def plan_anew(self, change: PlanChanged) -> None:
        """Note that the deadline moved."""
        del change
        self._reminders.is_stale = True

    def _ask(self, case: CouncilApprovalInput) -> None:
        if not case.correction:
            request = LetterOrder(LetterKind.REQUEST, case.cycle_id, round=case.round, party=case.party.code)
            self._outgoing.send([request])

    async def _plan(self) -> None:
        if self._standing.is_awaited and not self._requests:
            await self._reminders.plan_if_stale()

    async def _wait_for_something(self) -> None:
        instant = self._reminders.next_instant if self._standing.is_awaited else None
        with suppress(TimeoutError):
            await workflow.wait_condition(
                lambda: bool(self._requests) or (self._standing.is_awaited and self._reminders.is_stale),
                timeout=max(instant - workflow.now(), timedelta()) if instant else None,
                timeout_summary=self._display.next_step(self._reminders.next_letter),
            )

    async def _record_what_arrived(self) -> None:
        while self._requests:
            request = self._requests.popleft()
            if request not in self._recorded:
                self._recorded.add(request)
                await self._follow(await record(self._case.cycle_id, request))

    async def _follow(self, recorded: Recorded) -> None:
        self._outgoing.send(recorded.letters)
        if recorded.standing is None or not recorded.accepted:
            return
        self._reminders.is_stale = True
        if recorded.standing != self._standing:
            self._standing = recorded.standing
            await self._tell_the_cycle()

    async def _tell_the_cycle(self) -> None:
        if self._standing.counts or not (parent := workflow.info().parent):
            return
        cycle = workflow.get_external_workflow_handle(parent.workflow_id)
        moved = CouncilMoved(self._case.party.code, self._standing, self._case.round)
        await cycle.signal(COUNCIL_MOVED, moved)

    def _remind(self) -> None:
        if self._standing.is_awaited:
            self._reminders.send_what_is_due()

    async def _letters_are_out(self) -> bool:
        self._show()
        if not self._requests and not self._outgoing.is_empty:
            with suppress(TimeoutError):
                await workflow.wait_condition(
                    lambda: bool(self._requests) or self._outgoing.is_empty,
                    timeout=LETTERS_BEFORE_LEAVING,
                    timeout_summary="Venter på de sidste breve",
                )
        return not self._requests

    def _show(self) -> None:
        self._display.show(self._standing, self._reminders.plan, next_letter=self._reminders.next_letter)
