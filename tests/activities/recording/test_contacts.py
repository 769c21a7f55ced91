from datetime import date

import pytest
from sqlmodel import Session, select

from models.directory import NewName, contact_of, merge_bodies
from models.store.database import Database
from models.tables import Invitation, Meeting, RegisterEntry, TaskKind
from tests.activities.records import AALBORG, LAESOE, Records
from workflows.rules.council.meetings import MeetingLevel
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind

CHECK, ROUND, SLUG = RequestKind.CONTACT_CHECK, InquiryKind.CONTACT_ROUND, "kontaktrunde"


@pytest.fixture
def records(database: Database) -> Records:
    records = Records(database)
    records.record(records.start(phase=Phase.ADOPTION))
    records.inquire(ROUND)
    return records


def mailbox(records: Records) -> str:
    with records.database.read() as session:
        contact = contact_of(session, f"raad-{LAESOE}")
    assert contact is not None
    return contact.mailbox


def test_all_parties_are_asked_for_two_weeks(records: Records) -> None:
    opened = records.inquire(ROUND)
    assert len(opened.addressees) == 12
    assert {letter.kind for letter in opened.letters} == {LetterKind.CONTACT_CHECK}
    assert opened.deadline == date(2027, 11, 15)


def test_meetings_that_are_told_stand_in_the_directory_once(records: Records) -> None:
    days = {"council_meetings": ["2027-12-15", "2027-12-15"], "committee_meetings": ["2027-12-01"]}
    for _ in range(2):
        recorded = records.granted(CHECK, inquiry=SLUG, party=LAESOE, is_right=True, reported_by="A", **days)
    assert recorded.answered == (LAESOE,)
    with records.database.read() as session:
        found = session.exec(select(Meeting).where(Meeting.body_code == f"raad-{LAESOE}")).all()
    assert {(each.level, each.held_on) for each in found} == {
        (MeetingLevel.COUNCIL, date(2027, 12, 15)),
        (MeetingLevel.COMMITTEE, date(2027, 12, 1)),
    }
    assert len(found) == 2


def test_a_meeting_after_a_councils_last_day_is_that_of_the_council_that_takes_over(records: Records) -> None:
    new, on = NewName("852", "Limfjordens Kommune"), date(2028, 1, 1)
    merge_bodies(records.database, (LAESOE, AALBORG), new, on=on, today=date(2027, 11, 1))
    days = ["2027-12-15", "2028-01-19"]
    for party in (LAESOE, AALBORG, AALBORG):
        told = {"is_right": True, "reported_by": "A", "council_meetings": days}
        records.granted(CHECK, inquiry=SLUG, party=party, **told)
    with records.database.read() as session:
        found = [(each.body_code, each.held_on) for each in session.exec(select(Meeting).order_by("id"))]
    assert found == [
        (f"raad-{LAESOE}", date(2027, 12, 15)),
        ("raad-852", date(2028, 1, 19)),
        (f"raad-{AALBORG}", date(2027, 12, 15)),
    ]


def test_a_new_mailbox_is_written_to_from_now_on(records: Records) -> None:
    told = {"inquiry": SLUG, "party": LAESOE, "is_right": False, "reported_by": "A"}
    assert "mailadresse" in records.refused(CHECK, **told, mailbox="ikke en adresse")
    records.granted(CHECK, **told, mailbox="byraad@laesoe.example")
    assert mailbox(records) == "byraad@laesoe.example"
    with records.database.read() as session:
        assert not any(b"laesoe.example" in entry for entry in canonical(session))
    assert records.proves()


def test_a_new_mailbox_gets_the_link_of_the_round_that_lies_at_its_council(records: Records) -> None:
    records.record(records.publish())
    records.enter(Phase.APPROVAL)
    records.open_round()
    told = {"inquiry": SLUG, "party": LAESOE, "is_right": False, "reported_by": "A"}
    recorded = records.granted(CHECK, **told, mailbox="byraad@laesoe.example")
    sent = [each for each in recorded.letters if each.kind is LetterKind.NEW_LINK]
    assert [(each.round, each.party, each.inquiry) for each in sent] == [(1, LAESOE, "")]
    with records.database.read() as session:
        mine = select(Invitation).where(Invitation.party == LAESOE, Invitation.round == 1)
        links = {row.mailbox: row.revoked_at is None for row in session.exec(mine)}
    assert len(links) == 2
    assert [mailbox for mailbox, is_live in links.items() if is_live] == ["byraad@laesoe.example"]


def canonical(session: Session) -> list[bytes]:
    found = [entry.canonical for entry in session.exec(select(RegisterEntry))]
    assert found
    return found


def test_a_wrong_mailbox_needs_a_right_one(records: Records) -> None:
    refused = records.refused(CHECK, inquiry=SLUG, party=LAESOE, is_right=False, reported_by="A")
    assert refused == "Skriv den rigtige postkasse."


def test_those_who_stay_silent_lie_on_the_desk(records: Records) -> None:
    records.granted(CHECK, inquiry=SLUG, party=LAESOE, is_right=True, reported_by="A")
    assert records.close(ROUND).letters == ()
    silent = {task.party for task in records.desk() if task.kind is TaskKind.CONTACT_SILENT}
    assert len(silent) == 11
    assert AALBORG in silent


def test_the_day_of_adoption_is_planned_until_the_text_is_adopted(records: Records) -> None:
    plan = RequestKind.ADOPTION_PLAN
    assert "fortiden" in records.refused(plan, adoption_on="2027-10-31")
    assert records.granted(plan, adoption_on="2027-12-01").is_plan_stale
    assert records.row().adoption_on == date(2027, 12, 1)
    records.enter(Phase.APPROVAL)
    assert "allerede vedtaget" in records.refused(plan, adoption_on="2027-12-01")
