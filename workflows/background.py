"""Work beside the story: tasks whose failure must not pass unseen."""

import asyncio
from collections.abc import Coroutine


class Background:
    """Keeps tasks alive, and brings a task's error to whoever waits next."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Start work that goes on by itself."""
        self._tasks.append(asyncio.create_task(work))

    @property
    def has_failed(self) -> bool:
        """Tell whether some work ended in an error."""
        return any(task.done() and not task.cancelled() and task.exception() for task in self._tasks)

    def raise_failure(self) -> None:
        """Raise the error in which some work ended, if any did.

        Raises:
            BaseException: whatever the work raised.
        """
        for task in self._tasks:
            if task.done() and not task.cancelled():
                task.result()
