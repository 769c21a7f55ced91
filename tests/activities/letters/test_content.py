"""What single letters say."""

import re

import pytest
from sqlmodel import select

from models.store.database import Database
from models.tables import Decision
from tests.activities.conftest import PostOffice
from tests.activities.happenings import answer, ask
from tests.activities.mail_server import MailServer, running
from tests.activities.reading import OWN, K, html, plain, sent, words_of
from tests.activities.records import Records
from tests.activities.scene import CYCLE, LAESOE, REGION, set_up
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.requests import RequestKind

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_the_request_is_as_agreed(office: PostOffice) -> None:
    mail = await sent(office, K.REQUEST)
    expected = "Læsø Kommune: beslutning om Sundhedsaftalen 2028-2031 – svar senest 15. december 2027"
    assert mail["Subject"] == expected
    assert "svar senest" in expected
    assert "Kommunalbestyrelsen i Læsø Kommune" in plain(mail)
    (document,) = mail.iter_attachments()
    assert document.get_filename() == "Sundhedsaftalen for Læsø.pdf"
    assert document.get_content_type() == "application/pdf"
    assert document.get_content() == b"%PDF-1.7 sundhedsaftalen"


async def test_regionsraadet_is_written_to_as_the_region(office: PostOffice) -> None:
    await office.letters.send(LetterOrder(K.REQUEST, CYCLE, round=1, party=REGION))
    ((_, mail),) = office.server.mails
    assert mail["Subject"].startswith("Region Nordjylland: beslutning om")


async def test_only_the_request_carries_the_document(office: PostOffice) -> None:
    mail = await sent(office, K.OVERDUE)
    assert list(mail.iter_attachments()) == []


async def test_a_receipt_says_what_was_recorded_and_where_the_register_ends(office: PostOffice) -> None:
    number = answer(office.database, text="Godkendt <script>alert(1)</script> {{ letter }}")
    for recipient in (Recipient.CONTACT, Recipient.MAIN_MAILBOX):
        order = LetterOrder(K.RECEIPT, CYCLE, recipient, round=1, party=LAESOE, request=number)
        assert await office.letters.send(order) is LetterState.SENT
    (contact, first), (main, second) = office.server.mails
    assert (contact, main) == ("politik@laesoe.example", "post@laesoe.example")
    for mail in (first, second):
        assert "Har I ikke selv indberettet dette, så ring til Anne Eksempel på 00 00 00 03." in plain(mail)
        assert "godkendt" in plain(mail)
        assert "nr. 1" in plain(mail)
        assert re.search(r"\b[0-9a-f]{64}\b", plain(mail))
        assert "<script>" not in html(mail)
        assert "&lt;script&gt;" in html(mail)
        assert "{{ letter }}" in plain(mail)
    assert f"/kvittering/{number}" in plain(first)
    assert "/b/" not in plain(second)


async def test_a_refusal_says_why(office: PostOffice) -> None:
    assert "Grunden er: Mødedatoen ligger i fremtiden." in plain(await sent(office, K.REFUSAL))


async def test_an_officers_own_words_stand_as_written(office: PostOffice) -> None:
    mail = await sent(office, K.CLARIFICATION)
    assert mail["Subject"] == "Jeres forbehold"
    assert "Hvad gælder forbeholdet?\n\nSkriv det gerne." in plain(mail).replace("\r\n", "\n")


async def test_a_subject_is_one_line_whatever_was_typed(office: PostOffice) -> None:
    with office.database.write() as session:
        own = OWN | {"subject": "Hej\r\nBcc: alle@x.example\n"}
        number = ask(session, RequestKind.LETTER, own)
    order = LetterOrder(K.CLARIFICATION, CYCLE, round=1, party=LAESOE, request=number)
    assert await office.letters.send(order) is LetterState.SENT
    ((_, mail),) = office.server.mails
    assert mail["Subject"] == "Hej Bcc: alle@x.example"
    assert mail["Bcc"] is None


@pytest.mark.parametrize("kind", [K.REQUEST, K.OVERDUE_TO_STAFF, K.CONFIRMED])
async def test_an_example_says_so(database: Database, kind: LetterKind) -> None:
    set_up(database, is_example=True)
    async with running(MailServer()) as server:
        mail = await sent(PostOffice(database, server), kind)
    assert plain(mail).startswith("Tænkt eksempel")
    assert "Tænkt eksempel" in html(mail)


async def test_the_mail_tells_machines_what_it_is(office: PostOffice) -> None:
    mail = await sent(office, K.REQUEST)
    assert mail["From"] == "Aftalehjulet <aftaler@rn.example>"
    assert mail["To"] == "politik@laesoe.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == office.now
    assert re.fullmatch(r"<[0-9a-f]{32}@rn\.example>", mail["Message-ID"])


async def test_a_receipt_is_short_however_long_the_decision(database: Database) -> None:
    set_up(database, is_example=True)
    number = answer(database, text="ordene er mange " * 500)
    with database.write() as session:
        session.exec(select(Decision)).one().on_behalf = True
    async with running(MailServer()) as server:
        order = LetterOrder(K.RECEIPT, CYCLE, round=1, party=LAESOE, request=number)
        assert await PostOffice(database, server).letters.send(order) is LetterState.SENT
    ((_, mail),) = server.mails
    assert "på jeres vegne" in plain(mail)
    assert len(words_of(plain(mail))) <= 120


async def test_the_office_reads_the_no_that_it_let_in_after_the_round(database: Database) -> None:
    records = Records(database)
    records.open()
    approved = records.everybody_approves()[LAESOE]
    records.settle()
    late = records.answer(outcome="rejected", corrects=approved, decision_text="Indstillingen forkastes.")
    reopened = records.granted(RequestKind.REOPEN, party=LAESOE, made_by="staff:1", decision=late, reason="x")
    (order,) = [order for order in reopened.letters if order.kind is K.ROUND_BLOCKED]
    async with running(MailServer()) as server:
        assert await PostOffice(database, server, records.now).letters.send(order) is LetterState.SENT
    assert "Beslutningen lyder: »Indstillingen forkastes.«" in plain(server.mails[-1][1])
