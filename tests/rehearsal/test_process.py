import asyncio
import signal
import subprocess
import sys

import psutil

from cli.workflow_process import workflow_process
from tests.waiting import eventually

STARTS_ONE = """
import asyncio
from cli.workflow_process import workflow_process

async def start() -> None:
    async with workflow_process():
        print("started", flush=True)
        await asyncio.Event().wait()

asyncio.run(start())
"""


def beside(starter: psutil.Process) -> list[psutil.Process]:
    """The processes of rehearsals that another has started."""
    return [child for child in starter.children() if "cli.workflow_process" in child.cmdline()]


async def test_a_rehearsal_ends_though_its_process_stands_still() -> None:
    async with workflow_process():
        (process,) = beside(psutil.Process())
        process.send_signal(signal.SIGSTOP)
    assert beside(psutil.Process()) == []


async def test_a_rehearsal_ends_though_its_process_has_died() -> None:
    async with workflow_process() as run_on:
        (process,) = beside(psutil.Process())
        process.kill()
        run_on("127.0.0.1:1")
    assert beside(psutil.Process()) == []


async def test_a_rehearsals_process_ends_when_who_started_it_is_gone() -> None:
    with psutil.Popen([sys.executable, "-c", STARTS_ONE], stdout=subprocess.PIPE) as starter:
        assert await asyncio.to_thread(starter.stdout.readline) == b"started\n"
        (process,) = beside(starter)
        starter.kill()

    async def has_ended() -> bool:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE

    await eventually(has_ended)
