from datetime import UTC, date, datetime, timedelta

import pytest

from activities.calendar import HolidayCalendar
from models.calendar import danish_calendar, end_of, office_hour
from models.meetings import import_meetings
from models.store.database import Database
from tests.activities.records import LAESOE, Records
from workflows.contracts.councils import CouncilPlan, PlanOrder
from workflows.rules.calendar.working_days import CHRISTMAS, JULY
from workflows.rules.letters import LetterKind, Recipient
from workflows.rules.requests import RequestKind

CALENDAR = danish_calendar((JULY, CHRISTMAS), year=2027)


def plan(records: Records) -> CouncilPlan:
    order = PlanOrder(records.cycle, 1, LAESOE, records.now)
    return HolidayCalendar(records.database).plan(order)


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        (date(2027, 3, 27), "2027-03-27T23:00:00+00:00"),
        (date(2027, 3, 28), "2027-03-28T22:00:00+00:00"),  # summer time began that night
        (date(2027, 10, 30), "2027-10-30T22:00:00+00:00"),
        (date(2027, 10, 31), "2027-10-31T23:00:00+00:00"),  # winter time began that night
    ],
)
def test_a_day_ends_at_midnight_in_copenhagen(day: date, instant: str) -> None:
    assert end_of(day).isoformat() == instant


@pytest.mark.parametrize(
    ("now", "instant"),
    [
        ("2027-10-01T00:00", "2027-10-29T07:00"),  # a Friday in summer time, 09:00 there
        ("2027-10-29T07:00", "2027-10-29T07:00"),
        ("2027-10-29T12:00", "2027-10-29T12:00"),  # missed, offices are open
        ("2027-10-29T14:00", "2027-11-01T08:00"),  # closed for the weekend, and winter time begins
        ("2027-11-02T06:30", "2027-11-02T07:00"),  # before they open at eight
        ("2027-12-23T09:00", "2028-01-03T08:00"),  # Christmas peace
    ],
)
def test_a_missed_reminder_waits_for_the_next_office_hour(now: str, instant: str) -> None:
    earliest = datetime.fromisoformat(now).replace(tzinfo=UTC)
    at = office_hour(date(2027, 10, 29), earliest=earliest, calendar=CALENDAR)
    assert at == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize("outcome", ["noted", "returned"])
def test_only_the_office_is_written_to_after_a_doubtful_answer(database: Database, outcome: str) -> None:
    records = Records(database)
    records.open()
    records.answer(outcome=outcome)
    planned = plan(records).letters
    assert {letter.order.kind for letter in planned} == {LetterKind.OVERDUE_TO_STAFF}
    records.granted(RequestKind.PLAN, party=LAESOE, planned_meeting_date="2027-12-01", reported_by="Anne Eksempel")
    assert {letter.order.recipient for letter in plan(records).letters} == {Recipient.STAFF, Recipient.CONTACT}


def test_a_silent_council_is_planned_for_by_the_danish_calendar(database: Database) -> None:
    records = Records(database)
    records.open()
    planned = plan(records)
    assert planned.deadline_at == planned.late_at == end_of(date(2027, 12, 27))
    assert planned.letters[0].order.kind is LetterKind.AGENDA_REMINDER
    assert planned.letters[0].at == datetime(2027, 12, 13, 8, tzinfo=UTC)
    overdue = [letter for letter in planned.letters if letter.order.kind is LetterKind.OVERDUE]
    assert [letter.order.planned_on for letter in overdue] == [
        date(2027, 12, 28) + timedelta(days=7 * number) for number in range(4)
    ]
    assert overdue[0].at == datetime(2028, 1, 3, 8, tzinfo=UTC)
    assert planned.letters[-1].order.recipient is Recipient.STAFF
    assert [letter.at for letter in planned.letters] == sorted(letter.at for letter in planned.letters)
    assert planned.ends_at == records.now + timedelta(days=14)


def test_meetings_that_are_imported_meanwhile_move_the_reminders_within_a_fortnight(database: Database) -> None:
    records = Records(database)
    records.open()
    before = plan(records)
    assert before.meeting_at is None
    meetings = "kommune;niveau;dato\nLæsø;råd;2027-11-24\n"
    assert import_meetings(database, meetings, today=records.now.date()).imported == 1
    records.now = before.ends_at
    after = plan(records)
    assert before.ends_at < datetime(2027, 11, 23, 23, tzinfo=UTC) == after.meeting_at
    asked = [letter for letter in after.letters if letter.order.kind is LetterKind.WHAT_WAS_DECIDED]
    assert asked[0].at == datetime(2027, 11, 29, 8, tzinfo=UTC)


def test_a_plan_follows_the_councils_meeting_and_a_moved_deadline(database: Database) -> None:
    records = Records(database)
    records.open()
    records.granted(RequestKind.PLAN, party=LAESOE, planned_meeting_date="2027-11-24", reported_by="A")
    planned = plan(records)
    assert planned.meeting_at == datetime(2027, 11, 23, 23, tzinfo=UTC)
    asked = [letter for letter in planned.letters if letter.order.kind is LetterKind.WHAT_WAS_DECIDED]
    assert asked[0].at == datetime(2027, 11, 29, 8, tzinfo=UTC)
    assert planned.late_at == datetime(2027, 11, 28, 23, tzinfo=UTC)
    records.granted(RequestKind.DEADLINE, deadline="2028-03-01", reason="x")
    assert plan(records).deadline_at == end_of(date(2028, 3, 1))


def test_what_lies_behind_is_planned_for_now(database: Database) -> None:
    records = Records(database)
    records.open()
    records.now = datetime(2028, 2, 9, 10, tzinfo=UTC)
    letters = plan(records).letters
    due = [letter.order for letter in letters if letter.at == records.now]
    overdue = [LetterKind.OVERDUE] * 4
    assert [order.kind for order in due] == [LetterKind.AGENDA_REMINDER, *overdue, LetterKind.OVERDUE_TO_STAFF]
    assert all(letter.at > records.now for letter in letters[len(due) :])
