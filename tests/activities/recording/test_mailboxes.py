import pytest
from sqlmodel import col, select

from models.store.database import Database
from models.tables import Invitation, TaskKind
from tests.activities.records import LAESOE, Records
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind

CONTACT, NEW_LINK, LETTER, DONE = (
    RequestKind.CONTACT,
    RequestKind.NEW_LINK,
    RequestKind.LETTER,
    RequestKind.TASK_DONE,
)
OLD, NEW = "politik@k825.example", "byraad@k825.example"
WORDS = {"subject": "Jeres forbehold", "body": "Hvad gælder det?"}


@pytest.fixture
def records(database: Database) -> Records:
    records = Records(database)
    records.open()
    return records


def invitations(records: Records) -> list[tuple[str, int, bool]]:
    with records.database.read() as session:
        mine = select(Invitation).where(Invitation.party == LAESOE).order_by(col(Invitation.id))
        return [(row.mailbox, row.generation, row.revoked_at is None) for row in session.exec(mine)]


def test_a_changed_contact_lets_the_old_link_die(records: Records) -> None:
    recorded = records.granted(CONTACT, party=LAESOE, mailbox=NEW, reason="ny sagsbehandler")
    assert [order.kind for order in recorded.letters] == [LetterKind.NEW_LINK]
    assert invitations(records) == [(OLD, 1, False), (NEW, 1, True)]
    records.granted(CONTACT, party=LAESOE, mailbox=OLD, reason="tilbage igen", round_number=0)
    assert invitations(records) == [(OLD, 2, True), (NEW, 1, False)]


def test_a_new_link_raises_the_generation(records: Records) -> None:
    records.granted(NEW_LINK, party=LAESOE, reason="sendt til en forkert")
    assert invitations(records) == [(OLD, 2, True)]
    assert records.letters()[-1].kind is LetterKind.NEW_LINK


def test_links_that_cannot_be_given_are_refused(records: Records) -> None:
    assert "ikke part" in records.refused(CONTACT, party="101", mailbox=NEW, reason="x")
    assert "Runden er lukket" in records.refused(NEW_LINK, party=LAESOE, round_number=9, reason="x")
    with records.database.write() as session:
        (mine,) = session.exec(select(Invitation).where(Invitation.party == LAESOE))
        mine.revoked_at = records.now
    assert "ingen kontakt" in records.refused(NEW_LINK, party=LAESOE, reason="x")


def test_a_letter_from_the_desk_finishes_its_task(records: Records) -> None:
    records.answer(outcome="noted")
    (task,) = records.desk()
    recorded = records.granted(LETTER, party=LAESOE, made_by="staff:1", task=task.id, **WORDS)
    assert [order.kind for order in recorded.letters] == [LetterKind.CLARIFICATION]
    assert records.desk() == []
    again = records.refused(LETTER, party=LAESOE, made_by="staff:1", task=task.id, **WORDS)
    assert again == "Opgaven ligger ikke længere på bordet."


def test_letters_that_are_not_the_offices_to_send_are_refused(records: Records) -> None:
    reason = records.refused(LETTER, party=LAESOE, made_by="staff:1", kind="overdue", **WORDS)
    assert reason == "Den slags brev sendes ikke fra skrivebordet."
    assert "ikke part" in records.refused(LETTER, party="101", made_by="staff:1", **WORDS)


def test_a_task_may_be_dealt_with_outside_the_system(records: Records) -> None:
    records.answer(outcome="returned")
    (task,) = records.desk()
    assert task.kind is TaskKind.RETURNED
    records.granted(DONE, task=task.id, note="ringet")
    assert records.desk() == []
    assert records.refused(DONE, task=task.id) == "Opgaven ligger ikke længere på bordet."
    assert records.proves()
