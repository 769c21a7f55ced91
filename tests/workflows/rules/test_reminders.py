from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from models.working_calendar import danish_calendar
from workflows.rules.letters import LetterKind
from workflows.rules.reminders import Reminder, ReminderPolicy, Waiting, late_from, reminders
from workflows.rules.working_days import CHRISTMAS, JULY

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
