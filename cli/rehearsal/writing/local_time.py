"""When something happened, as Danes read it."""

from datetime import date

from models.calendar import COPENHAGEN, local_day
from models.queries.timeline.timeline import TimelineLine


def day_of(line: TimelineLine) -> date:
    """Return the local date on which it happened."""
    return local_day(line.at)


def clock_of(line: TimelineLine) -> str:
    """Return the local time ("09:00"), empty where only the day is known."""
    return "" if line.is_of_the_day else f"{line.at.astimezone(COPENHAGEN):%H:%M}"
