"""A process that migrates a store and tells of its steps, made to be killed in the middle of any of them."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import Final

from alembic import command
from sqlalchemy import Engine, event

from cli.dependencies import create
from cli.settings import Settings
from tests.waiting import PATIENCE

ALEMBIC: Final = command
"""Read before the processes are forked, which therefore migrate at once."""
FORKED: Final = get_context("forkserver")
FORKED.set_forkserver_preload([__name__])


@dataclass(frozen=True)
class Steps:
    """How many steps a migration takes, each a statement or a commit, and which of them are commits."""

    total: int
    commits: tuple[int, ...]


def steps_of_all(url: str) -> Steps:
    """Migrate to the end."""
    with _migrating(url, until=0) as (_, heard):
        steps: Steps = _next(heard)
    return steps


def killed_at(url: str, step: int) -> None:
    """Migrate, and kill the process (-9) as it takes a step."""
    with _migrating(url, until=step) as (process, heard):
        _next(heard)
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL


@contextmanager
def _migrating(url: str, *, until: int) -> Iterator[tuple[ForkServerProcess, "Connection[None, Steps]"]]:
    heard, told = FORKED.Pipe(duplex=False)
    process = FORKED.Process(target=_migrate, args=(url, until, told))
    process.start()
    told.close()
    try:
        yield process, heard
    finally:
        process.kill()
        process.join()
        process.close()
        heard.close()


def _next(heard: "Connection[None, Steps]") -> Steps:
    assert heard.poll(PATIENCE)
    return heard.recv()


def _migrate(url: str, until: int, told: "Connection[Steps, None]") -> None:
    """Migrate, tell of one step as it is taken, and of all at the end; then wait to be killed."""
    numbers, commits = count(1), list[int]()

    def step(*_: object) -> int:
        if (number := next(numbers)) == until:
            told.send(Steps(number, tuple(commits)))
        return number

    def commit(_: object) -> None:
        commits.append(step())

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", commit)
    create(Settings(database_url=url))
    told.send(Steps(next(numbers) - 1, tuple(commits)))
    signal.pause()
