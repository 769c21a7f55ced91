"""Waiting for what happens elsewhere: as long as it takes, and not for ever."""

import asyncio
from collections.abc import Awaitable, Callable

PATIENCE = 300.0
"""Seconds, far more than anything takes: who waits goes on at once, and a machine may stand still for minutes."""
BROWSER_PATIENCE = PATIENCE * 1000
"""The same in milliseconds."""


async def eventually(is_so: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await is_so():  # noqa: ASYNC110  # it happens in other tasks and processes, which set no event
            await asyncio.sleep(0.02)
