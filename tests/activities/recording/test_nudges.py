"""Reminders that the office asks for, and talks on the phone that hold them back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from activities.calendar import HolidayCalendar
from activities.letters.ledger.letters import lay_silence
from models.queries.cycle.calls import calls_of_council
from models.store.database import Database
from models.tables import TaskKind
from tests.activities.conftest import PostOffice
from tests.activities.outcome_of import tasks
from tests.activities.records import AALBORG, LAESOE, Records
from tests.activities.scene import CYCLE
from workflows.contracts.councils import CouncilPlan, PlanOrder
from workflows.contracts.letters import LetterOrder
from workflows.rules.council.outcomes import Outcome
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.requests import RequestKind

BY_STAFF: dict[str, Any] = {"party": LAESOE, "made_by": "staff:1"}
CALL: dict[str, Any] = BY_STAFF | {"note": "Sagen kommer i december.", "spoken_with": "Byrådssekretariatet"}


@pytest.fixture
def records(database: Database) -> Records:
    records = Records(database)
    records.open()
    return records


def plan(records: Records) -> CouncilPlan:
    return HolidayCalendar(records.database).plan(PlanOrder(records.cycle, 1, LAESOE, records.now))


def lay(records: Records, order: LetterOrder) -> None:
    with records.database.write() as session:
        lay_silence(session, order, at=records.now)


def reminded_of(records: Records) -> LetterKind:
    [order] = records.granted(RequestKind.REMINDER, **BY_STAFF).letters
    assert (order.party, order.recipient) == (LAESOE, Recipient.CONTACT)
    return order.kind


def test_a_reminder_asks_what_fits_the_day(records: Records) -> None:
    assert reminded_of(records) is LetterKind.AGENDA_REMINDER
    records.granted(RequestKind.PLAN, party=LAESOE, planned_meeting_date="2027-11-24", reported_by="A")
    records.now = datetime(2027, 11, 30, 9, tzinfo=UTC)
    assert reminded_of(records) is LetterKind.WHAT_WAS_DECIDED
    records.answer(outcome=Outcome.POSTPONED, meeting_date="2027-11-24")
    assert reminded_of(records) is LetterKind.NEW_DATE_ASKED
    records.now = datetime(2028, 1, 10, 9, tzinfo=UTC)
    assert reminded_of(records) is LetterKind.OVERDUE


@pytest.mark.parametrize("outcome", [Outcome.APPROVED, Outcome.REJECTED, Outcome.NOTED])
def test_who_has_answered_is_not_reminded(records: Records, outcome: Outcome) -> None:
    records.answer(outcome=outcome)
    assert "intet at minde om" in records.refused(RequestKind.REMINDER, **BY_STAFF)


def test_an_addressee_of_an_inquiry_is_reminded_until_it_answers(database: Database) -> None:
    records = Records(database)
    records.record(records.start(phase=Phase.ADOPTION))
    records.inquire(InquiryKind.CONTACT_ROUND)
    about = BY_STAFF | {"inquiry": InquiryKind.CONTACT_ROUND.value}
    [order] = records.granted(RequestKind.REMINDER, **about).letters
    assert (order.kind, order.inquiry) == (LetterKind.CONTACT_CHECK_REMINDER, InquiryKind.CONTACT_ROUND.value)
    records.granted(RequestKind.CONTACT_CHECK, is_right=True, reported_by="A", **about)
    assert "intet at minde om" in records.refused(RequestKind.REMINDER, **about)


def test_before_the_day_that_was_agreed_on_the_phone_nobody_is_reminded(records: Records) -> None:
    first = plan(records).letters[0]
    recorded = records.granted(RequestKind.CALL, quiet_until="2028-01-17", **CALL)
    assert recorded.standing is not None  # which has the case planned anew
    letters = plan(records).letters
    assert first.at < letters[0].at == datetime(2028, 1, 17, 8, tzinfo=UTC)
    assert {letter.order.key for letter in letters} >= {first.order.key}


def test_the_newest_talk_holds(records: Records) -> None:
    first = plan(records).letters[0]
    records.granted(RequestKind.CALL, quiet_until="2028-01-17", **CALL)
    records.granted(RequestKind.CALL, **CALL)
    assert plan(records).letters[0] == first
    with records.database.read() as session:
        calls = calls_of_council(session, cycle_id=records.cycle, round_number=1, party=LAESOE)
    assert [call.quiet_until for call in calls] == [None, date(2028, 1, 17)]
    assert {(call.spoken_with, call.note) for call in calls} == {(CALL["spoken_with"], CALL["note"])}


@pytest.mark.parametrize("day", ["2027-11-01", "2027-10-01"])
def test_a_day_that_is_gone_is_waited_for_by_nobody(records: Records, day: str) -> None:
    assert "efter i dag" in records.refused(RequestKind.CALL, quiet_until=day, **CALL)


def test_nobody_else_is_left_alone(records: Records) -> None:
    records.granted(RequestKind.CALL, quiet_until="2028-01-17", **CALL)
    others = HolidayCalendar(records.database).plan(PlanOrder(records.cycle, 1, AALBORG, records.now))
    assert others.letters[0].at == datetime(2027, 12, 13, 8, tzinfo=UTC)


async def test_a_council_that_says_nothing_lies_on_the_desk_until_it_is_called(office: PostOffice) -> None:
    office.now = datetime(2028, 2, 1, 9, tzinfo=UTC)
    for day in (date(2028, 1, 20), date(2028, 1, 27)):
        order = LetterOrder(
            LetterKind.OVERDUE_TO_STAFF, CYCLE, Recipient.STAFF, round=1, party=LAESOE, planned_on=day
        )
        assert await office.letters.send(order) is LetterState.SENT
    [task] = tasks(office)
    assert (task.kind, task.party, task.round) == (TaskKind.SILENT, LAESOE, 1)


def test_a_talk_takes_the_silence_off_the_desk(records: Records) -> None:
    lay(records, LetterOrder(LetterKind.OVERDUE_TO_STAFF, records.cycle, round=1, party=LAESOE))
    records.granted(RequestKind.CALL, **CALL)
    assert [task.kind for task in records.desk()] == [TaskKind.SILENT]
    records.granted(RequestKind.CALL, quiet_until="2028-01-17", **CALL)
    assert records.desk() == []
    lay(records, LetterOrder(LetterKind.OVERDUE_TO_STAFF, records.cycle, round=1, party=LAESOE, request=2))
    [task] = records.desk()
    records.granted(RequestKind.CALL, task=task.id, **CALL)
    assert records.desk() == []
