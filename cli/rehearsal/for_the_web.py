"""Rehearsals for the web process: one at a time, for each keeps a core busy for some seconds.

What holds them is read with the first: the pages need nothing of it.
"""

import asyncio
from datetime import date, timedelta
from threading import Lock
from typing import Final

from activities.rehearsal import BadAssumption, EnvelopeAuthor
from api.ports import CannotRehearse, Rehearser
from cli.errors import CommandError
from models.agreements.starting import NewCycle
from models.queries.timeline.rehearsed import Rehearsed
from models.store.database import Database
from request_types.faults import BadInput, Fault

BUSY: Final = "Der prøves et andet forløb lige nu. Prøv igen om lidt."
UNFINISHED: Final = "Prøven nåede ikke sin ende, fordi maskinen har travlt. Prøv igen om lidt."
LONGEST: Final = timedelta(minutes=5)
"""Far longer than a rehearsal takes: one that stands still must not keep all others from theirs."""


class OneAtATime(Rehearser):
    """Rehearses in the thread that asks, in a loop of its own, for so long; `database` is only read."""

    def __init__(self, database: Database, *, longest: timedelta = LONGEST) -> None:
        self._database: Final = database
        self._longest: Final = longest
        self._turn: Final = Lock()

    def rehearse(self, new: NewCycle, starts_on: date, assumptions: tuple[str, ...]) -> Rehearsed:
        """Rehearse, unless another rehearsal is being held."""
        if not self._turn.acquire(blocking=False):
            raise CannotRehearse(BUSY)
        try:
            return asyncio.run(self._in_time(new, starts_on, assumptions))
        except TimeoutError as error:
            raise CannotRehearse(UNFINISHED) from error
        except BadAssumption as error:
            raise BadInput(Fault("assume", str(error))) from error
        except CommandError as trouble:
            raise CannotRehearse(str(trouble)) from trouble
        finally:
            self._turn.release()

    async def _in_time(self, new: NewCycle, starts_on: date, assumptions: tuple[str, ...]) -> Rehearsed:
        from cli.rehearsal.play import Play, rehearse  # noqa: PLC0415  # see above

        async with asyncio.timeout(self._longest.total_seconds()):
            return (await rehearse(Play(new, starts_on, assumptions), self._database, author=EnvelopeAuthor)).came
