"""Lets the years of a rehearsal pass: until the cycle has ended, or has long not come into force."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from temporalio.client import WorkflowFailureError, WorkflowHandle
from temporalio.exceptions import TimeoutError  # noqa: A004  # a workflow's, not the system's
from temporalio.testing import WorkflowEnvironment

from models.calendar import start_of
from models.queries.cycle.overview import CycleLine
from workflows.contracts.cycles import AgreementCycleResult
from workflows.cycle.agreement_cycle import AgreementCycle
from workflows.naming import TASK_QUEUE
from workflows.rehearsal.contracts import ImaginedAct, ImaginedParticipant
from workflows.rehearsal.participant import Participant
from workflows.rules.course.phases import Phase

PATIENCE: Final = timedelta(days=183)
"""How long after its planned first day a rehearsed agreement may still be on its way."""
IN_FORCE: Final = frozenset({Phase.ENTRY_INTO_FORCE, Phase.FOLLOW_UP, Phase.EVALUATION})
Cycle = WorkflowHandle[AgreementCycle, AgreementCycleResult]


async def play_to_the_end(environment: WorkflowEnvironment, cycle: Cycle, line: Callable[[], CycleLine]) -> None:
    """Let time pass until the cycle has ended, or is not in force long after it should have been.

    `line` tells how far the cycle has come.
    """
    with environment.auto_time_skipping_disabled():  # time is let go by whoever waits for its passing, once
        ended = asyncio.create_task(cycle.result())
        await asyncio.sleep(0)
    try:
        await _pass_time(environment, ended, start_of(line().period_start) + PATIENCE)
        if line().phase in IN_FORCE:
            await _pass_time(environment, ended, start_of(line().period_end) + PATIENCE)
    finally:
        await _leave(ended)


async def _leave(ended: asyncio.Task[AgreementCycleResult]) -> None:
    """Wait no longer for the cycle.

    Raises:
        WorkflowFailureError: it has failed.
    """
    ended.cancel()
    try:
        await ended
    except asyncio.CancelledError:
        return
    except WorkflowFailureError as error:
        # the server goes on until it is told to stop: with nothing planned it jumps to where workflows expire
        if not isinstance(error.cause, TimeoutError):
            raise


async def _pass_time(
    environment: WorkflowEnvironment, ended: asyncio.Task[AgreementCycleResult], until: datetime
) -> None:
    # a timer of a workflow: the server's own sleep would jump past work that is being done
    nothing = ImaginedParticipant("tålmodighed", (ImaginedAct(until, 0),))
    workflow_id = f"tænkt/tålmodighed/{until.date()}"
    patience = asyncio.create_task(
        environment.client.execute_workflow(Participant.run, nothing, id=workflow_id, task_queue=TASK_QUEUE)
    )
    try:
        await asyncio.wait({ended, patience}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        patience.cancel()
        with suppress(asyncio.CancelledError):
            await patience
