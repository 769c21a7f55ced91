"""A cycle's hold on one council's case, the child workflow that runs it."""

from collections import deque

from temporalio import workflow
from temporalio.exceptions import FailureError

from workflows.contracts.councils import CouncilApprovalInput, CouncilApprovalResult, Party, PlanChanged
from workflows.contracts.requests import Delivery
from workflows.council.approval import CouncilApproval
from workflows.council.display import first_attributes

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
