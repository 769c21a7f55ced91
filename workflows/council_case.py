"""A cycle's hold on one council's case, the child workflow that runs it."""

from collections import deque

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from workflows.contracts.messages import (
    CouncilApprovalInput,
    CouncilApprovalResult,
    Delivery,
    Party,
    PlanChanged,
)
from workflows.council_approval import CouncilApproval
from workflows.council_display import first_attributes

Handle = workflow.ChildWorkflowHandle[CouncilApproval, CouncilApprovalResult]


class CouncilCase:
    """One council's case while it is open."""

    def __init__(self, party: Party) -> None:
        self.party = party
        self._handle: Handle | None = None
        self._early: deque[Delivery] = deque()

    async def run(self, case: CouncilApprovalInput, *, workflow_id: str) -> CouncilApprovalResult:
        """Start the child and wait for its result.

        Raises:
            ChildWorkflowError: the child was cancelled or terminated.
        """
        kind = f"rettelse {case.correction}" if case.correction else "beslutning"
        self._handle = handle = await workflow.start_child_workflow(
            CouncilApproval.run,
            case,
            id=workflow_id,
            search_attributes=first_attributes(case),
            static_summary=f"{case.party.name}: {kind} om {case.title}",
        )
        while self._early:
            await handle.signal(CouncilApproval.take, self._early.popleft())
        return await handle

    async def take(self, delivery: Delivery) -> None:
        """Pass a request on; the sweep delivers again what reaches a case that has just closed."""
        if self._handle is None:
            self._early.append(delivery)
            return
        try:
            await self._handle.signal(CouncilApproval.take, delivery)
        except ApplicationError:
            workflow.logger.info("case closed before its request arrived", extra={"request": delivery.request})

    async def plan_anew(self, change: PlanChanged) -> None:
        """Tell the child that the deadline moved."""
        if self._handle:
            await self._handle.signal(CouncilApproval.plan_anew, change)

    def cancel(self) -> None:
        """Cancel the child."""
        if self._handle:
            self._handle.cancel()
