"""The days of a cycle for a calendar program: phases, deadlines, status rounds and the councils' meetings."""

from collections.abc import Iterator
from datetime import datetime

from api.documents.day_calendar import DayEvent, day_calendar
from models.queries.cycle.page import CyclePage
from models.queries.timeline.wheel import Wheel


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
