"""A letter is sent once, comes to one end, and tells Temporal nothing about persons."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlmodel import col, select
from temporalio.exceptions import ApplicationError

from activities.letters import TemplateLetters
from activities.postbox import SmtpPostbox
from models.database import Database
from models.staff import add_staff, use_sign_in
from models.tables import Contact, DeskTask, Invitation, Letter, Role, Round, RoundState, TaskKind
from tests.activities.conftest import SIGNER, PostOffice
from tests.activities.mail_server import MailServer
from tests.activities.scene import CYCLE, LAESOE, NOW, answer, set_up
from workflows.contracts.messages import LetterInput, LetterOrder
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.outcomes import Outcome

REQUEST = LetterOrder(LetterKind.REQUEST, CYCLE, round=1, party=LAESOE)
REMINDER = LetterOrder(LetterKind.OVERDUE, CYCLE, round=1, party=LAESOE, planned_on=date(2027, 12, 16))
TO_STAFF = LetterOrder(
    LetterKind.OVERDUE_TO_STAFF, CYCLE, Recipient.STAFF, round=1, party=LAESOE, planned_on=date(2028, 1, 20)
)
NEW_LINK = LetterOrder(LetterKind.NEW_LINK, CYCLE, round=1, party=LAESOE)


def letter(office: PostOffice, order: LetterOrder = REQUEST) -> Letter:
    with office.database.read() as session:
        return session.exec(select(Letter).where(Letter.key == order.key)).one()


def tasks(office: PostOffice) -> list[DeskTask]:
    with office.database.read() as session:
        return list(session.exec(select(DeskTask)))


def boxes(server: MailServer) -> list[str]:
    return [mailbox for mailbox, _ in server.mails]


async def test_a_letter_is_sent_once_however_often_it_is_ordered(office: PostOffice) -> None:
    states = [await office.letters.send(REQUEST) for _ in range(3)]
    assert states == [LetterState.SENT] * 3
    assert boxes(office.server) == ["politik@laesoe.example"]
    row = letter(office)
    assert (row.state, row.address, row.ended_at) == (LetterState.SENT, "politik@laesoe.example", NOW)
    assert row.subject.startswith("Læsø Kommune: beslutning")
    assert row.message_id == office.server.mails[0][1]["Message-ID"]
    assert tasks(office) == []


async def test_a_mail_repeated_after_a_crash_is_recognised_as_the_same(office: PostOffice) -> None:
    await office.letters.send(REQUEST)
    with office.database.write() as session:  # as if the worker had died before it could note the sending
        row = session.exec(select(Letter)).one()
        row.state, row.message_id = LetterState.PLANNED, ""
    office.now += timedelta(minutes=5)
    assert await office.letters.send(REQUEST) is LetterState.SENT
    first, second = (mail["Message-ID"] for _, mail in office.server.mails)
    assert first == second


async def test_letters_of_different_keys_have_different_message_ids(office: PostOffice) -> None:
    await office.letters.send(REQUEST)
    await office.letters.send(REMINDER)
    assert len({mail["Message-ID"] for _, mail in office.server.mails}) == 2


@pytest.mark.parametrize("order", [REQUEST, REMINDER, TO_STAFF])
async def test_a_council_that_has_answered_is_not_asked_again(office: PostOffice, order: LetterOrder) -> None:
    answer(office.database)
    assert await office.letters.send(order) is LetterState.OVERTAKEN
    assert office.server.mails == []
    assert letter(office, order).state is LetterState.OVERTAKEN


async def test_a_council_that_postponed_is_still_reminded(office: PostOffice) -> None:
    answer(office.database, Outcome.POSTPONED)
    assert await office.letters.send(REMINDER) is LetterState.SENT


@pytest.mark.parametrize(
    ("state", "end"),
    [
        (RoundState.OPEN, LetterState.SENT),
        (RoundState.BLOCKED, LetterState.SENT),
        (RoundState.SETTLED, LetterState.OVERTAKEN),
        (RoundState.FALLEN, LetterState.OVERTAKEN),
    ],
)
async def test_nobody_is_asked_in_a_round_that_is_over(
    office: PostOffice, state: RoundState, end: LetterState
) -> None:
    with office.database.write() as session:
        session.get_one(Round, (CYCLE, 1)).state = state
    assert await office.letters.send(REMINDER) is end


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


async def test_a_link_is_sent_again_as_often_as_it_is_asked_for(office: PostOffice) -> None:
    for _ in range(2):
        assert await office.letters.send_single(LetterInput(NEW_LINK)) is LetterState.SENT
    assert boxes(office.server) == ["politik@laesoe.example"] * 2
    assert len({mail["Message-ID"] for _, mail in office.server.mails}) == 2
    assert letter(office, NEW_LINK).state is LetterState.SENT


async def test_a_sign_in_link_works_once_and_stands_nowhere_in_the_database(office: PostOffice) -> None:
    anne = add_staff(office.database, "anne@rn.example", "Anne Eksempel", Role.SECRETARIAT)
    order = LetterOrder(LetterKind.SIGN_IN, "", Recipient.STAFF)
    assert await office.letters.send_single(LetterInput(order, staff=anne.id)) is LetterState.SENT
    ((mailbox, mail),) = office.server.mails
    assert mailbox == "anne@rn.example"
    body = mail.get_body(("plain",))
    assert body is not None
    token = body.get_content().split("https://aftaler.example/log-ind/")[1].split()[0]
    assert use_sign_in(office.database, token, office.now)
    with office.database.read() as session:
        assert session.exec(select(Letter)).all() == []


async def test_nobody_signs_in_who_is_not_in_the_staff_list(office: PostOffice) -> None:
    order = LetterOrder(LetterKind.SIGN_IN, "", Recipient.STAFF)
    assert await office.letters.send_single(LetterInput(order, staff=99)) is LetterState.UNDELIVERABLE
    assert office.server.mails == []


@dataclass
class Maildump:
    smtp: int
    web: int

    def mails(self) -> list[dict[str, object]]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.web}/messages/", timeout=5) as page:
            found: dict[str, list[dict[str, object]]] = json.load(page)
        return found["messages"]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def maildump(tmp_path: object) -> Iterator[Maildump]:
    """The mailbox of the embedded default, as a process of its own."""
    ports = Maildump(free_port(), free_port())
    command = [os.path.join(os.path.dirname(sys.executable), "maildump"), "-n", "--db", f"{tmp_path}/mail.db"]
    process = subprocess.Popen([*command, "--smtp-port", str(ports.smtp), "--http-port", str(ports.web)])
    try:
        _wait_for(ports, process)
        yield ports
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(ports: Maildump, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 30
    for port in (ports.smtp, ports.web):
        while True:
            assert process.poll() is None, "maildump has ended"
            assert time.monotonic() < until, "maildump does not answer"
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                break


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_letters_reach_the_mailbox_of_the_embedded_default(database: Database, maildump: Maildump) -> None:
    set_up(database)
    letters = TemplateLetters(
        database,
        SmtpPostbox("127.0.0.1", maildump.smtp),
        SIGNER,
        public_url="https://aftaler.example",
        sender="aftaler@rn.example",
        clock=lambda: NOW,
    )
    assert await letters.send(REQUEST) is LetterState.SENT
    (mail,) = maildump.mails()
    assert "Læsø Kommune: beslutning om Sundhedsaftalen 2028-2031" in str(mail["subject"])
