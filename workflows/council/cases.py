"""The councils' cases of one round: opened, followed to their end, opened again where they break off."""

from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress

from temporalio import workflow
from temporalio.exceptions import ChildWorkflowError, FailureError, WorkflowAlreadyStartedError

from workflows.background import Background
from workflows.contracts.councils import CouncilApprovalInput, CouncilApprovalResult, Party, PlanChanged
from workflows.contracts.cycles import AgreementCycleInput
from workflows.contracts.requests import Delivery
from workflows.contracts.rounds import RoundRef
from workflows.council.approval import CouncilApproval
from workflows.council.display import first_attributes
from workflows.naming import correction_workflow_id, council_workflow_id
from workflows.recording import open_round
from workflows.rules.council.standing import Standing
from workflows.temporal.retries import RESTART_PAUSE

Handle = workflow.ChildWorkflowHandle[CouncilApproval, CouncilApprovalResult]


class CouncilCase:
    """One council's case while it is open."""

    def __init__(self, party: Party) -> None:
        self.party = party
        self._handle: Handle | None = None
        self._early: deque[Delivery] = deque()
        self._is_cancelled = False

    async def run(self, case: CouncilApprovalInput, *, workflow_id: str) -> CouncilApprovalResult:
        """Start the child and wait for its result; what arrived before it ran is passed on.

        Raises:
            ChildWorkflowError: the child was cancelled or terminated.
            WorkflowAlreadyStartedError: a child of an earlier run has not ended yet.
        """
        handle = await self._start(case, workflow_id)
        if self._is_cancelled:
            handle.cancel()
        self._handle = handle
        try:
            while self._early:
                await self._pass_on(handle, self._early.popleft())
            return await handle
        finally:
            self._handle = None

    async def take(self, delivery: Delivery) -> None:
        """Pass a request on, as soon as the child runs."""
        if self._handle is None:
            self._early.append(delivery)
        else:
            await self._pass_on(self._handle, delivery)

    async def plan_anew(self, change: PlanChanged) -> None:
        """Tell the child that the deadline moved; one that does not run yet will plan by the new one anyway."""
        if self._handle is None:
            return
        try:
            await self._handle.signal(CouncilApproval.plan_anew, change)
        except FailureError:
            workflow.logger.info("case closed before it heard of the new deadline")

    def cancel(self) -> None:
        """Cancel the child, or the one that is being started."""
        self._is_cancelled = True
        if self._handle:
            self._handle.cancel()

    async def _start(self, case: CouncilApprovalInput, workflow_id: str) -> Handle:
        kind = f"rettelse {case.correction}" if case.correction else "beslutning"
        return await workflow.start_child_workflow(
            CouncilApproval.run,
            case,
            id=workflow_id,
            search_attributes=first_attributes(case),
            static_summary=f"{case.party.name}: {kind} om {case.title}",
        )

    async def _pass_on(self, handle: Handle, delivery: Delivery) -> None:
        try:
            await handle.signal(CouncilApproval.take, delivery)
        except FailureError:
            # the sweep delivers again what reaches a case that has just closed
            workflow.logger.info("case closed before its request arrived", extra={"request": delivery.request})


class Cases:
    """Keeps a case open for each council that is asked; `on_close` hears what a case leaves behind."""

    def __init__(
        self,
        start: AgreementCycleInput,
        ref: RoundRef,
        *,
        standings: dict[str, Standing],
        on_close: Callable[[Party, CouncilApprovalResult], None],
        background: Background,
    ) -> None:
        self._start = start
        self._ref = ref
        self._standings = standings
        self._on_close = on_close
        self._background = background
        self._open: dict[str, CouncilCase] = {}
        self._before: Counter[str] = Counter()
        self._let_go: set[str] = set()
        self._are_over = False

    @property
    def are_closed(self) -> bool:
        """Tell whether no case is open."""
        return not self._open

    def has(self, party: str) -> bool:
        """Tell whether the council's case is open."""
        return party in self._open

    def open(self, party: Party, requests: tuple[int, ...] = ()) -> None:
        """Open a council's case; it begins by recording `requests`."""
        self._let_go.discard(party.code)
        self._open[party.code] = case = CouncilCase(party)
        self._background.start(self._follow(case, requests))

    async def take(self, delivery: Delivery) -> None:
        """Pass a request on to its council's open case."""
        await self._open[delivery.party].take(delivery)

    async def plan_anew(self, change: PlanChanged) -> None:
        """Tell the open cases that the deadline moved."""
        for case in list(self._open.values()):
            await case.plan_anew(change)

    def cancel(self) -> None:
        """Cancel the open cases; none is opened again."""
        self._are_over = True
        for case in self._open.values():
            case.cancel()

    def let_go(self, party: str) -> None:
        """Cancel a council's open case: it is not needed any more, until the council is asked anew."""
        if party not in self._let_go:
            self._let_go.add(party)
            self._open[party].cancel()

    def _is_over(self, party: str) -> bool:
        return self._are_over or party in self._let_go

    async def _follow(self, case: CouncilCase, requests: tuple[int, ...]) -> None:
        result = None
        while result is None and not self._is_over(case.party.code):
            result = await self._try(case, requests)
        del self._open[case.party.code]
        if result:
            self._before[case.party.code] += 1
            self._on_close(case.party, result)

    async def _try(self, case: CouncilCase, requests: tuple[int, ...]) -> CouncilApprovalResult | None:
        order = self._input_of(case.party, requests)
        try:
            return await case.run(order, workflow_id=_id_of(order))
        except (ChildWorkflowError, WorkflowAlreadyStartedError):
            # somebody ended the case by hand, or the round fell; a missing council never fails the cycle
            return await self._after_a_break(case.party.code)

    async def _after_a_break(self, party: str) -> CouncilApprovalResult | None:
        """Wait a little, then ask the register: the case may have recorded more than it could tell."""
        with suppress(TimeoutError):
            await workflow.wait_condition(
                lambda: self._is_over(party),
                timeout=RESTART_PAUSE,
                timeout_summary="En rådsbehandling blev afbrudt og startes igen",
            )
        if self._is_over(party):
            return None
        opened = await open_round(self._ref)
        stands = next(entry.standing for entry in opened.parties if entry.party.code == party)
        self._standings[party] = stands
        return CouncilApprovalResult(stands) if stands.counts else None

    def _input_of(self, party: Party, requests: tuple[int, ...]) -> CouncilApprovalInput:
        return CouncilApprovalInput(
            cycle_id=self._start.cycle_id,
            title=self._start.title,
            region=self._start.region,
            round=self._ref.round,
            party=party,
            standing=self._standings[party.code],
            correction=self._before[party.code],
            requests=requests,
        )


def _id_of(case: CouncilApprovalInput) -> str:
    if case.correction:
        return correction_workflow_id(case.cycle_id, case.round, case.party.name, case.correction)
    return council_workflow_id(case.cycle_id, case.round, case.party.name)
