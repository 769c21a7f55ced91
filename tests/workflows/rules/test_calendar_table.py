"""The days on which calendars go wrong, one row each."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.calendar import danish_calendar, end_of, local_day, next_office_hour, office_hour, start_of
from workflows.rules.calendar.working_days import CHRISTMAS, JULY, QuietPeriod, WorkingCalendar, is_election_year
from workflows.rules.inquiries import is_late

AUTUMN = QuietPeriod((11, 1), (12, 31), only_election_years=True)
TURN_OF_THE_YEAR = QuietPeriod((12, 15), (1, 15), only_election_years=True)


def calendar_of(day: date) -> WorkingCalendar:
    return danish_calendar((JULY, CHRISTMAS), year=day.year)


def utc(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "begins", "ends", "hours"),
    [
        (date(2027, 3, 27), utc(2027, 3, 26, 23), utc(2027, 3, 27, 23), 24),
        (date(2027, 3, 28), utc(2027, 3, 27, 23), utc(2027, 3, 28, 22), 23),  # the clock goes forward
        (date(2027, 3, 29), utc(2027, 3, 28, 22), utc(2027, 3, 29, 22), 24),
        (date(2027, 10, 31), utc(2027, 10, 30, 22), utc(2027, 10, 31, 23), 25),  # and back
        (date(2027, 11, 1), utc(2027, 10, 31, 23), utc(2027, 11, 1, 23), 24),
        (date(2028, 2, 29), utc(2028, 2, 28, 23), utc(2028, 2, 29, 23), 24),
        (date(2027, 12, 31), utc(2027, 12, 30, 23), utc(2027, 12, 31, 23), 24),
    ],
)
def test_a_danish_day_begins_and_ends_at_local_midnight(
    day: date, begins: datetime, ends: datetime, hours: int
) -> None:
    assert (start_of(day), end_of(day)) == (begins, ends)
    assert end_of(day) - start_of(day) == timedelta(hours=hours)
    assert local_day(ends - timedelta(seconds=1)) == day
    assert local_day(ends) == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "goes"),
    [
        (date(2027, 3, 24), utc(2027, 3, 24, 8)),
        (date(2027, 3, 30), utc(2027, 3, 30, 7)),  # after the night of 28 March nine o'clock is seven in UTC
        (date(2027, 10, 29), utc(2027, 10, 29, 7)),
        (date(2027, 11, 1), utc(2027, 11, 1, 8)),
        (date(2028, 2, 29), utc(2028, 2, 29, 8)),
    ],
)
def test_a_reminder_goes_at_nine_by_the_danish_clock(day: date, goes: datetime) -> None:
    assert office_hour(day, earliest=utc(2026, 1, 1, 0), calendar=calendar_of(day)) == goes


@pytest.mark.parametrize(
    ("now", "goes"),
    [
        (utc(2027, 10, 31, 0, 30), utc(2027, 11, 1, 8)),  # half past two, for the first time that night
        (utc(2027, 10, 31, 1, 30), utc(2027, 11, 1, 8)),  # and for the second
        (utc(2027, 3, 28, 1, 30), utc(2027, 3, 30, 7)),  # Easter Sunday is the night of the clock, Monday free
        (utc(2027, 11, 6, 10), utc(2027, 11, 8, 8)),  # a Saturday
        (utc(2027, 11, 5, 14, 59), utc(2027, 11, 5, 14, 59)),
        (utc(2027, 11, 5, 15), utc(2027, 11, 8, 8)),  # sixteen o'clock on a Friday
        (utc(2027, 6, 30, 14), utc(2027, 8, 2, 7)),  # July is quiet, and 1 August a Sunday
        (utc(2027, 12, 22, 15), utc(2028, 1, 3, 8)),
        (utc(2027, 12, 31, 10), utc(2028, 1, 3, 8)),
    ],
)
def test_what_comes_too_late_waits_until_offices_are_open(now: datetime, goes: datetime) -> None:
    calendar = calendar_of(now.date())
    assert next_office_hour(now, calendar) == goes
    assert office_hour(date(2027, 1, 4), earliest=now, calendar=calendar) == goes


@pytest.mark.parametrize(
    ("day", "is_working", "may_remind"),
    [
        (date(2023, 5, 5), False, False),  # store bededag
        (date(2024, 4, 26), True, True),  # abolished from 2024: the same Friday is a day like others
        (date(2028, 2, 29), True, True),
        (date(2027, 3, 24), True, True),
        (date(2027, 3, 25), False, False),  # skærtorsdag
        (date(2027, 3, 26), False, False),  # langfredag
        (date(2027, 3, 27), False, False),  # a Saturday
        (date(2027, 3, 29), False, False),  # 2. påskedag
        (date(2027, 3, 30), True, True),
        (date(2027, 7, 1), True, False),
        (date(2027, 7, 30), True, False),
        (date(2027, 12, 22), True, True),
        (date(2027, 12, 23), True, False),
        (date(2027, 12, 31), True, False),  # New Year's Eve is no holiday, but nobody is reminded
        (date(2028, 1, 1), False, False),
        (date(2028, 1, 3), True, True),
    ],
)
def test_a_day_is_for_work_for_reminders_or_for_neither(day: date, *, is_working: bool, may_remind: bool) -> None:
    calendar = calendar_of(day)
    assert calendar.is_working_day(day) is is_working
    assert calendar.may_remind_on(day) is may_remind


@pytest.mark.parametrize(
    ("day", "count", "reached"),
    [
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 1, date(2028, 3, 1)),
        (date(2028, 3, 1), -1, date(2028, 2, 29)),
        (date(2027, 2, 26), 1, date(2027, 3, 1)),
        (date(2027, 3, 24), 1, date(2027, 3, 30)),  # over Easter
        (date(2027, 3, 30), -4, date(2027, 3, 19)),
        (date(2027, 12, 30), 1, date(2027, 12, 31)),
        (date(2027, 12, 31), 1, date(2028, 1, 3)),
        (date(2023, 5, 4), 1, date(2023, 5, 8)),  # over store bededag
        (date(2024, 4, 25), 1, date(2024, 4, 26)),  # not any more
        (date(2027, 11, 6), 1, date(2027, 11, 8)),  # from a Saturday
        (date(2027, 11, 6), -1, date(2027, 11, 5)),
    ],
)
def test_working_days_are_counted_over_what_is_free(day: date, count: int, reached: date) -> None:
    assert calendar_of(day).working_days_after(day, count) == reached


@pytest.mark.parametrize(
    ("deadline", "day", "late"),
    [
        (date(2027, 11, 6), date(2027, 11, 6), False),  # a Saturday is a deadline as it stands
        (date(2027, 11, 6), date(2027, 11, 7), True),
        (date(2027, 11, 6), date(2027, 11, 8), True),
        (date(2027, 12, 31), date(2027, 12, 31), False),
        (date(2027, 12, 31), date(2028, 1, 1), True),
        (date(2028, 2, 29), date(2028, 3, 1), True),
    ],
)
def test_a_deadline_is_inclusive_whatever_day_it_is(deadline: date, day: date, *, late: bool) -> None:
    assert is_late(day, deadline) is late


@pytest.mark.parametrize("year", [2017, 2021, 2025, 2029, 2033])
def test_councils_are_elected_every_fourth_year(year: int) -> None:
    assert is_election_year(year)


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2026, 2027, 2028])
def test_in_other_years_nobody_is_elected(year: int) -> None:
    assert not is_election_year(year)


@pytest.mark.parametrize(
    ("period", "day", "is_quiet"),
    [
        (AUTUMN, date(2025, 10, 31), False),
        (AUTUMN, date(2025, 11, 1), True),
        (AUTUMN, date(2025, 12, 31), True),
        (AUTUMN, date(2026, 1, 1), False),
        (AUTUMN, date(2026, 11, 18), False),
        (AUTUMN, date(2029, 11, 20), True),
        (TURN_OF_THE_YEAR, date(2025, 12, 20), True),
        (TURN_OF_THE_YEAR, date(2026, 1, 10), True),  # begun in the year of the election
        (TURN_OF_THE_YEAR, date(2025, 1, 10), False),  # begun the year before
        (TURN_OF_THE_YEAR, date(2026, 1, 16), False),
        (TURN_OF_THE_YEAR, date(2026, 12, 20), False),
    ],
)
def test_a_period_of_election_years_is_kept_in_those_only(
    period: QuietPeriod, day: date, *, is_quiet: bool
) -> None:
    assert period.holds(day) is is_quiet


def test_nobody_is_reminded_in_an_election_autumn_where_an_office_says_so() -> None:
    calendar = danish_calendar((AUTUMN,), year=2029)
    assert calendar.first_reminder_day(date(2029, 11, 1)) == date(2030, 1, 2)
    assert calendar.first_reminder_day(date(2028, 11, 1)) == date(2028, 11, 1)
