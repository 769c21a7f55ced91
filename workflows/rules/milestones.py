"""When the milestones of the drafting fall."""

from calendar import monthrange
from datetime import date

from workflows.rules.kinds import Milestone


def milestone_date(milestone: Milestone, period_start: date) -> date:
    """Return the local date of a milestone before the local date `period_start`.

    A month that is too short for the day ends on its last: two months before 30 April is 28 or 29 February.

    Raises:
        ValueError: the milestone says neither how many months before the period it lies nor on which day.
    """
    if milestone.months_before is not None:
        months = period_start.year * 12 + period_start.month - 1 - milestone.months_before
        return _day_in(months // 12, months % 12 + 1, period_start.day)
    if milestone.fixed_on is None:
        raise ValueError(f"milestone without a date: {milestone.title}")
    of_the_year = _day_in(period_start.year, *milestone.fixed_on)
    return of_the_year if of_the_year < period_start else _day_in(period_start.year - 1, *milestone.fixed_on)


def _day_in(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
