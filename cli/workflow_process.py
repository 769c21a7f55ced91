"""The process that runs a rehearsal's workflows, beside the one that does its work: on two cores, not one.

`python -m cli.workflow_process` reads the server's address as a line from its standard input: it is
started, and gets itself ready, before there is a server. It ends when that input is closed, should who started it
be gone.
"""

import asyncio
import gc
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

from temporalio.client import Client
from temporalio.common import WorkerDeploymentVersion
from temporalio.worker import UnsandboxedWorkflowRunner, Worker, WorkerDeploymentConfig

from workflows.naming import TASK_QUEUE
from workflows.rehearsal.participant import Participant
from workflows.temporal.converter import DATA_CONVERTER
from workflows.temporal.roster import WORKFLOWS

RunOn = Callable[[str], None]
STANDARD_ERROR: Final = 2
ONE_BUILD: Final = WorkerDeploymentConfig(
    WorkerDeploymentVersion("rehearsal", "rehearsal"), use_worker_versioning=False
)
"""Said by both workers of a rehearsal, which are the same program: finding out would read all of it."""


@asynccontextmanager
async def workflow_process() -> AsyncIterator[RunOn]:
    """Start the process, and give what tells it the server's address; it is ended with the context."""
    command = (sys.executable, "-m", "cli.workflow_process")
    # the SDK logs on standard output, which is the rehearsal's own
    process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE, stdout=STANDARD_ERROR)
    assert process.stdin is not None
    stdin = process.stdin
    try:
        yield lambda address: stdin.write(f"{address}\n".encode())
    finally:
        # nothing of a rehearsal lasts, so nothing is waited for: not its worker's own end, which may never come
        with suppress(ProcessLookupError):
            process.kill()
        stdin.close()
        await process.wait()


async def _work() -> None:
    address = (await asyncio.to_thread(sys.stdin.readline)).strip()
    if address:
        await _work_on(address)


async def _work_on(address: str) -> None:
    client = await Client.connect(address, data_converter=DATA_CONVERTER)
    async with Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=[*WORKFLOWS, Participant],
        # the sandbox guards what is developed; here it would only cost the time that a rehearsal saves
        workflow_runner=UnsandboxedWorkflowRunner(),
        deployment_config=ONE_BUILD,
    ):
        await asyncio.to_thread(sys.stdin.read)
        os._exit(0)  # whoever would wait for the worker's own end is gone


if __name__ == "__main__":
    gc.disable()  # it lives for some seconds
    asyncio.run(_work())
