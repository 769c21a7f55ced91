"""Danish working days, election years, and the days on which an office may be written to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

ELECTED_IN: Final = 2025
YEARS_BETWEEN: Final = 4
SATURDAY: Final = 5
ONE_DAY: Final = timedelta(days=1)


def is_election_year(year: int) -> bool:
    """Tell whether councils are elected in `year`, as in 2021, 2025 and 2029."""
    return (year - ELECTED_IN) % YEARS_BETWEEN == 0


@dataclass(frozen=True, slots=True)
class QuietPeriod:
    """A yearly stretch, both ends included as (month, day), in which nobody is reminded; it may run over New Year.

    With `only_election_years` it is kept in years with elections of councils only, counted by the year in which
    it begins.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    only_election_years: bool = False

    def holds(self, day: date) -> bool:
        """Tell whether `day` lies in the period."""
        begun_in = self._begun_in(day)
        return begun_in is not None and (not self.only_election_years or is_election_year(begun_in))

    def _begun_in(self, day: date) -> int | None:
        """Return the year in which the period that holds `day` began, None where none holds it."""
        month_and_day = (day.month, day.day)
        if self.first <= self.last:
            return day.year if self.first <= month_and_day <= self.last else None
        if month_and_day >= self.first:
            return day.year
        return day.year - 1 if month_and_day <= self.last else None


JULY: Final = QuietPeriod((7, 1), (7, 31))


CHRISTMAS: Final = QuietPeriod((12, 23), (1, 2))


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The holidays and quiet periods by which days are counted; all days are Danish local dates.

    Whether a Saturday is a hverdag is the office's to say (`saturday_counts`); for one that `is_always_open`
    every day and hour counts.
    """

    holidays: frozenset[date] = frozenset()
    quiet: tuple[QuietPeriod, ...] = (JULY, CHRISTMAS)
    saturday_counts: bool = False
    is_always_open: bool = False

    def is_working_day(self, day: date) -> bool:
        """Tell whether `day` is a Monday to Friday, or a Saturday where that counts, and no holiday."""
        free_from = SATURDAY + self.saturday_counts
        return self.is_always_open or (day.weekday() < free_from and day not in self.holidays)

    def may_remind_on(self, day: date) -> bool:
        """Tell whether an office may be reminded on `day`: a working day outside the quiet periods."""
        return self.is_working_day(day) and not any(period.holds(day) for period in self.quiet)

    def working_days_after(self, day: date, count: int) -> date:
        """Return the day that lies `count` working days after `day` (before it, where `count` is negative)."""
        for _ in range(abs(count)):
            day = next(d for d in _from(day, 1 if count > 0 else -1) if self.is_working_day(d))
        return day

    def first_reminder_day(self, day: date) -> date:
        """Return `day`, or the next day after it on which an office may be reminded."""
        return next(d for d in _from(day - ONE_DAY, 1) if self.may_remind_on(d))


def _from(day: date, step: int) -> Iterator[date]:
    while True:
        day += timedelta(days=step)
        yield day
