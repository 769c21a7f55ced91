"""How a rehearsal's years come to their end, and what is counted of them, on the server that skips time."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowFailureError, WorkflowHandle
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from cli.rehearsal.passing_time import play_to_the_end
from cli.rehearsal.play import history_lengths
from cli.rehearsal.server import time_skipping_server
from models.queries.cycle.overview import CycleLine, cycle_line
from models.store.database import Database
from tests.api.office import CYCLE, SQLITE_ONLY, TODAY, Office
from workflows.naming import TASK_QUEUE
from workflows.rehearsal.contracts import ImaginedAct, ImaginedParticipant
from workflows.rehearsal.participant import Participant

pytestmark = SQLITE_ONLY


@pytest.fixture
def office(database: Database) -> Office:
    office = Office(database)
    office.seed()
    office.open_round()
    return office


@pytest.fixture
async def environment() -> AsyncIterator[WorkflowEnvironment]:
    """A server, and somebody at work who lets time pass."""
    async with (
        time_skipping_server() as environment,
        Worker(
            environment.client,
            task_queue=TASK_QUEUE,
            workflows=[Participant],
            workflow_runner=UnsandboxedWorkflowRunner(),
        ),
    ):
        yield environment


def line_of(office: Office) -> CycleLine:
    with office.database.read() as session:
        line = cycle_line(session, CYCLE)
    assert line is not None
    return line


async def begun(environment: WorkflowEnvironment, longest: timedelta | None = None) -> WorkflowHandle[Any, Any]:
    """Start what stands for a cycle: it does nothing for years."""
    years = ImaginedAct(await environment.get_current_time() + timedelta(days=4000), 0)
    return await environment.client.start_workflow(
        Participant.run,
        ImaginedParticipant("forløb", (years,)),
        id=CYCLE,
        task_queue=TASK_QUEUE,
        execution_timeout=longest,
    )


async def test_a_cycle_that_fails_is_no_rehearsal(office: Office, environment: WorkflowEnvironment) -> None:
    cycle = await begun(environment)
    await cycle.terminate()
    with pytest.raises(WorkflowFailureError):
        await play_to_the_end(environment, cycle, lambda: line_of(office))


async def test_a_cycle_for_which_the_server_had_no_more_time_has_told_what_there_was(
    office: Office, environment: WorkflowEnvironment
) -> None:
    cycle = await begun(environment, timedelta(days=1))
    with suppress(WorkflowFailureError):
        await cycle.result()
    await play_to_the_end(environment, cycle, lambda: line_of(office))


async def test_councils_that_were_never_asked_have_no_history(
    office: Office, environment: WorkflowEnvironment
) -> None:
    await begun(environment)
    lengths = await history_lengths(environment.client, office.database, CYCLE, today=TODAY)
    assert set(lengths) == {CYCLE}
    assert lengths[CYCLE] > 0
