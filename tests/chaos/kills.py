"""Kill -9 of one part after another, at random moments, with the part back after a moment."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select

from models.tables import Request, RequestResult
from tests.chaos.rig import Rig

LONGEST_DOWN = 2.0
SECONDS_BETWEEN_LOOKS = 0.25


@dataclass(frozen=True)
class Injury:
    """A part that was killed, and when (UTC)."""

    part: str
    at: datetime


class Injuries:
    """Kills the parts of a rig in turn, each turn in another order, until it is stopped.

    Who `is_considerate` kills the next when something that came in after the last was recorded: pauses may then be
    short, however long a busy machine takes to start a part.
    """

    def __init__(self, rig: Rig, random: Random, *, pause: tuple[float, float], is_considerate: bool) -> None:
        self.happened: list[Injury] = []
        self._rig = rig
        self._random = random
        self._pause = pause
        self._is_considerate = is_considerate
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
                    if self._stop.wait(self._random.uniform(*self._pause)) or self._has_to_stop_first():
                        return
                    self._injure(part)
        except BaseException as error:  # noqa: BLE001  # told where it is heard: at the stop
            self._trouble = error

    def _has_to_stop_first(self) -> bool:
        """Wait until all is well again, where that is wanted; tell whether it is to stop before."""
        while self._is_considerate and not self._is_recovered():
            if self._stop.wait(SECONDS_BETWEEN_LOOKS):
                return True
        return False

    def _is_recovered(self) -> bool:
        """Tell whether anything was recorded that came in after the last injury."""
        if not self.happened:
            return True
        later = select(RequestResult.request_id).join(Request).where(Request.received_at > self.happened[-1].at)
        try:
            with closing(self._rig.database()) as database, database.read() as session:
                return session.exec(later.limit(1)).first() is not None
        except SQLAlchemyError:
            return False  # the database itself is on its way back

    def _in_some_order(self) -> Sequence[str]:
        deps = sorted(self._rig.parts)
        self._random.shuffle(deps)
        return deps

    def _injure(self, part: str) -> None:
        self.happened.append(Injury(part, datetime.now(UTC)))
        self._rig.parts[part].kill()
        time.sleep(self._random.uniform(0, LONGEST_DOWN))
        self._rig.parts[part].start_again()


@contextmanager
def injuries(
    rig: Rig, random: Random, *, pause: tuple[float, float], is_considerate: bool = False
) -> Iterator[Injuries]:
    """Let parts be killed, with pauses of so many seconds (shortest, longest), while the block runs."""
    going_on = Injuries(rig, random, pause=pause, is_considerate=is_considerate)
    going_on.start()
    try:
        yield going_on
    finally:
        going_on.stop()
