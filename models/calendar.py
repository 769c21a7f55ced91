"""Danish holidays and local time: the one place that knows them outside the rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import holidays

from workflows.rules.calendar.working_days import ONE_DAY, QuietPeriod, WorkingCalendar
from workflows.rules.kinds import AgreementKind

COPENHAGEN: Final = ZoneInfo("Europe/Copenhagen")
OFFICE_OPENS: Final = time(8)
OFFICE_CLOSES: Final = time(16)
REMINDERS_GO: Final = time(9)
YEARS_AHEAD: Final = 6


def danish_calendar(quiet: tuple[QuietPeriod, ...], *, year: int) -> WorkingCalendar:
    """Return the working calendar from the year before `year` to six years after it."""
    return WorkingCalendar(holidays=_holidays(year), quiet=quiet)


def calendar_of_kind(kind: AgreementKind, *, year: int) -> WorkingCalendar:
    """Return the calendar by which an agreement kind counts, for the years around `year`."""
    return replace(
        danish_calendar(kind.quiet, year=year),
        saturday_counts=kind.saturday_counts,
        is_always_open=kind.is_always_open,
    )


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    return frozenset().union(*map(_holidays_of, range(year - 1, year + YEARS_AHEAD + 1)))


@lru_cache(maxsize=64)
def _holidays_of(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=year))


def local_day(instant: datetime) -> date:
    """Return the Danish date at an instant (UTC)."""
    return instant.astimezone(COPENHAGEN).date()


def start_of(day: date) -> datetime:
    """Return the UTC instant at which a Danish date begins."""
    return datetime.combine(day, time(), COPENHAGEN).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Return the UTC instant at which a Danish date is over: a deadline is inclusive to 23:59."""
    return start_of(day + ONE_DAY)


def morning_after(day: date, calendar: WorkingCalendar) -> datetime:
    """Return the UTC instant at which the office deals with what ended on `day`: nine on its next working day."""
    return morning_of(calendar.working_days_after(day, 1))


def morning_of(day: date) -> datetime:
    """Return the UTC instant at which the machine writes to offices on a Danish date: nine o'clock."""
    return datetime.combine(day, REMINDERS_GO, COPENHAGEN).astimezone(UTC)


def office_hour(day: date, *, earliest: datetime, calendar: WorkingCalendar) -> datetime:
    """Return the UTC instant at which a reminder of `day` goes: nine o'clock, or when offices are next open.

    `earliest` (UTC) is now: what could not be sent in time waits for the next office hours (working days
    08:00-16:00 Europe/Copenhagen).
    """
    planned = morning_of(day)
    return planned if planned >= earliest else next_office_hour(earliest, calendar)


def next_office_hour(instant: datetime, calendar: WorkingCalendar) -> datetime:
    """Return `instant` (UTC) if offices may be reminded then, else the UTC instant at which they next may be."""
    if calendar.is_always_open:
        return instant
    local = instant.astimezone(COPENHAGEN)
    if calendar.may_remind_on(local.date()) and local.time() < OFFICE_CLOSES:
        opens = datetime.combine(local.date(), OFFICE_OPENS, COPENHAGEN).astimezone(UTC)
        return max(opens, instant)
    return morning_of(calendar.first_reminder_day(local.date() + ONE_DAY))
