"""Every letter comes to one end, and a failure tells Temporal nothing about persons."""

import pytest
from sqlmodel import col, select
from temporalio.exceptions import ApplicationError

from models.tables import Contact, Invitation, TaskKind
from tests.activities.conftest import SIGNER, PostOffice
from tests.activities.happenings import answer
from tests.activities.outcome_of import REMINDER, REQUEST, TO_STAFF, letter, tasks
from tests.activities.scene import CYCLE, LAESOE, NOW
from workflows.contracts.letters import LetterOrder
from workflows.rules.council.outcomes import Outcome
from workflows.rules.letters import LetterKind, LetterState, Recipient


async def test_a_mailbox_that_refuses_is_a_task_on_the_desk(office: PostOffice) -> None:
    with office.database.write() as session:
        session.get_one(Contact, "raad-825").second_mailbox = ""
    office.server.mailboxes["politik@laesoe.example"] = "550 no such user"
    assert await office.letters.send(REQUEST) is LetterState.UNDELIVERABLE
    assert await office.letters.send(REQUEST) is LetterState.UNDELIVERABLE
    assert "550" in letter(office).problem
    (task,) = tasks(office)
    assert (task.kind, task.party, task.letter_key) == (TaskKind.UNDELIVERABLE, LAESOE, REQUEST.key)
    assert task.key == f"undeliverable/{REQUEST.key}"


async def test_the_second_mailbox_is_tried_before_giving_up(office: PostOffice) -> None:
    office.server.mailboxes["politik@laesoe.example"] = "550 no such user"
    assert await office.letters.send(REQUEST) is LetterState.SENT
    ((mailbox, mail),) = office.server.mails
    assert mailbox == mail["To"] == "reserve@laesoe.example"
    assert letter(office).address == "reserve@laesoe.example"
    assert tasks(office) == []


async def test_a_council_without_a_mailbox_is_a_task_on_the_desk(office: PostOffice) -> None:
    with office.database.write() as session:
        for invitation in session.exec(select(Invitation)):
            invitation.revoked_at = NOW
    assert await office.letters.send(REQUEST) is LetterState.UNDELIVERABLE
    assert letter(office).problem == "Der er ingen postkasse at skrive til."
    assert len(tasks(office)) == 1


async def test_the_newest_mailbox_and_generation_are_used(office: PostOffice) -> None:
    with office.database.write() as session:
        session.exec(select(Invitation).where(Invitation.party == LAESOE)).one().revoked_at = NOW
        session.add(Invitation(cycle_id=CYCLE, round=1, party=LAESOE, mailbox="ny@laesoe.example", generation=3))
    assert await office.letters.send(REQUEST) is LetterState.SENT
    ((mailbox, mail),) = office.server.mails
    with office.database.read() as session:
        newest = session.exec(select(Invitation).order_by(col(Invitation.id).desc())).first()
    assert newest is not None
    assert newest.id is not None
    assert mailbox == "ny@laesoe.example"
    body = mail.get_body(("plain",))
    assert body is not None
    assert SIGNER.token(newest.id, 3) in body.get_content()


@pytest.mark.parametrize("reply", ["450 greylisted", "421 busy", "535 who are you"])
async def test_temporary_trouble_is_tried_again_and_tells_no_address(office: PostOffice, reply: str) -> None:
    office.server.replies["RCPT"] = f"{reply} politik@laesoe.example"
    with pytest.raises(ApplicationError) as raised:
        await office.letters.send(REQUEST)
    assert raised.value.type == "MailServerAway"
    assert "laesoe" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert letter(office).state is LetterState.PLANNED
    del office.server.replies["RCPT"]
    assert await office.letters.send(REQUEST) is LetterState.SENT


async def test_a_failure_of_our_own_tells_temporal_its_name_alone(office: PostOffice) -> None:
    with office.database.write() as session:
        session.delete(session.get_one(Contact, "sekretariat-1081"))
    with pytest.raises(ApplicationError) as raised:
        await office.letters.send(REQUEST)
    assert raised.value.type == "NoSecretariatContact"
    assert raised.value.__cause__ is None


async def test_a_letter_given_up_is_a_task_on_the_desk(office: PostOffice) -> None:
    office.letters.give_up(REMINDER)
    office.letters.give_up(REMINDER)
    assert letter(office, REMINDER).state is LetterState.UNDELIVERABLE
    assert len(tasks(office)) == 1
    assert await office.letters.send(REMINDER) is LetterState.UNDELIVERABLE
    assert office.server.mails == []


async def test_a_letter_that_was_sent_is_not_given_up(office: PostOffice) -> None:
    await office.letters.send(REQUEST)
    office.letters.give_up(REQUEST)
    assert letter(office).state is LetterState.SENT
    assert tasks(office) == []


@pytest.mark.parametrize("outcome", [Outcome.NOTED, Outcome.RETURNED])
async def test_a_reminder_on_its_way_does_not_argue_with_a_doubtful_answer(
    office: PostOffice, outcome: Outcome
) -> None:
    answer(office.database, outcome)
    assert await office.letters.send(REMINDER) is LetterState.OVERTAKEN
    assert await office.letters.send(TO_STAFF) is LetterState.SENT


async def test_a_letter_to_a_body_that_the_directory_does_not_know_is_a_task_on_the_desk(
    office: PostOffice,
) -> None:
    order = LetterOrder(LetterKind.PUBLICATION, CYCLE, Recipient.BODY, party="atlantis", planned_on=NOW.date())
    assert await office.letters.send(order) is LetterState.UNDELIVERABLE
    assert letter(office, order).problem == "Der er ingen postkasse at skrive til."
    assert [task.party for task in tasks(office)] == ["atlantis"]
    assert office.server.mails == []
