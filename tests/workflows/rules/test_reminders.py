from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import danish_calendar
from workflows.rules.calendar.working_days import CHRISTMAS, JULY
from workflows.rules.council.reminders import Reminder, ReminderPolicy, Waiting, late_from, reminder_now, reminders
from workflows.rules.letters import LetterKind

CALENDAR = danish_calendar((JULY, CHRISTMAS), year=2027)
POLICY = ReminderPolicy()
OPENED = st.dates(date(2027, 1, 1), date(2027, 12, 31))
OFFSETS = st.integers(1, 200)
K = LetterKind


@st.composite
def waitings(draw: st.DrawFn) -> Waiting:
    opened = draw(OPENED)
    deadline = opened + timedelta(days=draw(OFFSETS))
    meeting = draw(st.none() | OFFSETS.map(lambda days: opened + timedelta(days=days)))
    asked = draw(st.none() | OFFSETS.map(lambda days: opened + timedelta(days=days)))
    quiet = draw(st.none() | OFFSETS.map(lambda days: opened + timedelta(days=days)))
    return Waiting(opened, deadline, meeting, None if meeting else asked, quiet_until=quiet)


def planned(waiting: Waiting, *, days: int = 500) -> tuple[Reminder, ...]:
    until = waiting.opened_on + timedelta(days=days)
    return reminders(waiting, policy=POLICY, calendar=CALENDAR, until=until)


def days_of(letters: tuple[Reminder, ...], kind: LetterKind) -> list[date]:
    return [letter.planned_on for letter in letters if letter.kind is kind]


@given(waitings())
def test_nobody_is_reminded_before_the_day_that_was_agreed_on_the_phone(waiting: Waiting) -> None:
    agreed = waiting.quiet_until or waiting.opened_on
    letters = planned(waiting)
    assert letters
    assert all(letter.sent_on >= agreed for letter in letters)
    heard = replace(waiting, quiet_until=None)
    assert [letter.planned_on for letter in planned(heard)] == sorted(letter.planned_on for letter in letters)


@given(waitings())
def test_reminders_come_in_order_and_only_when_offices_may_be_reminded(waiting: Waiting) -> None:
    letters = planned(waiting)
    assert letters
    assert [each.sent_on for each in letters] == sorted(each.sent_on for each in letters)
    for letter in letters:
        day = letter.sent_on
        assert day >= letter.planned_on
        assert day.weekday() < 5
        assert day.month != 7
        assert (day.month, day.day) not in {(12, 24), (12, 25), (12, 31), (1, 1), (1, 2)}
        assert day not in CALENDAR.holidays


@given(waitings())
def test_every_reminder_has_an_identity_of_its_own(waiting: Waiting) -> None:
    letters = planned(waiting)
    assert len({(letter.kind, letter.planned_on) for letter in letters}) == len(letters)


@given(waitings(), st.integers(0, 400))
def test_a_shorter_horizon_gives_the_beginning_of_the_same_plan(waiting: Waiting, days: int) -> None:
    until = waiting.opened_on + timedelta(days=days)
    near = planned(waiting, days=days)
    assert set(near) == {letter for letter in planned(waiting) if letter.planned_on <= until}


def test_the_last_day_of_the_horizon_belongs_to_the_plan() -> None:
    waiting = Waiting(date(2027, 9, 1), date(2027, 11, 4), date(2027, 10, 13))
    letters = planned(waiting)
    assert {letter.kind for letter in letters} == {
        K.AGENDA_REMINDER,
        K.WHAT_WAS_DECIDED,
        K.OVERDUE,
        K.OVERDUE_TO_STAFF,
    }
    for letter in letters:
        assert letter in planned(waiting, days=(letter.planned_on - waiting.opened_on).days)


@given(waitings())
def test_four_letters_go_to_the_council_after_the_deadline_and_then_the_office_alone(waiting: Waiting) -> None:
    letters = planned(waiting, days=700)
    overdue, to_staff = days_of(letters, K.OVERDUE), days_of(letters, K.OVERDUE_TO_STAFF)
    assert len(overdue) == 4
    assert all(day > waiting.deadline for day in overdue)
    assert to_staff
    assert min(to_staff) == max(overdue) + timedelta(days=7)
    assert all((after - before).days == 30 for before, after in pairwise(to_staff))


@given(waitings())
def test_the_agenda_reminder_comes_ten_working_days_before_the_meeting(waiting: Waiting) -> None:
    target = waiting.meeting or waiting.deadline
    days = days_of(planned(waiting), K.AGENDA_REMINDER)
    for day in days:
        between = (day + timedelta(days=number) for number in range(1, (target - day).days + 1))
        last_counts = CALENDAR.is_working_day(target)
        assert sum(CALENDAR.is_working_day(each) for each in between) == (10 if last_counts else 9)
    assert len(days) <= 1


@given(waitings())
def test_a_meeting_is_asked_about_three_working_days_later_and_then_weekly(waiting: Waiting) -> None:
    asked = days_of(planned(waiting), K.WHAT_WAS_DECIDED)
    if waiting.meeting is None:
        assert asked == []
        return
    first = CALENDAR.working_days_after(waiting.meeting, 3)
    assert asked[0] == first
    assert asked == [first + timedelta(days=7 * number) for number in range(len(asked))]
    assert all(day <= max(first, waiting.deadline) for day in asked)


@given(waitings())
def test_a_council_is_late_when_the_deadline_has_passed_or_its_own_meeting(waiting: Waiting) -> None:
    late = late_from(waiting, policy=POLICY, calendar=CALENDAR)
    assert late <= waiting.deadline + timedelta(days=1)
    if waiting.meeting is None or waiting.meeting > waiting.deadline:
        assert late == waiting.deadline + timedelta(days=1)


def test_a_council_is_late_three_working_days_after_its_meeting_before_the_deadline() -> None:
    waiting = Waiting(date(2027, 9, 1), date(2027, 12, 1), date(2027, 10, 6))
    assert late_from(waiting, policy=POLICY, calendar=CALENDAR) == date(2027, 10, 11)


def test_nothing_is_overdue_between_the_deadline_and_a_later_meeting() -> None:
    waiting = Waiting(date(2027, 9, 1), date(2027, 10, 1), date(2027, 11, 24))
    letters = planned(waiting, days=100)
    assert [letter.kind for letter in letters][:3] == [K.AGENDA_REMINDER, K.WHAT_WAS_DECIDED, K.OVERDUE]
    assert days_of(letters, K.OVERDUE)[0] == date(2027, 12, 6)


def test_a_postponement_without_a_date_is_asked_about_after_ten_working_days() -> None:
    waiting = Waiting(date(2027, 9, 1), date(2027, 11, 1), None, date(2027, 9, 6))
    asked = days_of(planned(waiting), K.NEW_DATE_ASKED)
    assert asked[:2] == [date(2027, 9, 20), date(2027, 9, 27)]
    assert max(asked) <= waiting.deadline


def test_a_council_that_tells_its_meeting_late_is_not_reminded_of_an_agenda_that_has_passed() -> None:
    opened, deadline, meeting = date(2027, 3, 1), date(2027, 6, 1), date(2027, 5, 3)
    told_late = planned(Waiting(opened, deadline, meeting, told_on=date(2027, 4, 28)))
    told_early = planned(Waiting(opened, deadline, meeting, told_on=date(2027, 3, 2)))
    assert days_of(told_early, K.AGENDA_REMINDER)
    assert days_of(told_late, K.AGENDA_REMINDER) == []
    assert days_of(told_late, K.WHAT_WAS_DECIDED) == days_of(told_early, K.WHAT_WAS_DECIDED)


def test_no_agenda_reminder_is_planned_for_the_day_of_the_request_or_of_telling_the_meeting() -> None:
    agenda, deadline = date(2027, 5, 18), date(2027, 6, 1)
    day_before = agenda - timedelta(days=1)
    assert days_of(planned(Waiting(day_before, deadline)), K.AGENDA_REMINDER) == [agenda]
    assert days_of(planned(Waiting(agenda, deadline)), K.AGENDA_REMINDER) == []
    told = Waiting(date(2027, 3, 1), date(2027, 8, 2), deadline, told_on=day_before)
    assert days_of(planned(told), K.AGENDA_REMINDER) == [agenda]
    assert days_of(planned(replace(told, told_on=agenda)), K.AGENDA_REMINDER) == []


def test_what_is_asked_on_the_deadline_is_overdue_the_day_after() -> None:
    waiting = Waiting(date(2027, 9, 1), date(2027, 11, 4), date(2027, 11, 1))
    letters = planned(waiting, days=100)
    assert days_of(letters, K.WHAT_WAS_DECIDED) == [date(2027, 11, 4)]
    assert days_of(letters, K.OVERDUE)[0] == date(2027, 11, 5)


def test_of_a_council_that_is_left_alone_the_office_alone_is_reminded() -> None:
    waiting = Waiting(date(2027, 8, 2), date(2027, 9, 30), date(2027, 9, 15), is_left_alone=True)
    first = date(2027, 10, 29)  # where four weekly letters would have gone
    letters = planned(waiting, days=150)
    assert {letter.kind for letter in letters} == {K.OVERDUE_TO_STAFF}
    assert [letter.planned_on for letter in letters] == [first, date(2027, 11, 28), date(2027, 12, 28)]


@pytest.mark.parametrize(
    ("today", "meeting", "asked_new_date", "kind"),
    [
        (date(2027, 11, 24), date(2027, 11, 24), None, K.AGENDA_REMINDER),  # it meets this very day
        (date(2027, 11, 25), date(2027, 11, 24), None, K.WHAT_WAS_DECIDED),
        (date(2027, 12, 16), date(2027, 11, 24), None, K.WHAT_WAS_DECIDED),
        (date(2027, 12, 15), None, None, K.AGENDA_REMINDER),  # deadlines are inclusive
        (date(2027, 12, 16), None, None, K.OVERDUE),
        (date(2027, 12, 16), None, date(2027, 11, 1), K.OVERDUE),
        (date(2027, 11, 10), None, date(2027, 11, 1), K.NEW_DATE_ASKED),
        (date(2027, 11, 10), date(2027, 11, 24), date(2027, 11, 1), K.AGENDA_REMINDER),
    ],
)
def test_a_council_that_is_reminded_is_asked_what_fits_the_day(
    today: date, meeting: date | None, asked_new_date: date | None, kind: LetterKind
) -> None:
    waiting = Waiting(date(2027, 9, 1), date(2027, 12, 15), meeting, asked_new_date)
    assert reminder_now(waiting, today=today) is kind
