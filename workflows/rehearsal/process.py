"""The process that runs a rehearsal's workflows, beside the one that does its work: on two cores, not one.

`python -m workflows.rehearsal.process ADDRESS`; it ends when its standard input is closed.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from workflows.client import DATA_CONVERTER
from workflows.naming import TASK_QUEUE
from workflows.rehearsal.participant import Participant
from workflows.roster import WORKFLOWS


@asynccontextmanager
async def workflow_process(address: str) -> AsyncIterator[None]:
    """Run the process for as long as the context lasts."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "workflows.rehearsal.process", address, stdin=asyncio.subprocess.PIPE
    )
    try:
        yield
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


async def _work(address: str) -> None:
    client = await Client.connect(address, data_converter=DATA_CONVERTER)
    async with Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=[*WORKFLOWS, Participant],
        # the sandbox guards what is developed; here it would only cost the time that a rehearsal saves
        workflow_runner=UnsandboxedWorkflowRunner(),
    ):
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_work(sys.argv[1]))
