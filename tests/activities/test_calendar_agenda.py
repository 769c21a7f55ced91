from datetime import UTC, date, datetime, timedelta

import pytest

from activities.calendar import HolidayCalendar
from activities.letters.ledger.letters import order_letters
from models.calendar import start_of
from models.store.database import Database
from models.tables import Cycle
from tests.activities.records import LAESOE, Records
from workflows.contracts.cycles import CyclePlan, CyclePlanOrder
from workflows.contracts.inquiries import InquiryPlan, InquiryPlanOrder, InquiryRef
from workflows.rules.course.agenda_parts import StepKind
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind, Recipient
from workflows.rules.requests import RequestKind


@pytest.fixture
def records(database: Database) -> Records:
    records = Records(database)
    records.open()
    return records


def agenda(records: Records) -> CyclePlan:
    order = CyclePlanOrder(records.cycle, records.row().phase, records.now)
    return HolidayCalendar(records.database).plan_cycle(order)


def reminders(records: Records, kind: InquiryKind, slug: str) -> InquiryPlan:
    order = InquiryPlanOrder(InquiryRef(records.cycle, slug, kind), records.now)
    return HolidayCalendar(records.database).plan_inquiry(order)


def test_a_phase_without_an_agenda_is_planned_anew_in_a_year(records: Records) -> None:
    assert agenda(records) == CyclePlan(records.now + timedelta(days=365))


def test_the_councils_are_told_to_publish_and_then_the_period_begins(records: Records) -> None:
    records.enter(Phase.ENTRY_INTO_FORCE)
    publication, end = agenda(records).steps
    assert publication.at == datetime(2027, 12, 20, 8, tzinfo=UTC)
    assert {letter.recipient for letter in publication.letters} == {Recipient.BODY}
    assert len(publication.letters) == 12
    assert f"raad-{LAESOE}" in {letter.party for letter in publication.letters}
    assert {(letter.round, letter.planned_on) for letter in publication.letters} == {(1, date(2027, 12, 18))}
    assert (end.kind, end.at) == (StepKind.END, datetime(2027, 12, 31, 23, tzinfo=UTC))


def test_who_was_asked_before_the_system_is_found_in_the_directory(database: Database) -> None:
    records = Records(database)
    records.record(records.start(phase=Phase.ENTRY_INTO_FORCE))
    letters = agenda(records).steps[0].letters
    assert len({letter.party for letter in letters}) == len(letters) == 12
    assert f"raad-{LAESOE}" in {letter.party for letter in letters}
    assert {letter.round for letter in letters} == {0}


def test_letters_that_were_ordered_are_not_planned_again(records: Records) -> None:
    records.enter(Phase.ENTRY_INTO_FORCE)
    letters = agenda(records).steps[0].letters
    with records.database.write() as session:
        order_letters(session, letters[0], at=records.now)
    assert agenda(records).steps[0].letters == letters[1:]
    with records.database.write() as session:
        for letter in letters:
            order_letters(session, letter, at=records.now)
    assert [step.kind for step in agenda(records).steps] == [StepKind.END]


def test_what_is_due_goes_before_a_phase_that_should_be_over(records: Records) -> None:
    records.now = datetime(2028, 1, 8, 10, tzinfo=UTC)  # a Saturday, after the first day of the period
    records.enter(Phase.ENTRY_INTO_FORCE)
    publication, end = agenda(records).steps
    assert publication.at == end.at == datetime(2028, 1, 10, 8, tzinfo=UTC)


def test_the_follow_up_plans_a_year_of_status_rounds(records: Records) -> None:
    records.now = datetime(2028, 1, 3, 9, tzinfo=UTC)
    records.enter(Phase.FOLLOW_UP)
    found = [step.inquiry for step in agenda(records).steps if step.inquiry]
    assert [each.slug for each in found] == [f"status-2028-{number}" for number in range(1, 5)]
    assert {each.kind for each in found} == {InquiryKind.STATUS_ROUND}
    records.inquire(InquiryKind.STATUS_ROUND, "status-2028-1")
    assert agenda(records).steps[0].inquiry == InquiryRef(records.cycle, "status-2028-2", InquiryKind.STATUS_ROUND)


def test_the_follow_up_ends_at_midnight_after_the_period(records: Records) -> None:
    records.now = datetime(2031, 12, 1, 9, tzinfo=UTC)
    records.enter(Phase.FOLLOW_UP)
    end = agenda(records).steps[-1]
    assert (end.kind, end.at) == (StepKind.END, start_of(date(2032, 1, 1)))


def test_a_successor_that_was_started_is_not_asked_for(records: Records) -> None:
    records.now = datetime(2030, 6, 3, 9, tzinfo=UTC)
    records.enter(Phase.FOLLOW_UP)
    assert LetterKind.SUCCESSOR_DUE in planned(records)
    with records.database.write() as session:
        row = records.row().model_dump()
        session.add(Cycle(**(row | {"id": "den-næste", "predecessor_id": records.cycle})))
    assert LetterKind.SUCCESSOR_DUE not in planned(records)


def planned(records: Records) -> set[LetterKind]:
    found = {letter.kind for step in agenda(records).steps for letter in step.letters}
    assert found or agenda(records).steps
    return found


def test_a_midway_evaluation_that_was_made_is_not_asked_for(records: Records) -> None:
    records.now = datetime(2029, 6, 4, 9, tzinfo=UTC)
    records.enter(Phase.FOLLOW_UP)
    assert LetterKind.MIDWAY_DUE in planned(records)
    records.granted(RequestKind.EVALUATION, kind="midway", made_on="2029-06-04")
    assert LetterKind.MIDWAY_DUE not in planned(records)


def test_the_authority_is_waited_for_from_what_was_told(records: Records) -> None:
    records.enter(Phase.SUBMISSION)
    assert planned(records) == {LetterKind.SUBMISSION_DUE}
    records.granted(RequestKind.AUTHORITY, step="submitted", happened_on="2027-11-01")
    first = agenda(records).steps[0]
    assert [(letter.kind, letter.recipient) for letter in first.letters] == [
        (LetterKind.AUTHORITY_SILENT, Recipient.STAFF)
    ]
    assert first.at == datetime(2027, 11, 15, 8, tzinfo=UTC)


def test_addressees_who_can_be_written_to_are_reminded(records: Records) -> None:
    records.enter(Phase.HEARING)
    opened = records.inquire(InquiryKind.HEARING)
    plan = reminders(records, InquiryKind.HEARING, "høring")
    assert plan.deadline == opened.deadline
    assert plan.late_at < plan.closes_at == opened.closes_at
    assert len(plan.reminders) == len(opened.letters) == 12
    assert len(opened.addressees) > 12
    assert {reminder.order.kind for reminder in plan.reminders} == {LetterKind.HEARING_REMINDER}
    assert {reminder.at for reminder in plan.reminders} == {datetime(2028, 1, 3, 8, tzinfo=UTC)}
    records.granted(RequestKind.EXTENSION, inquiry="høring", deadline="2028-03-01", reason="vinterferie")
    assert reminders(records, InquiryKind.HEARING, "høring").deadline == date(2028, 3, 1)
