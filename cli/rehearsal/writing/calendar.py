"""A rehearsal as a calendar: deadlines, meetings, phases and inquiries as whole days."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from api.documents.cycle_calendar import DayEvent, day_calendar
from cli.rehearsal.writing.local_time import day_of
from models.queries.timeline.rehearsed import Rehearsed
from models.queries.timeline.timeline import EventKind

SHOWN: Final = frozenset({EventKind.DEADLINE, EventKind.MEETING, EventKind.PHASE, EventKind.INQUIRY})


def calendar_of(came: Rehearsed, *, at: datetime) -> bytes:
    """Return the days of a rehearsal as iCalendar; `at` (UTC) is when it was written."""
    return day_calendar(f"{came.title} (prøve)", _events(came), at=at)


def _events(came: Rehearsed) -> Iterator[DayEvent]:
    seen: Counter[tuple[str, str, str]] = Counter()
    for line in came.lines:
        if line.what in SHOWN:
            about = (line.what.value, line.who, line.text)
            seen[about] += 1
            words = " – ".join(part for part in (line.who, line.text) if part)
            summary = f"{came.title}: {line.what.value}: {words}"
            yield DayEvent(day_of(line), summary, (came.cycle_id, *about, str(seen[about])))
