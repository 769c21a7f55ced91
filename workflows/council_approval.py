"""One council's case in one round: asked, reminded, answered, and done when its approval counts."""

from collections import deque
from contextlib import suppress
from datetime import datetime, timedelta

from temporalio import workflow

from workflows.contracts.messages import (
    CouncilApprovalInput,
    CouncilApprovalResult,
    CouncilMoved,
    CouncilPlan,
    Delivery,
    LetterOrder,
    PlanChanged,
    PlannedLetter,
    PlanOrder,
    Recorded,
)
from workflows.contracts.ports import Calendar
from workflows.council_display import CouncilDisplay
from workflows.naming import COUNCIL_MOVED, PLAN_CHANGED, REQUEST_ARRIVED
from workflows.outgoing import Outgoing
from workflows.recording import record
from workflows.retries import LETTERS_BEFORE_LEAVING, RECORDING_RETRIES, RECORDING_TIMEOUT
from workflows.rules.letters import LetterKind

TOO_LATE_TO_SEND = timedelta(hours=1)
"""A reminder that could not be sent in time waits for the next office hours: it is planned anew."""


@workflow.defn(name="Rådsbehandling")
class CouncilApproval:
    """Asks a council for its decision and waits, reminding it, until its approval counts.

    It returns an outcome and never fails for a no; a council that said no may correct itself here for as
    long as the round is open (law 4). When the round falls, the case is cancelled.
    """

    @workflow.init
    def __init__(self, case: CouncilApprovalInput) -> None:
        self._case = case
        self._standing = case.standing
        self._requests = deque(case.requests)
        self._recorded: set[int] = set()
        self._plan: CouncilPlan | None = None
        self._reminded: set[str] = set()
        self._outgoing = Outgoing()
        self._display = CouncilDisplay(case)

    @workflow.run
    async def run(self, case: CouncilApprovalInput) -> CouncilApprovalResult:
        """Take the case from the request to a decision that counts."""
        self._ask(case)
        while not (self._standing.counts and await self._letters_are_out()):
            await self._plan_if_stale()
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
        self._plan = None

    def _ask(self, case: CouncilApprovalInput) -> None:
        if not case.correction:
            request = LetterOrder(LetterKind.REQUEST, case.cycle_id, round=case.round, party=case.party.code)
            self._outgoing.send([request])

    async def _plan_if_stale(self) -> None:
        if self._plan is not None or not self._standing.is_awaited:
            return
        order = PlanOrder(self._case.cycle_id, self._case.round, self._case.party.code, workflow.now())
        self._plan = await workflow.execute_activity_method(
            Calendar.plan,
            order,
            start_to_close_timeout=RECORDING_TIMEOUT,
            retry_policy=RECORDING_RETRIES,
            summary="Lægger plan for påmindelser",
        )

    async def _wait_for_something(self) -> None:
        waited_for = self._next_instant()
        pause = max(waited_for - workflow.now(), timedelta()) if waited_for else None
        with suppress(TimeoutError):
            await workflow.wait_condition(
                lambda: bool(self._requests) or (self._plan is None and self._standing.is_awaited),
                timeout=pause,
                timeout_summary=self._display.next_step(self._unsent()),
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
        self._plan = None
        if recorded.standing != self._standing:
            self._standing = recorded.standing
            await self._tell_the_cycle()

    async def _tell_the_cycle(self) -> None:
        if self._standing.counts or not (parent := workflow.info().parent):
            return
        cycle = workflow.get_external_workflow_handle(parent.workflow_id)
        await cycle.signal(COUNCIL_MOVED, CouncilMoved(self._case.party.code, self._standing))

    def _remind(self) -> None:
        now = workflow.now()
        due = [letter for letter in self._unsent() if letter.at <= now]
        if due and self._standing.is_awaited:
            self._send_the_last_of(due)
        if self._plan and self._plan.ends_at <= now:
            self._plan = None

    def _send_the_last_of(self, due: list[PlannedLetter]) -> None:
        if workflow.now() - due[-1].at > TOO_LATE_TO_SEND:
            self._plan = None
            return
        self._outgoing.send([due[-1].order])
        self._reminded.update(letter.order.key for letter in due)

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

    def _unsent(self) -> list[PlannedLetter]:
        letters = self._plan.letters if self._plan else ()
        return [letter for letter in letters if letter.order.key not in self._reminded]

    def _next_instant(self) -> datetime | None:
        if self._plan is None or not self._standing.is_awaited:
            return None
        instants = [letter.at for letter in self._unsent()[:1]]
        instants += [self._plan.late_at] if self._plan.late_at > workflow.now() else []
        return min([*instants, self._plan.ends_at])

    def _show(self) -> None:
        self._display.show(self._standing, self._plan, next_letter=next(iter(self._unsent()), None))
