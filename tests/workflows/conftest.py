from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.stage import STAGED_PARTIES, Stage, prepared_environment
from workflows.contracts.councils import Party
from workflows.rules.council.outcomes import Outcome


@pytest.fixture
async def env() -> AsyncIterator[WorkflowEnvironment]:
    async with await prepared_environment() as environment:
        yield environment


@pytest.fixture
async def stage(env: WorkflowEnvironment) -> AsyncIterator[Stage]:
    now = await env.get_current_time()
    stage = Stage(env, opened_on=now.date(), deadline=now.date() + timedelta(days=56))
    async with stage.worker():
        yield stage


@pytest.fixture
async def staged(env: WorkflowEnvironment) -> AsyncIterator[Stage]:
    """A stage on which KKR is asked before the councils."""
    now = await env.get_current_time()
    deadline = now.date() + timedelta(days=56)
    stage = Stage(env, opened_on=now.date(), deadline=deadline, parties=STAGED_PARTIES)
    async with stage.worker():
        yield stage


@pytest.fixture
async def wide_stage(env: WorkflowEnvironment) -> AsyncIterator[Stage]:
    """A stage with a council for each outcome, called by its code."""
    now = await env.get_current_time()
    parties = tuple(Party(str(number), outcome.value) for number, outcome in enumerate(Outcome, start=1))
    stage = Stage(env, opened_on=now.date(), deadline=now.date() + timedelta(days=56), parties=parties)
    async with stage.worker():
        yield stage
