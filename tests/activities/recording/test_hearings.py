from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from models.store.database import Database
from models.tables import HearingAnswer, Inquiry, InquiryParty, Invitation, Remark, TaskKind
from tests.activities.records import AALBORG, LAESOE, Records
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.requests import RequestKind

ANSWER, REMARK, ADOPTION = RequestKind.HEARING_ANSWER, RequestKind.REMARK, RequestKind.ADOPTION
SAID: dict[str, Any] = {"text": "§ 4 er uklar.", "reported_by": "Anne Eksempel"}
PATIENTS = "piu-1081"


@pytest.fixture
def records(database: Database) -> Records:
    records = Records(database)
    records.record(records.start(phase=Phase.HEARING))
    records.record(records.publish())
    records.inquire(InquiryKind.HEARING)
    return records


def answer(records: Records, party: str = LAESOE, **more: Any) -> int:
    records.granted(ANSWER, inquiry="høring", party=party, **(SAID | more))
    with records.database.read() as session:
        numbers = [row.id for row in session.exec(select(HearingAnswer)) if row.id]
    return max(numbers)


def answered(records: Records) -> set[str]:
    with records.database.read() as session:
        rows = session.exec(select(InquiryParty)).all()
    assert rows
    return {row.code for row in rows if row.answered_by}


def inquiry(records: Records) -> Inquiry:
    with records.database.read() as session:
        return session.get_one(Inquiry, (records.cycle, "høring"))


def test_a_hearing_asks_everybody_once_and_lays_those_without_contact_on_the_desk(records: Records) -> None:
    opened = records.inquire(InquiryKind.HEARING)
    codes = [each.code for each in opened.addressees]
    assert len(set(codes)) == len(codes) > 12
    assert {LAESOE, "1081", PATIENTS} < set(codes)
    assert opened.deadline == date(2027, 11, 1) + timedelta(days=70)
    assert inquiry(records).version == 1
    assert {letter.kind for letter in opened.letters} == {LetterKind.HEARING_REQUEST}
    assert len(opened.letters) == 12
    without = {task.party for task in records.desk() if task.kind is TaskKind.UNDELIVERABLE}
    assert without == set(codes) - {letter.party for letter in opened.letters}
    with records.database.read() as session:
        invited = session.exec(select(Invitation)).all()
    assert {(each.inquiry, each.round) for each in invited} == {("høring", 0)}


def test_an_inquiry_is_opened_once(records: Records) -> None:
    answer(records)
    before = records.contents()
    opened = records.inquire(InquiryKind.HEARING)
    assert records.contents() == before
    assert {each.code for each in opened.addressees if each.has_answered} == {LAESOE}
    assert LAESOE not in {letter.party for letter in opened.letters}


def test_a_joint_answer_is_that_of_all_whom_it_speaks_for(records: Records) -> None:
    recorded = records.granted(ANSWER, inquiry="høring", party=LAESOE, on_behalf_of=[AALBORG], **SAID)
    assert recorded.answered == (LAESOE, AALBORG)
    assert answered(records) == {LAESOE, AALBORG}
    receipts = [(letter.kind, letter.inquiry, letter.party) for letter in recorded.letters]
    assert receipts == [(LetterKind.INQUIRY_RECEIPT, "høring", code) for code in (LAESOE, AALBORG)]
    assert records.proves()


def test_somebody_who_is_not_asked_speaks_for_nobody(records: Records) -> None:
    assert "»999«" in records.refused(ANSWER, inquiry="høring", party=LAESOE, on_behalf_of=["999"], **SAID)
    assert "»999«" in records.refused(ANSWER, inquiry="høring", party="999", made_by="staff:1", **SAID)
    assert "hvem der har svaret" in records.refused(ANSWER, inquiry="høring", **SAID)
    assert "findes ikke" in records.refused(ANSWER, inquiry="høring-2", party=LAESOE, **SAID)


def test_the_office_records_the_answer_of_somebody_who_was_not_asked(records: Records) -> None:
    recorded = records.granted(ANSWER, inquiry="høring", respondent="Ældresagen", **SAID)
    assert (recorded.answered, recorded.letters) == ((), ())


def test_an_answer_with_remarks_is_to_be_dealt_with(records: Records) -> None:
    answer(records)
    answer(records, AALBORG, text="", has_no_remarks=True)
    tasks = [(task.kind, task.party) for task in records.desk() if task.kind is not TaskKind.UNDELIVERABLE]
    assert tasks == [(TaskKind.HEARING_ANSWER, LAESOE)]
    answer(records, text="Vi mener § 5.")
    assert len([task for task in records.desk() if task.kind is TaskKind.HEARING_ANSWER]) == 1


@pytest.mark.parametrize("is_closed", [True, False])
def test_an_answer_after_the_deadline_is_kept_and_marked_late(records: Records, *, is_closed: bool) -> None:
    if is_closed:
        records.close(InquiryKind.HEARING)
    else:
        records.later(days=71)
    recorded = records.granted(ANSWER, inquiry="høring", party=LAESOE, **SAID)
    assert recorded.is_late
    assert TaskKind.LATE_HEARING_ANSWER in {task.kind for task in records.desk()}
    with records.database.read() as session:
        (row,) = session.exec(select(HearingAnswer)).all()
    assert (row.is_late, row.text) == (True, SAID["text"])


def test_more_time_is_told_to_those_who_have_not_answered(records: Records) -> None:
    answer(records)
    recorded = records.granted(RequestKind.EXTENSION, inquiry="høring", deadline="2028-02-01", reason="ferie")
    assert recorded.deadline == date(2028, 2, 1)
    assert recorded.late_at is not None
    assert (inquiry(records).deadline, inquiry(records).closes_on) == (date(2028, 2, 1), date(2028, 2, 1))
    assert len(recorded.letters) == 11
    assert {letter.kind for letter in recorded.letters} == {LetterKind.INQUIRY_EXTENDED}


def test_a_deadline_is_extended_only_into_the_future(records: Records) -> None:
    extension = RequestKind.EXTENSION
    for day, reason in [("2027-11-01", "ligge efter i dag"), ("2027-12-01", "efter den nuværende")]:
        assert reason in records.refused(extension, inquiry="høring", deadline=day, reason="x")
    records.granted(RequestKind.CLOSE_INQUIRY, inquiry="høring", reason="alle har svaret")
    refused = records.refused(extension, inquiry="høring", deadline="2028-03-01", reason="x")
    assert refused == "Spørgerunden er allerede lukket."
    assert "lukket" in records.refused(RequestKind.CLOSE_INQUIRY, inquiry="høring", reason="x")


def test_a_hearing_is_closed_once_and_told_to_the_office(records: Records) -> None:
    closed = records.close(InquiryKind.HEARING)
    assert [(letter.kind, letter.recipient) for letter in closed.letters] == [
        (LetterKind.INQUIRY_CLOSED, Recipient.STAFF)
    ]
    questions = [letter for letter in records.letters() if letter.kind is LetterKind.HEARING_REQUEST]
    assert {letter.state for letter in questions} == {LetterState.OVERTAKEN}
    before = records.contents()
    assert records.close(InquiryKind.HEARING) == closed
    assert records.contents() == before
    opened = records.inquire(InquiryKind.HEARING)
    assert (opened.addressees, opened.letters) == ((), ())


def judge(records: Records, number: int, **more: Any) -> None:
    records.granted(REMARK, answer=number, text="§ 4", **({"verdict": "taken_in"} | more))


def test_a_remark_is_judged_and_may_be_judged_anew(records: Records) -> None:
    number = answer(records)
    judge(records, number)
    with records.database.read() as session:
        (remark,) = session.exec(select(Remark)).all()
    judge(records, number, remark=remark.id, verdict="not_taken_in", reason="ude af aftalens ramme")
    with records.database.read() as session:
        (remark,) = session.exec(select(Remark)).all()
    assert (remark.verdict.value, remark.reason) == ("not_taken_in", "ude af aftalens ramme")


def test_a_remark_that_is_not_taken_in_needs_a_reason_and_an_answer(records: Records) -> None:
    number = answer(records)
    assert "hvorfor" in records.refused(REMARK, answer=number, text="§ 4", verdict="partly")
    assert "findes ikke" in records.refused(REMARK, answer=99, text="§ 4", verdict="noted")
    assert "hører ikke til" in records.refused(REMARK, answer=number, remark=9, text="§ 4", verdict="noted")


def test_a_text_is_adopted_when_every_answer_was_dealt_with(records: Records) -> None:
    numbers = [answer(records), answer(records, AALBORG)]
    assert "ikke vedtagelse" in records.refused(ADOPTION, adopted_on="2027-11-01")
    records.close(InquiryKind.HEARING)
    answer(records, PATIENTS)
    records.enter(Phase.ADOPTION)
    judge(records, numbers[0])
    refused = records.refused(ADOPTION, adopted_on="2027-11-01")
    assert refused == "Disse høringssvar er endnu ikke behandlet: Aalborg."
    judge(records, numbers[1])
    assert "fremtiden" in records.refused(ADOPTION, adopted_on="2027-11-02")
    records.granted(ADOPTION, adopted_on="2027-11-01")
    assert TaskKind.HEARING_ANSWER not in {task.kind for task in records.desk()}
    assert "allerede vedtaget" in records.refused(ADOPTION, adopted_on="2027-11-01")
    assert records.proves()
