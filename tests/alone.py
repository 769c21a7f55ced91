"""Tests that load the whole machine run by themselves: the others wait for them, and they for the others."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
TURN, MACHINE = ROOT / "Makefile", ROOT / "pyproject.toml"
"""Files that every process of a run finds; they are only locked, and the locks end with their processes."""


@contextmanager
def the_machine(*, alone: bool, turn: Path = TURN, machine: Path = MACHINE) -> Iterator[None]:
    """Hold the machine until the block ends, alone or together with others who do not need it alone."""
    with machine.open() as held:
        with turn.open() as waiting:  # whoever waits to be alone is overtaken by nobody
            fcntl.flock(waiting, fcntl.LOCK_EX)
            fcntl.flock(held, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
