from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import danish_calendar
from workflows.rules.calendar.danish import danish_date, danish_weekday_date
from workflows.rules.calendar.working_days import CHRISTMAS, JULY, QuietPeriod, WorkingCalendar

CALENDAR = danish_calendar((JULY, CHRISTMAS), year=2024)
DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2024, 3, 27), True),
        (date(2024, 3, 28), False),  # skærtorsdag
        (date(2024, 3, 29), False),  # langfredag
        (date(2024, 4, 1), False),  # 2. påskedag
        (date(2024, 4, 26), True),  # store bededag is none any more
        (date(2023, 5, 5), False),  # store bededag was one
        (date(2024, 5, 9), False),  # Kristi himmelfart
        (date(2024, 5, 20), False),  # 2. pinsedag
        (date(2027, 11, 6), False),
        (date(2027, 11, 7), False),
        (date(2027, 11, 8), True),
    ],
)
def test_the_danish_calendar_knows_its_holidays(day: date, *, is_working: bool) -> None:
    assert CALENDAR.is_working_day(day) is is_working


@pytest.mark.parametrize(
    ("day", "is_quiet"),
    [
        (date(2027, 12, 22), False),
        (date(2027, 12, 23), True),
        (date(2027, 12, 31), True),
        (date(2028, 1, 2), True),
        (date(2028, 1, 3), False),
    ],
)
def test_a_quiet_period_may_run_over_new_year(day: date, *, is_quiet: bool) -> None:
    assert CHRISTMAS.holds(day) is is_quiet
    assert not JULY.holds(day)


@given(DAYS, st.integers(1, 40))
def test_counting_back_from_a_working_day_undoes_counting_ahead(day: date, number: int) -> None:
    start = CALENDAR.working_days_after(day, 1)
    assert CALENDAR.working_days_after(CALENDAR.working_days_after(start, number), -number) == start


@given(DAYS, st.integers(1, 40))
def test_working_days_are_counted_one_by_one(day: date, number: int) -> None:
    end = CALENDAR.working_days_after(day, number)
    days = [day + timedelta(days=each) for each in range(1, (end - day).days + 1)]
    assert sum(CALENDAR.is_working_day(each) for each in days) == number
    assert CALENDAR.is_working_day(end)
    assert CALENDAR.working_days_after(day, 0) == day


@given(DAYS)
def test_a_reminder_day_is_the_first_that_is_allowed(day: date) -> None:
    sent = CALENDAR.first_reminder_day(day)
    assert CALENDAR.may_remind_on(sent)
    assert sent >= day
    skipped = (day + timedelta(days=each) for each in range((sent - day).days))
    assert not any(CALENDAR.may_remind_on(each) for each in skipped)


def test_a_quiet_period_of_one_day_holds_that_day() -> None:
    period = QuietPeriod((6, 5), (6, 5))
    assert period.holds(date(2027, 6, 5))
    assert not period.holds(date(2027, 6, 6))


def test_dates_are_written_as_danes_do() -> None:
    assert danish_date(date(2027, 12, 15)) == "15. december 2027"
    assert danish_weekday_date(date(2027, 5, 1)) == "lørdag den 1. maj 2027"


def test_whether_a_saturday_is_a_hverdag_is_the_offices_to_say() -> None:
    saturday, sunday = date(2027, 5, 1), date(2027, 5, 2)
    assert not WorkingCalendar().is_working_day(saturday)
    assert WorkingCalendar(saturday_counts=True).is_working_day(saturday)
    assert not WorkingCalendar(saturday_counts=True).is_working_day(sunday)
    assert not WorkingCalendar(saturday_counts=True, holidays=frozenset({saturday})).is_working_day(saturday)


def test_what_is_always_open_knows_no_sunday_and_no_holiday() -> None:
    sunday = date(2027, 5, 2)
    assert WorkingCalendar(holidays=frozenset({sunday}), is_always_open=True).is_working_day(sunday)
