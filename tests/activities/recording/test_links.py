"""Contacts and links of those whom an inquiry asks, changed by the office."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from activities.calendar import HolidayCalendar
from models.queries.links.invitations import invitation_facts
from models.store.database import Database
from models.tables import Contact, DeskTask, Inquiry, Invitation, Letter, RegisterEntry, TaskKind
from tests.activities.records import AALBORG, LAESOE, Records
from workflows.contracts.inquiries import InquiryPlanOrder, InquiryRef
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.requests import RequestKind

CONTACT, NEW_LINK = RequestKind.CONTACT, RequestKind.NEW_LINK
PATIENTS, STEERING_GROUP, STRANGER = "piu-1081", "klyngestyregruppe-1081-nord", "101"
NEW = "sekretariat@nyt.example"
SLUGS = {
    InquiryKind.HEARING: "høring",
    InquiryKind.CONTACT_ROUND: "kontaktrunde",
    InquiryKind.STATUS_ROUND: "status-2028-1",
}
ASKS = {
    InquiryKind.HEARING: LetterKind.HEARING_REQUEST,
    InquiryKind.CONTACT_ROUND: LetterKind.CONTACT_CHECK,
    InquiryKind.STATUS_ROUND: LetterKind.STATUS_REQUEST,
}
SILENT = {
    InquiryKind.HEARING: PATIENTS,
    InquiryKind.CONTACT_ROUND: AALBORG,
    InquiryKind.STATUS_ROUND: STEERING_GROUP,
}
IN_EACH = pytest.mark.parametrize("kind", InquiryKind)
SQLITE_ONLY = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CHANGED: dict[str, Any] = {"mailbox": NEW, "reason": "ny sagsbehandler", "made_by": "staff:1"}
SENT_ANEW: dict[str, Any] = {"reason": "linket er tabt", "made_by": "staff:1"}


@pytest.fixture
def records(database: Database) -> Records:
    """A cycle in which Læsø can be asked in every inquiry, and somebody has no contact in each."""
    records = Records(database)
    records.record(records.start(phase=Phase.HEARING))
    records.record(records.publish())
    with database.write() as session:
        session.delete(session.get_one(Contact, f"raad-{AALBORG}"))
    for owner in (LAESOE, STEERING_GROUP):
        records.initiative(owner)
    for kind in InquiryKind:
        records.inquire(kind, SLUGS[kind])
    return records


def asked(kind: InquiryKind, party: str = LAESOE, **more: Any) -> dict[str, Any]:
    return {"inquiry": SLUGS[kind], "party": party} | more


def links(records: Records, kind: InquiryKind, party: str = LAESOE) -> list[tuple[str, int, bool]]:
    """Return the mailboxes that a party has had, each with its generation and whether it is alive."""
    with records.database.read() as session:
        mine = select(Invitation).where(Invitation.inquiry == SLUGS[kind], Invitation.party == party)
        found = list(session.exec(mine.order_by(col(Invitation.id))))
        facts = [invitation_facts(session, row.id or 0) for row in found]
    assert {each.kind for each in facts if each} <= {kind}
    return [(row.mailbox, row.generation, row.revoked_at is None) for row in found]


def undeliverable(records: Records) -> set[tuple[str, str]]:
    return {(task.inquiry, task.party) for task in records.desk() if task.kind is TaskKind.UNDELIVERABLE}


@IN_EACH
def test_a_changed_contact_gets_the_link_and_the_old_one_dies(records: Records, kind: InquiryKind) -> None:
    ((old, *_),) = links(records, kind)
    recorded = records.granted(CONTACT, **asked(kind), **CHANGED)
    assert links(records, kind) == [(old, 1, False), (NEW, 1, True)]
    (letter,) = recorded.letters
    assert (letter.kind, letter.inquiry, letter.party) == (LetterKind.NEW_LINK, SLUGS[kind], LAESOE)
    assert (letter.round, letter.request) == (0, recorded.request)
    assert recorded.answered == ()
    others = [each for each in InquiryKind if each is not kind]
    assert all(len(links(records, each)) == 1 for each in others)


@IN_EACH
def test_who_had_no_contact_is_asked_as_the_others_were(records: Records, kind: InquiryKind) -> None:
    silent = SILENT[kind]
    assert links(records, kind, silent) == []
    assert (SLUGS[kind], silent) in undeliverable(records)
    recorded = records.granted(CONTACT, **asked(kind, silent), **CHANGED)
    assert links(records, kind, silent) == [(NEW, 1, True)]
    (letter,) = recorded.letters
    assert (letter.kind, letter.party, letter.request) == (ASKS[kind], silent, None)
    assert (SLUGS[kind], silent) not in undeliverable(records)
    again = records.inquire(kind, SLUGS[kind])  # as a rebuilt cycle does
    assert letter in again.letters
    assert [each.key for each in records.letters()].count(letter.key) == 1


def test_a_second_change_does_not_ask_a_second_time(records: Records) -> None:
    kind = InquiryKind.HEARING
    records.granted(CONTACT, **asked(kind, PATIENTS), **CHANGED)
    recorded = records.granted(CONTACT, **asked(kind, PATIENTS), **(CHANGED | {"mailbox": "piu@andet.example"}))
    assert [letter.kind for letter in recorded.letters] == [LetterKind.NEW_LINK]


def test_whose_answer_is_known_already_gets_a_link_and_no_question(records: Records) -> None:
    kind = InquiryKind.HEARING
    told = {"has_no_remarks": True, "reported_by": "Formanden", "made_by": "staff:1"}
    records.granted(RequestKind.HEARING_ANSWER, **asked(kind, PATIENTS), **told)
    recorded = records.granted(CONTACT, **asked(kind, PATIENTS), **CHANGED)
    assert [letter.kind for letter in recorded.letters] == [LetterKind.NEW_LINK]


@SQLITE_ONLY
@IN_EACH
def test_a_new_link_goes_to_the_same_mailbox(records: Records, kind: InquiryKind) -> None:
    ((mailbox, *_),) = links(records, kind)
    recorded = records.granted(NEW_LINK, **asked(kind), **SENT_ANEW)
    assert links(records, kind) == [(mailbox, 2, True)]
    assert [(each.kind, each.inquiry) for each in recorded.letters] == [(LetterKind.NEW_LINK, SLUGS[kind])]


@SQLITE_ONLY
@IN_EACH
@pytest.mark.parametrize("asks", [CONTACT, NEW_LINK])
def test_the_register_names_inquiry_and_party_and_no_mailbox(
    records: Records, kind: InquiryKind, asks: RequestKind
) -> None:
    records.granted(asks, **asked(kind), **(CHANGED if asks is CONTACT else SENT_ANEW))
    with records.database.read() as session:
        entries = list(session.exec(select(RegisterEntry).order_by(col(RegisterEntry.seq))))
    told = entries[-1].canonical.decode()
    assert f'"{SLUGS[kind]}"' in told
    assert f'"{LAESOE}"' in told
    assert NEW not in told
    assert records.proves()


@SQLITE_ONLY
@IN_EACH
@pytest.mark.parametrize("asks", [CONTACT, NEW_LINK])
def test_nothing_is_changed_in_a_closed_inquiry(records: Records, kind: InquiryKind, asks: RequestKind) -> None:
    more = CHANGED if asks is CONTACT else SENT_ANEW
    assert "ikke spurgt" in records.refused(asks, **asked(kind, STRANGER), **more)
    records.close(kind, SLUGS[kind])
    assert records.refused(asks, **asked(kind), **more) == "Spørgerunden er allerede lukket."


def test_an_inquiry_whose_time_is_over_is_closed_before_anybody_says_so(records: Records) -> None:
    records.later(days=100)
    refused = records.refused(CONTACT, **asked(InquiryKind.HEARING), **CHANGED)
    assert refused == "Spørgerunden er allerede lukket."


@SQLITE_ONLY
@IN_EACH
def test_without_a_contact_there_is_nowhere_to_send_a_link(records: Records, kind: InquiryKind) -> None:
    refused = records.refused(NEW_LINK, **asked(kind, SILENT[kind]), **SENT_ANEW)
    assert refused == "Der er ingen kontakt at sende et link til. Skift kontakten i stedet."


def test_only_what_did_not_reach_this_contact_leaves_the_desk(records: Records) -> None:
    hearing, contacts = InquiryKind.HEARING, InquiryKind.CONTACT_ROUND
    assert {("høring", AALBORG), ("kontaktrunde", AALBORG)} < undeliverable(records)
    before = undeliverable(records)
    records.granted(CONTACT, **asked(hearing, AALBORG), **CHANGED)
    assert before - undeliverable(records) == {(SLUGS[hearing], AALBORG)}
    records.granted(CONTACT, **asked(contacts, AALBORG), **CHANGED)
    assert before - undeliverable(records) == {(SLUGS[each], AALBORG) for each in (hearing, contacts)}


def test_the_reminders_of_a_late_contact_are_those_that_come_after_its_question(records: Records) -> None:
    kind = InquiryKind.STATUS_ROUND
    with records.database.read() as session:
        deadline = session.get_one(Inquiry, (records.cycle, SLUGS[kind])).deadline
    records.now = datetime(deadline.year, deadline.month, deadline.day, 9, tzinfo=UTC)
    assert STEERING_GROUP not in {party for party, _ in reminders(records, kind)}
    records.granted(CONTACT, **asked(kind, STEERING_GROUP), **CHANGED)
    planned = reminders(records, kind)
    others = [day for party, day in planned if party == LAESOE]
    late = [day for party, day in planned if party == STEERING_GROUP]
    assert late == [day for day in others if day and day > deadline]
    assert 0 < len(late) < len(others)


def reminders(records: Records, kind: InquiryKind) -> list[tuple[str, Any]]:
    order = InquiryPlanOrder(InquiryRef(records.cycle, SLUGS[kind], kind), records.now)
    plan = HolidayCalendar(records.database).plan_inquiry(order)
    return [(letter.order.party, letter.order.planned_on) for letter in plan.reminders]


def test_in_a_round_too_the_task_about_the_wrong_contact_is_done(database: Database) -> None:
    records = Records(database)
    records.open()
    for recipient in (Recipient.CONTACT, Recipient.MAIN_MAILBOX):
        undelivered(records, recipient)
    records.granted(CONTACT, party=LAESOE, **CHANGED)
    (left,) = records.desk()
    assert left.letter_key == "receipt/main_mailbox"


def undelivered(records: Records, recipient: Recipient) -> None:
    """Let a letter of the round come back from Læsø."""
    about: dict[str, Any] = {"cycle_id": records.cycle, "round": 1, "party": LAESOE}
    key = f"receipt/{recipient.value}"
    end: dict[str, Any] = {"state": LetterState.UNDELIVERABLE, "ordered_at": records.now}
    with records.database.write() as session:
        session.add(Letter(key=key, kind=LetterKind.RECEIPT, recipient=recipient, **about, **end))
        session.add(
            DeskTask(
                key=f"undeliverable/{key}",
                kind=TaskKind.UNDELIVERABLE,
                letter_key=key,
                opened_at=records.now,
                **about,
            )
        )
