"""Whether a rehearsal gets on: the test server now and then gives a workflow no further task.

It refuses what a workflow does to a timer that has fired meanwhile, and forgets the task over it
(temporalio/sdk-java, issues 2606 and 3088). Nothing tells of that but that nothing happens any more.
"""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, Final

from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

PATIENCE: Final = timedelta(minutes=1)
"""Years pass in seconds, with activities all the way: even a busy machine has one within this."""


class StandsStill(Exception):  # seen from outside, not raised by what fails
    """Nothing happens in a rehearsal any more, and it has not ended."""


class Progress(Interceptor):
    """Counts the activities that a rehearsal's worker begins."""

    def __init__(self) -> None:
        self.begun = 0

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002  # the SDK's
        """Let an activity be counted."""
        return _Counting(next, self)

    async def follow(self, work: Coroutine[Any, Any, None]) -> None:
        """Do `work` to its end.

        Raises:
            StandsStill: no activity has begun for as long as anybody would wait; the work is given up.
        """
        task = asyncio.create_task(work)
        try:
            while not task.done():
                before = self.begun
                await asyncio.wait({task}, timeout=PATIENCE.total_seconds())
                if not task.done() and self.begun == before:
                    raise StandsStill
            await task
        finally:
            task.cancel()
            await asyncio.wait({task})


class _Counting(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, progress: Progress) -> None:  # noqa: A002  # the SDK's
        super().__init__(next)
        self._progress: Final = progress

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002  # the SDK's
        self._progress.begun += 1
        return await super().execute_activity(input)
