"""The days of a cycle for a calendar program: iCalendar (RFC 5545), whole days that keep nobody busy."""

# ruff: noqa: PLC0415  # see above

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from models.queries.cycle.page import CyclePage
from models.queries.timeline.wheel import Wheel

A_DAY: Final = timedelta(days=1)
PRODUCT: Final = "-//Aftalehjulet//DA"


if TYPE_CHECKING:
    from icalendar import Event


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


def cycle_calendar(page: CyclePage, wheel: Wheel | None, *, at: datetime) -> bytes:
    """Return a cycle's days as iCalendar, those to come as they are planned; `at` (UTC) is when it was written."""
    return day_calendar(f"{page.line.title}, {page.line.region}", _events(page, wheel), at=at)


def _events(page: CyclePage, wheel: Wheel | None) -> Iterator[DayEvent]:
    cycle, title = page.line.id, page.line.title
    for number, spell in enumerate(wheel.spells if wheel else ()):
        is_to_come = wheel is not None and spell.begins > wheel.today
        words = f"{title}: {spell.phase.value} begynder" + (" (ventet)" if is_to_come else "")
        yield DayEvent(spell.begins, words, (cycle, "fase", spell.phase.value, str(number)))
    for mark in wheel.marks if wheel else ():
        words = f"{title}: {mark.kind.value}: {mark.text}"
        yield DayEvent(mark.on, words, (cycle, mark.kind.value, mark.text))
    for council in page.councils:
        if council.meeting:
            words = f"{title}: {council.name} behandler sagen"
            yield DayEvent(council.meeting, words, (cycle, "møde", council.code))
