"""Counting in months and years, where the calendar has no such day: the last one of the month stands for it."""

from calendar import monthrange
from datetime import date

MONTHS = 12


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later (earlier, where negative), or the last of that month."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return _day_of(year, month + 1, day.day)


def last_on(month_and_day: tuple[int, int], *, before: date) -> date:
    """Return the last such day of the year that lies before the date `before`."""
    month, day = month_and_day
    this_year = _day_of(before.year, month, day)
    return this_year if this_year < before else _day_of(before.year - 1, month, day)


def _day_of(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
