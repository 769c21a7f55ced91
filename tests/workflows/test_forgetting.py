"""Forgetting by rule goes on until the store is there."""

from dataclasses import dataclass

from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from cli.working import at_work
from workflows.contracts.ports import Archive
from workflows.contracts.privacy import Forgotten
from workflows.forgetting import Forgetting
from workflows.naming import TASK_QUEUE
from workflows.temporal.sandbox import workflow_runner

TRIES = 100


@dataclass
class Away(Archive):
    """A store that is away for a while: longer than an hour of tries."""

    tries: int = 0

    @activity.defn(name="Slet efter regel")
    async def forget_by_rule(self) -> Forgotten:  # type: ignore[override]  # no thread is needed
        self.tries += 1
        if self.tries < TRIES:
            raise ApplicationError("away", type="OperationalError")
        return Forgotten(traces=1, names=2, documents=3)


async def test_what_is_over_is_forgotten_when_the_store_is_back(env: WorkflowEnvironment) -> None:
    store = Away()
    before = await env.get_current_time()
    worker = Worker(
        env.client,
        task_queue=TASK_QUEUE,
        workflows=[Forgetting],
        workflow_runner=workflow_runner(),
        activities=[store.forget_by_rule],
        debug_mode=True,
    )
    async with at_work(worker):
        done = await env.client.execute_workflow(Forgetting.run, id="sletning", task_queue=TASK_QUEUE)
    assert done == Forgotten(traces=1, names=2, documents=3)
    assert store.tries == TRIES
    assert (await env.get_current_time() - before).total_seconds() > 3600
