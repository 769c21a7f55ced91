"""A person is found everywhere and forgotten everywhere, and the register still proves what was decided."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from models.access.staff import Role, add_staff
from models.access.tokens import TokenScope, create_token, token_list
from models.calendar import local_day
from models.directory import import_contacts
from models.inbox.submission import NewRequest, submit
from models.register import verify
from models.register.export import exported_lines
from models.store.database import Database
from models.tables import Contact, Decision, Invitation, Request, SignInAttempt, SignInStep, Staff
from request_types import request_type
from tests.activities.records import AALBORG, Records
from tests.trust.forging.real_register import lived_in
from tests.trust.forging.tampering import verifier
from upkeep.privacy import Person, StillNeeded, TooVague, erase_person, holdings, mentions, obstacles, reporters
from workflows.rules.course.phases import Phase
from workflows.rules.requests import RequestKind

OLD, NEW = "politik@k851.example", "maren.testperson@k851.example"
MAREN = Person(NEW, ("Maren Testperson",))
HEADINGS = "code,name,mailbox,main_mailbox,second_mailbox,phone,website"
LATER = datetime(2028, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def records(database: Database) -> Records:
    """A house where Maren was Aalborg's contact for a while, reported, and was written about."""
    records = lived_in(database)
    records.granted(
        RequestKind.CONTACT, party=AALBORG, made_by="staff:1", mailbox=NEW, reason="Maren Testperson har sagen."
    )
    records.granted(
        RequestKind.CALL,
        party=AALBORG,
        made_by="staff:1",
        spoken_with="Maren Testperson",
        note="Maren Testpersons kollega ringer igen.",
    )
    records.answer(
        AALBORG,
        corrects=newest_decision(records, AALBORG),
        decision_text="Godkendt. maren  testperson fremlagde sagen.",
        reported_by="Maren Testperson, byrådssekretariatet",
    )
    add_staff(database, "maren.testperson@K851.example", "Maren Testperson", Role.COORDINATOR)
    return records


def newest_decision(records: Records, party: str) -> int | None:
    return records.standings()[party].decision


def let_go(records: Records) -> None:
    """Let nothing that runs need Maren any more."""
    records.granted(RequestKind.CONTACT, party=AALBORG, made_by="staff:1", mailbox=OLD, reason="Tilbage igen.")
    with records.database.write() as session:
        staff = session.exec(select(Staff).where(Staff.name == "Maren Testperson")).one()
        staff.is_active = False
        session.add_all([staff, SignInAttempt(at=LATER, step=SignInStep.ASKED, staff_id=staff.id)])


def forget(database: Database, person: Person = MAREN) -> dict[str, int]:
    with database.write_in_turn() as session:
        done = erase_person(session, person, at=LATER, today=local_day(LATER))
    assert done.left == ()
    return done.rows


def everything(session: Session) -> str:
    """Return all that the export holds of the register, and every row that mentions Maren."""
    return "\n".join(exported_lines(session)) + str(holdings(session, MAREN))


def test_a_person_is_forgotten_everywhere_and_the_register_stays_sound(records: Records) -> None:
    let_go(records)
    database = records.database
    with database.read() as session:
        assert "maren" in everything(session).casefold()
        before = mentions(session, MAREN)
    assert {"decision.reported_by", "decision.decision_text", "request.payload", "sealed_text.text"} <= set(before)
    assert {"staff.email", "staff.name", "invitation.mailbox"} <= set(before)
    rows = forget(database)
    assert {"decision", "invitation", "request", "sealed_text", "staff"} <= rows.keys()
    with database.read() as session:
        assert mentions(session, MAREN) == ()
        assert "maren" not in everything(session).casefold()
        assert verify(session).problems == ()
        assert verify(session).erased == rows["sealed_text"]
        proof = verifier().Proof([])
        for line in exported_lines(session):
            proof.take(line.encode())
    proof.finish({})
    assert (proof.faults, proof.erased) == ([], rows["sealed_text"])


def test_what_cannot_be_changed_is_told_and_keeps_nothing_else_from_being_erased(records: Records) -> None:
    let_go(records)
    database, maker = records.database, "token:Maren Testperson"
    told = request_type(RequestKind.CALL).payload.model_validate(
        {"spoken_with": "Maren Testperson", "note": "Hun ringer."}
    )
    asked = NewRequest(
        key=f"{maker}:1",
        cycle_id=records.cycle,
        kind=RequestKind.CALL,
        payload=told,
        made_by=maker,
        party=AALBORG,
        round=1,
    )
    number = submit(database, asked, at=records.now).number
    assert records.record(number).accepted
    for name in ("Maren Testperson", "maren testperson"):
        create_token(database, name, TokenScope.WRITE, LATER)
    for _ in range(2):
        with database.write_in_turn() as session:
            done = erase_person(session, MAREN, at=LATER, today=local_day(LATER))
        assert done.left == ("request.key", "request.made_by")
    with database.read() as session:
        assert session.get_one(Request, number).payload["spoken_with"] == "slettet"
        assert {line.name.partition("-")[0] for line in token_list(session)} == {"slettet"}
        assert verify(session).problems == ()


def test_what_was_decided_stays_and_says_that_a_name_is_gone(records: Records) -> None:
    let_go(records)
    forget(records.database)
    with records.database.read() as session:
        decision = session.get_one(Decision, newest_decision(records, AALBORG))
        requests = session.exec(select(Request).where(Request.kind == RequestKind.ANSWER)).all()
        staff = session.exec(select(Staff).where(Staff.name == "slettet")).one()
        assert session.exec(select(SignInAttempt).where(SignInAttempt.staff_id == staff.id)).all() == []
    assert decision.outcome.value == "approved"
    assert decision.decision_text == "Godkendt. slettet fremlagde sagen."
    assert decision.reported_by == "slettet"
    erased = [request for request in requests if request.erased_at == LATER]
    assert [request.payload["reported_by"] for request in erased] == ["slettet"]
    assert not staff.is_active


def test_forgetting_once_more_changes_nothing(records: Records) -> None:
    let_go(records)
    forget(records.database)
    before = records.contents()
    assert forget(records.database) == {}
    assert records.contents() == before


def test_whom_the_running_work_needs_is_not_forgotten(records: Records) -> None:
    with records.database.write() as session:
        contact = session.get_one(Contact, f"raad-{AALBORG}")
        contact.mailbox = NEW
        session.add(contact)
    records.post(RequestKind.CALL, party=AALBORG, made_by="staff:1", note="Maren Testperson ringede.")
    before = records.contents()
    with records.database.write_in_turn() as session, pytest.raises(StillNeeded) as refusal:
        erase_person(session, MAREN, at=LATER, today=local_day(LATER))
    told = " ".join(refusal.value.sentences)
    assert "Ret kontakten på /katalog/raad-851 først." in told
    assert "Luk adgangen på /katalog/medarbejdere først." in told
    assert "Skift kontakten for den part først." in told
    assert "er ikke registreret endnu" in told
    assert records.contents() == before


def test_nobody_else_is_forgotten(records: Records) -> None:
    with records.database.read() as session:
        assert obstacles(session, Person("", ("Bo Eksempel",)), today=local_day(LATER)) == ()
        before = mentions(session, MAREN)
    forget(records.database, Person("", ("Bo Eksempel",)))
    with records.database.read() as session:
        assert mentions(session, MAREN) == before
        assert mentions(session, Person(f"x{NEW}", ("Maren Testpersonsen",))) == ()


def test_all_that_is_held_is_told_with_its_place_and_time(records: Records) -> None:
    with records.database.read() as session:
        found = holdings(session, MAREN)
    told: dict[str, Any] = {each["hvor"]: each for each in found}
    assert {
        "Beslutninger",
        "Henvendelser, som de blev skrevet",
        "Links, der er sendt ud",
        "Medarbejdere",
    } <= told.keys()
    assert told["Beslutninger"]["oplysninger"]["indberettet af"] == "Maren Testperson, byrådssekretariatet"
    assert told["Beslutninger"]["opbevares"].startswith("navne og adresser til og med 31. december 2034")
    assert json.dumps(found, ensure_ascii=False)


def test_who_reported_through_links_to_an_address_is_named(records: Records) -> None:
    with records.database.read() as session:
        assert reporters(session, Person(OLD)) == ()
        number = session.exec(select(Invitation.id).where(Invitation.mailbox == NEW)).one()
    records.post(RequestKind.PLAN, party=AALBORG, made_by=f"link:{number}", reported_by="Iben Eksempel")
    with records.database.read() as session:
        assert reporters(session, Person(NEW)) == ("Iben Eksempel",)


def test_a_body_that_is_no_more_keeps_no_contact(records: Records) -> None:
    database = records.database
    assert import_contacts(database, f"{HEADINGS}\n{AALBORG},,{NEW},,,,\n").problems == ()
    let_go(records)
    with database.write() as session:
        session.connection().exec_driver_sql("UPDATE body SET valid_to = '2027-12-31' WHERE code = 'raad-851'")
    assert forget(database)["contact"] == 1


@pytest.mark.parametrize("person", [Person(), Person("maren"), Person("", ("Maren",)), Person("", ("Bo",))])
def test_who_is_asked_about_too_vaguely_is_not_looked_for(person: Person) -> None:
    with pytest.raises(TooVague):
        person.checked()


def test_blanks_around_an_address_or_name_do_not_matter() -> None:
    assert Person(" a@b.example ", (" Maren  Testperson ",)).checked() == Person(
        "a@b.example", ("Maren Testperson",)
    )


def test_a_person_in_a_list_of_what_was_typed_is_forgotten(records: Records) -> None:
    records.enter(Phase.FOLLOW_UP)
    milestones = [{"title": "Maren Testperson holder oplæg", "due_on": "2028-06-01"}]
    records.initiative("strategisk-sundhedsforum-1081", milestones=milestones)
    let_go(records)
    forget(records.database)
    with records.database.read() as session:
        typed = session.exec(select(Request.payload).where(Request.kind == RequestKind.INITIATIVE)).one()
        assert verify(session).problems == ()
    assert typed["milestones"] == [{"title": "slettet holder oplæg", "due_on": "2028-06-01"}]
