"""A rehearsal as a calendar: deadlines, meetings, phases and inquiries as whole days."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from icalendar import Calendar, Event

from cli.rehearsal.writing.local_time import day_of
from models.queries.happenings import Happening, TimelineLine
from models.queries.rehearsed import Rehearsed

SHOWN: Final = frozenset({Happening.DEADLINE, Happening.MEETING, Happening.PHASE, Happening.INQUIRY})
PRODUCT: Final = "-//Aftalehjulet//Prøve//DA"
A_DAY: Final = timedelta(days=1)


def calendar_of(came: Rehearsed, *, at: datetime) -> bytes:
    """Return the days of a rehearsal as iCalendar (RFC 5545); `at` (UTC) is when it was written.

    An event keeps its UID when its day moves, so that a calendar that is read in again moves it too.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{came.title} (prøve)")
    for identity, line in _identified(came):
        calendar.add_component(_event(line, came, identity, at))
    return bytes(calendar.to_ical())


def _identified(came: Rehearsed) -> Iterator[tuple[str, TimelineLine]]:
    seen: Counter[tuple[str, str, str]] = Counter()
    for line in came.lines:
        if line.what in SHOWN:
            about = (line.what.value, line.who, line.text)
            seen[about] += 1
            whole = "\n".join((came.cycle_id, *about, str(seen[about])))
            yield f"{sha256(whole.encode()).hexdigest()[:32]}@aftalehjulet", line


def _event(line: TimelineLine, came: Rehearsed, identity: str, at: datetime) -> Event:
    about = " – ".join(part for part in (line.who, line.text) if part)
    event = Event()
    event.add("uid", identity)
    event.add("dtstamp", at)
    event.add("dtstart", day_of(line))
    event.add("dtend", day_of(line) + A_DAY)
    event.add("summary", f"{came.title}: {line.what.value}: {about}")
    event.add("transp", "TRANSPARENT")
    return event
