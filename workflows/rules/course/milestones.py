"""When the milestones of the drafting fall."""

from datetime import date

from workflows.rules.calendar.dates import add_months, last_on
from workflows.rules.kinds import Milestone


def milestone_date(milestone: Milestone, period_start: date) -> date:
    """Return the local date of a milestone before the local date `period_start`.

    A month that is too short for the day ends on its last: two months before 30 April is 28 or 29 February.

    Raises:
        ValueError: the milestone says neither how many months before the period it lies nor on which day.
    """
    if milestone.months_before is not None:
        return add_months(period_start, -milestone.months_before)
    if milestone.fixed_on is None:
        raise ValueError(f"milestone without a date: {milestone.title}")
    return last_on(milestone.fixed_on, before=period_start)
