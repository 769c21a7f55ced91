"""Workers of the SDK: at work for as long as a context lasts, and a little longer."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final

import structlog
from temporalio.worker import Worker

PATIENCE: Final = timedelta(seconds=15)
"""What a worker's own end takes at most, when none of its tasks is left."""

log = structlog.get_logger()


@asynccontextmanager
async def at_work(worker: Worker, *, patience: timedelta = PATIENCE) -> AsyncIterator[None]:
    """Let a worker work, then give it `patience` to finish its tasks and to end.

    One that takes longer is left behind: the SDK's shutdown now and then waits for ever when it is asked while
    activities are being scheduled (1.35), and Temporal gives a worker's unfinished tasks to another anyway.

    Raises:
        Exception: what the worker itself fell over.
    """
    await worker.__aenter__()
    try:
        yield
    finally:
        try:
            async with asyncio.timeout(patience.total_seconds()):
                await worker.__aexit__(*sys.exc_info())
        except TimeoutError:
            log.warning("worker_left_behind")
