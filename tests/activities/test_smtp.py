import asyncio
import socket
from email.message import EmailMessage

import pytest

from activities.smtp import MailboxRefused, MailServerAway, SmtpMailer
from tests.activities.mail_server import MailServer, running

TO = "politik@laesoe.example"


def letter() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Aftalehjulet <aftaler@rn.example>"
    message["To"] = TO
    message["Subject"] = "Læsø Kommune: beslutning"
    message.set_content("Kære Læsø\n")
    return message


async def post_to(server: MailServer, to: str = TO, *, patience: float = 10) -> None:
    async with running(server):
        await SmtpMailer("127.0.0.1", server.port, timeout=patience).post(letter(), to=to)


async def test_a_mail_arrives_as_it_was_written() -> None:
    server = MailServer()
    await post_to(server)
    ((mailbox, mail),) = server.mails
    assert mailbox == TO
    assert mail["Subject"] == "Læsø Kommune: beslutning"
    assert mail.get_content().strip() == "Kære Læsø"


@pytest.mark.parametrize("reply", ["550 no such user", "553 not allowed", "551 moved"])
async def test_a_mailbox_that_does_not_exist_is_refused_for_good(reply: str) -> None:
    server = MailServer(mailboxes={TO: reply})
    with pytest.raises(MailboxRefused) as refusal:
        await post_to(server)
    assert reply[:3] in refusal.value.reason
    assert TO not in refusal.value.reason
    assert server.mails == []


async def test_a_mail_that_is_not_taken_is_refused_for_good() -> None:
    with pytest.raises(MailboxRefused, match="554"):
        await post_to(MailServer(replies={"END": "554 spam"}))


async def test_a_mail_that_is_too_large_for_the_server_is_refused_for_good() -> None:
    with pytest.raises(MailboxRefused, match="Mailen er for stor"):
        await post_to(MailServer(replies={"MAIL": "552 message size exceeds fixed limit"}))


@pytest.mark.parametrize(
    "replies",
    [
        {"RCPT": "450 greylisted"},
        {"RCPT": "530 authentication required"},
        {"END": "452 disk full"},
        {"MAIL": "451 later"},
        {"MAIL": "550 sender unknown"},
        {"CONNECT": "421 busy"},
        {"CONNECT": "554 not you"},
        {"EHLO": "550 no", "HELO": "550 no"},
    ],
)
async def test_trouble_that_is_not_the_mailboxs_is_tried_again(replies: dict[str, str]) -> None:
    with pytest.raises(MailServerAway):
        await post_to(MailServer(replies=replies))


async def test_a_server_that_does_not_know_our_password_is_away() -> None:
    greeting = "250-mail.example\r\n250 AUTH PLAIN"
    server = MailServer(replies={"EHLO": greeting, "AUTH": "535 wrong password"})
    async with running(server):
        postbox = SmtpMailer("127.0.0.1", server.port, username="aftaler", password="gammel")
        with pytest.raises(MailServerAway):
            await postbox.post(letter(), to=TO)
    server.replies["AUTH"] = "235 welcome"
    async with running(server):
        await SmtpMailer("127.0.0.1", server.port, username="aftaler", password="ny").post(letter(), to=TO)
    assert len(server.mails) == 1


async def test_a_mail_is_not_sent_in_the_clear_where_encryption_is_wanted() -> None:
    server = MailServer()
    async with running(server):
        for tls in ("starttls", "tls"):
            with pytest.raises(MailServerAway):
                await SmtpMailer("127.0.0.1", server.port, tls=tls, timeout=2).post(letter(), to=TO)
    assert server.mails == []


@pytest.mark.parametrize("silent_at", ["CONNECT", "RCPT", "END"])
async def test_a_server_that_falls_silent_is_away(silent_at: str) -> None:
    with pytest.raises(MailServerAway):
        await post_to(MailServer(replies={silent_at: ""}), patience=0.3)


async def test_a_server_that_is_not_there_is_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(MailServerAway):
        await SmtpMailer("127.0.0.1", port, timeout=5).post(letter(), to=TO)


@pytest.mark.parametrize(
    "address", ["", "ikke en adresse", "a@b@c.example", "to@x.example\r\nBcc: alle@x.example"]
)
async def test_what_is_no_address_is_refused_without_asking_anybody(address: str) -> None:
    server = MailServer()
    with pytest.raises(MailboxRefused):
        await post_to(server, address)
    assert server.mails == []


async def test_a_danish_mailbox_needs_a_server_that_can_write_it() -> None:
    with pytest.raises(MailboxRefused, match="æ, ø eller å"):
        await post_to(MailServer(), "rådet@laesoe.example")
    server = MailServer(knows_utf8=True)
    await post_to(server, "rådet@laesoe.example")
    assert [mailbox for mailbox, _ in server.mails] == ["rådet@laesoe.example"]


async def test_a_danish_domain_is_written_in_ascii() -> None:
    server = MailServer()
    await post_to(server, "post@læsø.example")
    assert [mailbox for mailbox, _ in server.mails] == ["post@" + "læsø.example".encode("idna").decode()]


async def test_many_mails_at_once_do_not_mix() -> None:
    server = MailServer()
    async with running(server):
        postbox = SmtpMailer("127.0.0.1", server.port)
        await asyncio.gather(*(postbox.post(letter(), to=f"nr{number}@x.example") for number in range(20)))
    assert {mailbox for mailbox, _ in server.mails} == {f"nr{number}@x.example" for number in range(20)}
