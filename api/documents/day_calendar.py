"""Days for a calendar program: iCalendar (RFC 5545), each event a whole day that keeps nobody busy.

The library is read with the first calendar: no page needs it.
"""

# ruff: noqa: PLC0415  # see above

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from icalendar import Event

A_DAY: Final = timedelta(days=1)
PRODUCT: Final = "-//Aftalehjulet//DA"


@dataclass(frozen=True, slots=True)
class DayEvent:
    """A local date to be shown; `about` tells it from all others and stays when its day moves."""

    day: date
    summary: str
    about: tuple[str, ...]

    @property
    def uid(self) -> str:
        """What makes a calendar that is read in again move the event instead of adding another."""
        return sha256("\n".join(self.about).encode()).hexdigest()[:32] + "@aftalehjulet"


def day_calendar(name: str, events: Iterable[DayEvent], *, at: datetime) -> bytes:
    """Return the calendar `name`; `at` (UTC) is when it was written."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for each in events:
        calendar.add_component(_event(each, at))
    return bytes(calendar.to_ical())


def _event(each: DayEvent, at: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", each.uid)
    event.add("dtstamp", at)
    event.add("dtstart", each.day)
    event.add("dtend", each.day + A_DAY)
    event.add("summary", each.summary)
    event.add("transp", "TRANSPARENT")
    return event
