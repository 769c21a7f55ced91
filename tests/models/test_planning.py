from datetime import date, timedelta

from models.agreements.planning import Plan, plans_of_round
from models.store.database import Database
from models.tables import Meeting
from tests.activities.records import LAESOE, Records
from workflows.rules.council.meetings import MeetingLevel
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind

TODAY = date(2027, 11, 1)


def plan(records: Records, *, deadline: date | None = None) -> Plan:
    with records.database.read() as session:
        plans = plans_of_round(session, cycle_id=records.cycle, round_number=1, today=TODAY, deadline=deadline)
    return plans[LAESOE]


def opened(database: Database) -> Records:
    records = Records(database)
    records.open()
    return records


def meets_on(records: Records, *days: date) -> None:
    with records.database.write() as session:
        session.add_all(
            Meeting(body_code=f"raad-{LAESOE}", level=MeetingLevel.COUNCIL, held_on=day) for day in days
        )


def committee_meets_on(records: Records, day: date) -> None:
    with records.database.write() as session:
        session.add(Meeting(body_code=f"raad-{LAESOE}", level=MeetingLevel.COMMITTEE, held_on=day))


def test_the_first_known_meeting_that_the_case_reaches_is_waited_for(database: Database) -> None:
    records = opened(database)
    assert plan(records).waiting.meeting is None
    meets_on(records, date(2027, 11, 3), date(2027, 11, 17), date(2027, 12, 15), date(2028, 1, 19))
    assert plan(records).waiting.meeting == date(2027, 11, 17)
    committee_meets_on(records, date(2027, 11, 23))
    assert plan(records).waiting.meeting == date(2027, 12, 15)


def test_a_meeting_after_the_deadline_is_waited_for_where_a_later_one_is_tried(database: Database) -> None:
    records = opened(database)
    meets_on(records, date(2028, 1, 19))
    assert plan(records).waiting.meeting is None
    assert plan(records, deadline=date(2028, 2, 1)).waiting.meeting == date(2028, 1, 19)


def test_what_the_council_says_goes_before_the_table_of_meetings(database: Database) -> None:
    records = opened(database)
    meets_on(records, date(2027, 12, 15))
    records.granted(RequestKind.PLAN, party=LAESOE, planned_meeting_date="2027-11-24", reported_by="A")
    assert plan(records).waiting.meeting == date(2027, 11, 24)
    records.answer(outcome="postponed")
    found = plan(records)
    assert (found.waiting.meeting, found.waiting.asked_new_date_from) == (None, TODAY)
    asked = [each for each in found.reminders if each.kind is LetterKind.NEW_DATE_ASKED]
    assert asked[0].planned_on == date(2027, 11, 15)


def test_another_deadline_may_be_tried_before_it_is_moved(database: Database) -> None:
    records = opened(database)
    later = plan(records).waiting.deadline + timedelta(days=30)
    tried = plan(records, deadline=later)
    assert (tried.waiting.deadline, tried.late_from) == (later, later + timedelta(days=1))
    assert plan(records).waiting.deadline < later


def test_plans_reach_a_year_ahead(database: Database) -> None:
    days = [each.planned_on for each in plan(opened(database)).reminders]
    assert date(2028, 10, 1) < max(days) <= TODAY + timedelta(days=366)
