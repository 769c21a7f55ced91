"""Rehearsals for tests: begun on a day of next year, so that they say the same whenever they are run."""

import asyncio
from datetime import date

from activities.letters.writing import Author
from cli.rehearsal.asking import Asked, play_of
from cli.rehearsal.play import Rehearsal, rehearse
from models.calendar import local_day
from models.queries.timeline.timeline import EventKind, TimelineLine
from models.store.database import Database
from tests.today import today
from workflows.rules.course.phases import Phase
from workflows.rules.letters import LetterKind

YEAR = today().year + 1
STARTS_ON = date(YEAR, 1, 14)
TITLE = "Aftalen"


def played(
    kind: str,
    *assumptions: str,
    in_force: date = date(YEAR + 1, 1, 1),
    parties: tuple[str, ...] = (),
    source: Database | None = None,
    author: type[Author] = Author,
) -> Rehearsal:
    """Rehearse an agreement of Nordjylland, every letter written out unless another `author` is named."""
    asked = Asked(
        kind,
        "Nordjylland",
        in_force=in_force,
        title=TITLE,
        starts_on=STARTS_ON,
        parties=parties,
        assumptions=assumptions,
    )
    return asyncio.run(rehearse(play_of(asked, source, today=STARTS_ON), source, author=author))


def phases(rehearsal: Rehearsal) -> list[str]:
    """Return the phases in the order in which they began."""
    return [line.text for line in rehearsal.came.lines if line.what is EventKind.PHASE]


def day_of_phase(rehearsal: Rehearsal, phase: Phase) -> date:
    """Return the local date on which a phase first began."""
    began = (each.at for each in of_sort(rehearsal, EventKind.PHASE) if each.text == phase.value)
    return local_day(next(began))


def of_sort(rehearsal: Rehearsal, what: EventKind, who: str = "") -> list[TimelineLine]:
    """Return what happened of one sort, all of it or what concerns somebody."""
    return [line for line in rehearsal.came.lines if line.what is what and who in {"", line.who}]


def letters(rehearsal: Rehearsal, kind: LetterKind, who: str = "") -> list[TimelineLine]:
    """Return the letters of one kind, all of them or somebody's."""
    words = kind.danish.removesuffix(" (til sekretariatet)")
    return [line for line in of_sort(rehearsal, EventKind.LETTER, who) if line.sort == words]


def sorts_of_letters(rehearsal: Rehearsal, who: str) -> list[str]:
    """Return what sorts of letters somebody got, in the order of time."""
    return [line.sort for line in of_sort(rehearsal, EventKind.LETTER, who)]


def decisions(rehearsal: Rehearsal, who: str) -> list[tuple[date, str]]:
    """Return a council's meetings and what they decided."""
    return [(local_day(line.at), line.text) for line in of_sort(rehearsal, EventKind.MEETING, who)]
