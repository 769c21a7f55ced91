from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.stage import Stage, prepared_environment


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
