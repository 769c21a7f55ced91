"""Kill -9 of one part after another, at random moments, with the part back after a moment."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from threading import Event, Thread

from tests.trust.rig import Rig

LONGEST_DOWN = 2.0


@dataclass(frozen=True)
class Injury:
    """A part that was killed, and when (UTC)."""

    part: str
    at: datetime


class Injuries:
    """Kills the parts of a rig in turn, each turn in another order, until it is stopped."""

    def __init__(self, rig: Rig, random: Random, *, pause: tuple[float, float]) -> None:
        self.happened: list[Injury] = []
        self._rig = rig
        self._random = random
        self._pause = pause
        self._stop = Event()
        self._thread = Thread(target=self._go_on)
        self._trouble: BaseException | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End when the part that is down is back.

        Raises:
            BaseException: whatever kept a part from being killed or started.
        """
        self._stop.set()
        self._thread.join()
        if self._trouble is not None:
            raise self._trouble

    def _go_on(self) -> None:
        try:
            while not self._stop.is_set():
                for part in self._in_some_order():
                    if self._stop.wait(self._random.uniform(*self._pause)):
                        return
                    self._injure(part)
        except BaseException as error:  # noqa: BLE001  # told where it is heard: at the stop
            self._trouble = error

    def _in_some_order(self) -> Sequence[str]:
        parts = sorted(self._rig.parts)
        self._random.shuffle(parts)
        return parts

    def _injure(self, part: str) -> None:
        self.happened.append(Injury(part, datetime.now(UTC)))
        self._rig.parts[part].kill()
        time.sleep(self._random.uniform(0, LONGEST_DOWN))
        self._rig.parts[part].start_again()


@contextmanager
def injuries(rig: Rig, random: Random, *, pause: tuple[float, float]) -> Iterator[Injuries]:
    """Let parts be killed, with pauses of so many seconds (shortest, longest), while the block runs."""
    going_on = Injuries(rig, random, pause=pause)
    going_on.start()
    try:
        yield going_on
    finally:
        going_on.stop()
