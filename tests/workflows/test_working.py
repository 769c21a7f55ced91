import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from structlog.testing import capture_logs
from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.plugin import SimplePlugin
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from cli.working import at_work
from tests.waiting import eventually
from workflows.naming import TASK_QUEUE
from workflows.temporal.sandbox import workflow_runner


class Deaf:
    """Work that hears nobody until it is told to go on."""

    def __init__(self) -> None:
        self.begun = Event()
        self.goes_on = Event()

    @activity.defn(name="Arbejd")
    def work(self) -> None:
        self.begun.set()
        self.goes_on.wait()


@workflow.defn(sandboxed=False)
class Errand:
    @workflow.run
    async def run(self) -> None:
        await workflow.execute_activity("Arbejd", start_to_close_timeout=timedelta(minutes=1))


class Falling(SimplePlugin):
    """What makes a worker fall as soon as it runs."""

    async def run_worker(self, worker: Worker, next: Callable[[Worker], Awaitable[None]]) -> None:  # noqa: A002
        running = asyncio.ensure_future(next(worker))
        await eventually(lambda: _runs(worker))
        await worker.shutdown()
        await running
        raise RuntimeError("it fell")


async def _runs(worker: Worker) -> bool:
    return worker.is_running


@pytest.fixture
def deaf() -> Deaf:
    return Deaf()


@pytest.fixture
def threads(deaf: Deaf) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as threads:
        yield threads
        deaf.goes_on.set()


def worker_of(client: Client, deaf: Deaf, threads: ThreadPoolExecutor, **options: Any) -> Worker:
    return Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=[Errand],
        workflow_runner=workflow_runner(),
        activities=[deaf.work],
        activity_executor=threads,
        **options,
    )


async def test_a_worker_whose_end_never_comes_is_left_behind(
    env: WorkflowEnvironment, deaf: Deaf, threads: ThreadPoolExecutor
) -> None:
    with capture_logs() as told:
        async with at_work(worker_of(env.client, deaf, threads), patience=timedelta(seconds=1)):
            await env.client.start_workflow(Errand.run, id="ærinde", task_queue=TASK_QUEUE)
            await asyncio.to_thread(deaf.begun.wait)
    assert [line["event"] for line in told] == ["worker_left_behind"]


async def test_a_worker_that_ends_is_not_left_behind(
    env: WorkflowEnvironment, deaf: Deaf, threads: ThreadPoolExecutor
) -> None:
    deaf.goes_on.set()
    with capture_logs() as told:
        async with at_work(worker_of(env.client, deaf, threads)):
            await env.client.execute_workflow(Errand.run, id="ærinde", task_queue=TASK_QUEUE)
    assert told == []


async def test_what_a_worker_falls_over_is_told_to_who_lets_it_work(
    env: WorkflowEnvironment, deaf: Deaf, threads: ThreadPoolExecutor
) -> None:
    worker = worker_of(env.client, deaf, threads, plugins=[Falling("fald")])
    with pytest.raises(RuntimeError, match="it fell"):
        async with at_work(worker):
            await asyncio.Event().wait()
