"""Rehearsals for the web process: one at a time, for each keeps a core busy for some seconds."""

import asyncio
from datetime import date
from threading import Lock
from typing import Final

from activities.rehearsal import BadAssumption, EnvelopeAuthor
from api.rehearsals import CannotRehearse, Rehearser
from cli.rehearsal.play import Play, rehearse
from cli.trouble import Trouble
from models.database import Database
from models.faults import BadInput, Fault
from models.queries.rehearsed import Rehearsed
from models.starting import NewCycle

BUSY: Final = "Der prøves et andet forløb lige nu. Prøv igen om lidt."


class OneAtATime(Rehearser):
    """Rehearses in the thread that asks, in a loop of its own; `database` is only read."""

    def __init__(self, database: Database) -> None:
        self._database: Final = database
        self._turn: Final = Lock()

    def rehearse(self, new: NewCycle, starts_on: date, assumptions: tuple[str, ...]) -> Rehearsed:
        """Rehearse, unless another rehearsal is being held."""
        if not self._turn.acquire(blocking=False):
            raise CannotRehearse(BUSY)
        try:
            play = Play(new, starts_on, assumptions)
            return asyncio.run(rehearse(play, self._database, author=EnvelopeAuthor)).came
        except BadAssumption as error:
            raise BadInput(Fault("assume", str(error))) from error
        except Trouble as trouble:
            raise CannotRehearse(str(trouble)) from trouble
        finally:
            self._turn.release()
