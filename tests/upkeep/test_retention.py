"""What has been kept long enough goes by rule, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from models.access.staff import Role, add_staff
from models.agreements.documents import NewDocument, is_stored, keep
from models.calendar import local_day
from models.queries.cycle.hearing import hearing_answers
from models.register import verify
from models.store.database import Database
from models.tables import Decision, Invitation, Request, SignInAttempt, SignInLink, SignInStep, StaffSession
from tests.activities.records import LAESOE, Records, document
from tests.trust.forging.real_register import lived_in
from upkeep.privacy import Person, Retained, mentions, retain
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.requests import RequestKind

NOW = datetime(2027, 12, 1, 3, tzinfo=UTC)
AFTERWARDS = datetime(2035, 1, 1, 3, tzinfo=UTC)


@pytest.fixture
def records(database: Database) -> Records:
    return lived_in(database)


def carried_out(database: Database, at: datetime = NOW, *, is_rehearsal: bool = False) -> Retained:
    return retain(database, at=at, today=local_day(at), is_rehearsal=is_rehearsal)


def sign_in(database: Database, *, days_ago: int) -> None:
    """Leave behind what signing in leaves: a link, a session, an attempt."""
    staff = add_staff(database, f"anne{days_ago}@rn.example", "Anne Eksempel", Role.SECRETARIAT)
    then = NOW - timedelta(days=days_ago)
    with database.write() as session:
        session.add_all(
            [
                SignInLink(token_hash=f"a{days_ago}", staff_id=staff.id or 0, expires_at=then),
                StaffSession(token_hash=f"b{days_ago}", staff_id=staff.id or 0, begun_at=then, expires_at=then),
                SignInAttempt(at=then, step=SignInStep.SIGNED_IN, staff_id=staff.id),
            ]
        )


def test_traces_of_signing_in_go_after_ninety_days(database: Database) -> None:
    sign_in(database, days_ago=89)
    sign_in(database, days_ago=91)
    assert carried_out(database) == Retained(traces=3, names=0, documents=0)
    with database.read() as session:
        assert [row.token_hash for row in session.exec(select(SignInLink))] == ["a89"]
        assert [row.token_hash for row in session.exec(select(StaffSession))] == ["b89"]
        assert len(session.exec(select(SignInAttempt)).all()) == 1


def test_a_document_that_nothing_names_goes_after_thirty_days(records: Records) -> None:
    named, asked, old, young, again = (document(number) for number in range(11, 16))
    records.record(
        records.post(RequestKind.CLOSE_ROUND, reason="Faldet.", minutes_sha256=named.sha256, documents=(named,))
    )
    records.post(RequestKind.CLOSE_ROUND, reason="Venter.", minutes_sha256=asked.sha256, documents=(asked,))
    brought(records.database, NOW - timedelta(days=31), old, again)
    brought(records.database, NOW - timedelta(days=29), young)
    brought(records.database, NOW - timedelta(days=1), again)
    assert carried_out(records.database).documents == 1
    with records.database.read() as session:
        kept = [is_stored(session, each.sha256) for each in (named, asked, old, young, again)]
        assert verify(session).is_sound
    assert kept == [True, True, False, True, True]


def brought(database: Database, at: datetime, *documents: NewDocument) -> None:
    keep(database, documents, at=at)


def test_names_go_when_the_agreement_is_long_over_and_what_was_decided_stays(records: Records) -> None:
    assert carried_out(records.database, AFTERWARDS - timedelta(days=1)).names == 0
    done = carried_out(records.database, AFTERWARDS)
    assert done.names > 20
    with records.database.read() as session:
        mine = session.exec(select(Decision).where(Decision.cycle_id == records.cycle)).all()
        links = session.exec(select(Invitation).where(Invitation.cycle_id == records.cycle)).all()
        answers = session.exec(
            select(Request).where(Request.party == LAESOE, Request.kind == RequestKind.ANSWER)
        ).all()
        found = verify(session)
    assert {row.reported_by for row in mine} == {"slettet"}
    assert {row.decision_text for row in mine} > {"Godkendt, hvis øen får en læge."}
    assert {link.mailbox.partition("-")[0] for link in links} == {"slettet"}
    assert {request.payload["reported_by"] for request in answers if request.erased_at} == {"slettet"}
    assert (found.problems, found.erased > 10) == ((), True)


def test_who_answered_a_hearing_without_being_asked_goes_with_the_names(database: Database) -> None:
    records = Records(database)
    records.record(records.start(phase=Phase.HEARING))
    records.record(records.publish())
    records.inquire(InquiryKind.HEARING)
    for name in ("Iben Eksempel", "Karl Eksempel"):
        records.granted(
            RequestKind.HEARING_ANSWER,
            inquiry="høring",
            respondent=name,
            text="Tak.",
            reported_by="Bo",
        )
    with database.read() as session:
        before = mentions(session, Person("", ("Iben Eksempel",)))
    assert set(before) == {"hearing_answer.respondent", "request.payload", "sealed_text.text"}
    assert carried_out(database, AFTERWARDS).names >= 12
    with database.read() as session:
        assert [mentions(session, Person("", (f"{name} Eksempel",))) for name in ("Iben", "Karl")] == [(), ()]
        lines = hearing_answers(session, records.cycle)
        assert verify(session).problems == ()
    assert [(line.who, line.text, line.is_replaced) for line in lines] == [("slettet", "Tak.", False)] * 2


def test_carrying_the_rules_out_once_more_changes_nothing(records: Records) -> None:
    sign_in(records.database, days_ago=91)
    carried_out(records.database, AFTERWARDS)
    before = records.contents()
    assert carried_out(records.database, AFTERWARDS) == Retained(0, 0, 0)
    assert records.contents() == before


def test_a_rehearsal_tells_and_changes_nothing(records: Records) -> None:
    sign_in(records.database, days_ago=91)
    before = records.contents()
    foreseen = carried_out(records.database, AFTERWARDS, is_rehearsal=True)
    assert records.contents() == before
    assert carried_out(records.database, AFTERWARDS) == foreseen
    assert foreseen.traces == 3
