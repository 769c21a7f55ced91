"""The days on which imagined offices are at work: no weekends, no holidays."""

from datetime import date, datetime

from activities.rehearsal.script import morning_of
from models.calendar import danish_calendar
from workflows.rules.calendar.working_days import ONE_DAY


def office_day(day: date) -> date:
    """Return the local date `day`, or the first working day after it."""
    return danish_calendar((), year=day.year).working_days_after(day - ONE_DAY, 1)


def last_office_day(day: date) -> date:
    """Return the local date `day`, or the last working day before it."""
    return danish_calendar((), year=day.year).working_days_after(day + ONE_DAY, -1)


def office_morning(day: date) -> datetime:
    """Return the instant at ten o'clock, Danish time, of `day` or of the first working day after it."""
    return morning_of(office_day(day))
