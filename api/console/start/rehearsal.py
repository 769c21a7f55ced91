"""The rehearsal on the page that starts a cycle: all that will happen, month by month."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from api.dependencies import Dependencies
from api.forms.values import start_values
from models.agreements.starting import read_new_cycle
from models.calendar import local_day
from models.queries.timeline.rehearsed import Rehearsed
from models.queries.timeline.timeline import STAFF, EventKind, TimelineLine
from models.store.collation import danish_sort_key
from workflows.rules.calendar.danish import MONTHS, danish_day, listed

NO_TITLE: Final = "Prøve"


@dataclass(frozen=True, slots=True)
class Row:
    """What happens on a day ("5. oktober"), once for all whom it concerns."""

    day: str
    what: EventKind
    text: str
    who: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month ("august 2027"), how many mails go in it, and what happens."""

    name: str
    mails: int
    rows: tuple[Row, ...]


def rehearsal_of_start(values: Mapping[str, str], assumptions: str, deps: Dependencies) -> Rehearsed:
    """Rehearse what was typed in the form that starts a cycle; `assumptions` are one to a line.

    Raises:
        BadInput: with every fault, by the names of that form.
        CannotRehearse: another rehearsal is being held, this one does not end, or the means are not there.
    """
    typed = dict(values) | {"title": values["title"].strip() or NO_TITLE}
    assumed = tuple(line.strip() for line in re.split(r"[\n,;]+", assumptions) if line.strip())
    return deps.rehearser.rehearse(read_new_cycle(start_values(typed)), deps.today, assumed)


def months_of(came: Rehearsed) -> tuple[Month, ...]:
    """Return what came of a rehearsal by Danish months."""
    months = groupby(came.lines, key=lambda line: local_day(line.at).replace(day=1))
    return tuple(_month(first, tuple(lines)) for first, lines in months)


def _month(first: date, lines: tuple[TimelineLine, ...]) -> Month:
    mails = sum(line.is_sent for line in lines)
    return Month(f"{MONTHS[first.month - 1]} {first.year}", mails, tuple(_rows(lines)))


def _rows(lines: Iterable[TimelineLine]) -> Iterable[Row]:
    """Yield one row for what happens to several on a day: eighteen mails of a sort, twelve approvals."""
    together: dict[tuple[date, EventKind, str], list[TimelineLine]] = {}
    for line in lines:
        about = line.text if line.who == STAFF else line.sort or line.text
        together.setdefault((local_day(line.at), line.what, about), []).append(line)
    for (day, what, about), those in together.items():
        who = listed(sorted((line.who for line in those), key=danish_sort_key))  # who came first is chance
        if len(those) == 1:
            yield Row(danish_day(day), what, those[0].text, who)
        else:
            yield Row(danish_day(day), what, about, f"{len(those)}: {who}")
