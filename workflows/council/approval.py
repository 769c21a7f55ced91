"""One council's case in one round: asked, reminded, answered, and done when its approval counts."""

from collections import deque
from contextlib import suppress
from datetime import timedelta

from temporalio import workflow

from workflows.contracts.councils import CouncilApprovalInput, CouncilApprovalResult, CouncilMoved, PlanChanged
from workflows.contracts.letters import LetterOrder
from workflows.contracts.requests import Delivery, Recorded
from workflows.council.display import CouncilDisplay
from workflows.council.reminders import CouncilReminders
from workflows.cycle.outgoing import Outgoing
from workflows.naming import COUNCIL_MOVED, PLAN_CHANGED, REQUEST_ARRIVED
from workflows.recording import record
from workflows.rules.letters import LetterKind
from workflows.temporal.retries import LETTERS_BEFORE_LEAVING


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
