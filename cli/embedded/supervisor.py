"""Starts the parts, waits for each, starts a fallen one again, and ends them all in order."""

import subprocess
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import psutil
from rich.console import Console

from cli.embedded.leftovers import forget, remember
from cli.errors import CommandError

SECONDS_TO_COME_UP: Final = 60.0
SECONDS_TO_END: Final = 50.0
SECONDS_BETWEEN_LOOKS: Final = 0.1
FALLS_AT_MOST: Final = 5
SECONDS_OF_FALLS: Final = 60.0


@dataclass(frozen=True, slots=True)
class Part:
    """A process to run: its name, what readers call it, and its command."""

    name: str
    title: str
    command: tuple[str, ...]


@dataclass(slots=True)
class _Running:
    part: Part
    process: subprocess.Popen[bytes]
    falls: deque[float] = field(default_factory=lambda: deque(maxlen=FALLS_AT_MOST))


class Supervisor:
    """Holds the parts that run; logs go to `folder`/log, one file for each part."""

    def __init__(self, folder: Path, console: Console) -> None:
        self._folder = folder
        self._console = console
        self._running: dict[str, _Running] = {}

    def start(self, part: Part) -> None:
        """Start a part."""
        self._running[part.name] = _Running(part, self._spawn(part))

    def wait_for(self, name: str, is_up: Callable[[], bool] = lambda: True) -> None:
        """Wait until a part is up, and say so.

        Raises:
            CommandError: it ended, or did not come up in a minute.
        """
        running = self._running[name]
        deadline = time.monotonic() + SECONDS_TO_COME_UP
        while not is_up():
            if running.process.poll() is not None or time.monotonic() > deadline:
                raise CommandError(f"{running.part.title} kom ikke op. Se {self._log_of(running.part)}.")
            time.sleep(SECONDS_BETWEEN_LOOKS)
        self._console.print(f"  [green]✓[/] {running.part.title}")

    def look_after(self) -> None:
        """Start each part again that has fallen.

        Raises:
            CommandError: a part falls again and again.
        """
        for running in self._running.values():
            if running.process.poll() is not None:
                self._raise_again(running)

    def end_all(self) -> None:
        """Ask all parts to end, the last started first, and wait for each."""
        for running in reversed(self._running.values()):
            self._end(running.process)
            forget(self._folder, running.part.name)
        self._running.clear()

    def _raise_again(self, running: _Running) -> None:
        now = time.monotonic()
        falls = running.falls
        if len(falls) == FALLS_AT_MOST and now - falls[0] < SECONDS_OF_FALLS:
            raise CommandError(f"{running.part.title} falder igen og igen. Se {self._log_of(running.part)}.")
        falls.append(now)
        self._console.print(f"  [yellow]![/] {running.part.title} faldt og startes igen")
        running.process = self._spawn(running.part)

    def _spawn(self, part: Part) -> subprocess.Popen[bytes]:
        with self._log_of(part).open("ab") as log:
            # a session of its own: Ctrl-C reaches us alone, and we end the parts in order
            process = subprocess.Popen(  # noqa: S603  # our own commands
                part.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        remember(self._folder, part.name, psutil.Process(process.pid))
        return process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.terminate()
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _log_of(self, part: Part) -> Path:
        return self._folder / "log" / f"{part.name}.log"
