"""The front door of the engine: start a cycle, tell it of a request, have one letter sent."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Final, TypeVar

from temporalio.client import Client, WorkflowHandle
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from workflows.contracts.cycles import AgreementCycleInput
from workflows.contracts.letters import LetterInput
from workflows.contracts.requests import Delivery
from workflows.naming import REQUEST_ARRIVED, TASK_QUEUE, council_workflow_id, inquiry_workflow_id

PATIENCE: Final = timedelta(seconds=3)
"""How long one call may take; a signal to a dead server can block longer than its own timeout."""

AWAY: Final = frozenset(
    {
        RPCStatusCode.ABORTED,
        RPCStatusCode.CANCELLED,
        RPCStatusCode.DEADLINE_EXCEEDED,
        RPCStatusCode.RESOURCE_EXHAUSTED,
        RPCStatusCode.UNAVAILABLE,
    }
)
"""What says that the engine cannot answer now; anything else is a fault in what was asked."""

Answer = TypeVar("Answer")


class EngineAway(Exception):  # said as the office would say it
    """Temporal does not answer; what was asked lies safe in the inbox, or can be asked again."""


class CycleNotRunning(Exception):
    """Temporal answers, and knows no running cycle of that id."""


class Engine:
    """Talks to Temporal; connects at the first call, so that a web process starts without it."""

    def __init__(self, connect: Callable[[], Awaitable[Client]]) -> None:
        self._connect = connect
        self._client: Client | None = None

    async def start(self, cycle: AgreementCycleInput) -> None:
        """Start a cycle; one that runs already is left alone.

        Raises:
            EngineAway: Temporal does not answer.
        """
        start = (await self._connected()).start_workflow(
            "Aftaleforløb",
            cycle,
            id=cycle.cycle_id,
            task_queue=TASK_QUEUE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            static_summary=cycle.title,
            static_details=f"{cycle.kind.title} i {cycle.region}. Retsgrundlag: {cycle.kind.legal_basis}.",
        )
        await _in_time(start)

    async def deliver(self, cycle_id: str, delivery: Delivery, *, round_number: int, party_name: str) -> None:
        """Tell a council's running case, or a running inquiry, of a request, else its cycle.

        `party_name` is the council's name as in its workflow's id, empty for a request of an inquiry or the cycle.

        Raises:
            EngineAway: Temporal does not answer.
            CycleNotRunning: neither the case nor the cycle runs.
        """
        ids = [council_workflow_id(cycle_id, round_number, party_name)] if party_name else []
        if delivery.inquiry:
            ids = [inquiry_workflow_id(cycle_id, delivery.inquiry)]
        for workflow_id in (*ids, cycle_id):
            if await self._signalled(workflow_id, delivery):
                return
        raise CycleNotRunning(cycle_id)

    async def send_letter(self, letter: LetterInput, *, workflow_id: str) -> None:
        """Have one letter sent; one of the same `workflow_id`, under way or sent already, makes this a no-op.

        Raises:
            EngineAway: Temporal does not answer.
        """
        start = (await self._connected()).start_workflow(
            "Brev",
            letter,
            id=workflow_id,
            task_queue=TASK_QUEUE,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            static_summary="Brev bestilt fra websiden",
        )
        with suppress(WorkflowAlreadyStartedError):
            await _in_time(start)

    async def is_up(self) -> bool:
        """Tell whether Temporal answers."""
        try:
            client = await self._connected()
            return await _in_time(client.service_client.check_health())
        except (EngineAway, RPCError):
            return False

    async def is_running(self, cycle_id: str) -> bool:
        """Tell whether a cycle of that id runs.

        Raises:
            EngineAway: Temporal does not answer.
        """
        try:
            description = await _in_time((await self._handle(cycle_id)).describe())
        except CycleNotRunning:
            return False
        return description.close_time is None

    async def _signalled(self, workflow_id: str, delivery: Delivery) -> bool:
        try:
            await _in_time((await self._handle(workflow_id)).signal(REQUEST_ARRIVED, delivery))
        except CycleNotRunning:
            return False
        return True

    async def _handle(self, workflow_id: str) -> WorkflowHandle[None, None]:
        return (await self._connected()).get_workflow_handle(workflow_id)

    async def _connected(self) -> Client:
        if self._client is None:
            self._client = await _in_time(self._connect())
        return self._client


async def _in_time(call: Awaitable[Answer]) -> Answer:
    try:
        return await asyncio.wait_for(call, PATIENCE.total_seconds())
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            raise CycleNotRunning from error
        if error.status in AWAY:
            raise EngineAway from error
        raise
    except (TimeoutError, RuntimeError) as error:  # RuntimeError: the first connection failed
        raise EngineAway from error
