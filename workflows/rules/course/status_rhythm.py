"""When the status rounds of an agreement open (local dates)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, takewhile
from typing import Final

from workflows.rules.calendar.dates import add_months
from workflows.rules.calendar.working_days import ONE_DAY, WorkingCalendar
from workflows.rules.inquiries import status_slug
from workflows.rules.kinds import FollowUpTerms

SPARE_DAYS: Final = 7
"""Between the end of a status round and the end of the time that it is about."""


def status_rounds(
    terms: FollowUpTerms, period_start: date, period_end: date, *, calendar: WorkingCalendar, today: date
) -> list[tuple[str, date]]:
    """Return the slugs of the status rounds and the days on which they open, in order.

    Each opens so early that it ends in the interval that it is about, on a day when offices may be written to;
    where the interval has no such day left, on its last. Left out are those whose following one is due already.
    """
    ahead = timedelta(days=terms.answer_days + terms.grace_days + SPARE_DAYS)
    numbers: Counter[int] = Counter()
    rounds = []
    for last in _last_days(terms.status_every_months, period_start, period_end):
        numbers[last.year] += 1
        opens = min(calendar.first_reminder_day(max(last - ahead, period_start)), last)
        rounds.append((status_slug(last.year, numbers[last.year]), opens))
    due = sum(opens <= today for _, opens in rounds)
    return rounds[max(due - 1, 0) :]


def _last_days(months: int, period_start: date, period_end: date) -> Iterator[date]:
    """Return the last day of each whole interval in the period."""
    ends = (add_months(period_start, number * months) - ONE_DAY for number in count(1))
    return takewhile(lambda day: day <= period_end, ends)
