"""Every letter, written from real rows: short, plain, and with all that the reader needs."""

import re
from datetime import date, timedelta
from email.message import EmailMessage

import pytest

from models.database import Database
from models.staff import add_staff
from models.tables import Role
from tests.activities.conftest import SIGNER, PostOffice
from tests.activities.mail_server import MailServer, running
from tests.activities.scene import CYCLE, LAESOE, REGION, answer, ask, refuse, set_up
from workflows.contracts.messages import LetterInput, LetterOrder
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.outcomes import Outcome
from workflows.rules.requests import RequestKind

K = LetterKind
TO_STAFF = {K.OVERDUE_TO_STAFF, K.ROUND_SETTLED, K.ROUND_BLOCKED}
OWN = {
    "kind": "clarification",
    "subject": "Jeres forbehold",
    "body": "Hvad gælder forbeholdet?\n\nSkriv det gerne.",
}
NO_LOGIN = (
    "Intet login. Videresend gerne til den kollega, der har sagen. Vil I ikke bruge linket, så svar på denne mail."
)


def order_of(database: Database, kind: LetterKind) -> LetterOrder:
    request = None
    if kind is K.RECEIPT:
        request = answer(database)
    elif kind is K.ROUND_BLOCKED:
        request = answer(database, Outcome.REJECTED, "Indstillingen blev ikke godkendt.")
    elif kind is K.REFUSAL:
        request = refuse(database, "Mødedatoen ligger i fremtiden.")
    elif kind in {K.ESCALATION, K.CLARIFICATION, K.CONFIRMED}:
        with database.write() as session:
            is_own = kind is not K.CONFIRMED
            payload = OWN | {"kind": kind.value} if is_own else {"confirmed_on": "2027-12-20"}
            request = ask(session, RequestKind.LETTER if is_own else RequestKind.CONFIRM, payload)
    recipient = Recipient.STAFF if kind in TO_STAFF else Recipient.CONTACT
    day = date(2027, 11, 1) if kind.is_reminder else None
    return LetterOrder(kind, CYCLE, recipient, round=1, party=LAESOE, planned_on=day, request=request)


async def sent(office: PostOffice, kind: LetterKind) -> EmailMessage:
    order = order_of(office.database, kind)
    if kind is K.SIGN_IN:
        staff = add_staff(office.database, "anne@rn.example", "Anne Eksempel", Role.SECRETARIAT)
        state = await office.letters.send_single(LetterInput(order, staff=staff.id))
    else:
        state = await office.letters.send(order)
    assert state is LetterState.SENT
    return office.server.mails[-1][1]


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def html(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def words_of(text: str) -> list[str]:
    return re.findall(r"[\w-]+", re.sub(r"https?://\S+", "", text))


def lix(text: str) -> float:
    """Return Björnsson's readability index: words a sentence, and per cent of words over six letters."""
    text = re.sub(r"https?://\S+", "", text)
    dates_kept_whole = re.sub(r"(\d)\. ", r"\1 ", text)
    sentences = [each for each in re.split(r"[.!?:]\s|\n\s*\n|\n", dates_kept_whole + "\n") if words_of(each)]
    words = words_of(text)
    return len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)


@pytest.mark.parametrize("kind", LetterKind)
async def test_a_letter_is_short_and_plain(office: PostOffice, kind: LetterKind) -> None:
    text = plain(await sent(office, kind))
    assert 10 < len(words_of(text)) <= 120
    assert lix(text) <= 40


@pytest.mark.parametrize("kind", [kind for kind in LetterKind if kind is not K.SIGN_IN])
async def test_a_letter_names_officer_phone_website_and_agreement(office: PostOffice, kind: LetterKind) -> None:
    mail = await sent(office, kind)
    for body in (plain(mail), html(mail)):
        assert "Anne Eksempel" in body
        assert "97 64 00 00" in body
        assert "https://sundhedsaftalen.example" in body
        assert "Sundhedsaftalen 2028-2031" in body or kind in {K.ESCALATION, K.CLARIFICATION}
        assert "Tænkt eksempel" not in body
    assert mail["Reply-To"] == "ssu@rn.example"


NAMES_NO_DEADLINE = {K.SIGN_IN, K.CONFIRMED, K.RECEIPT}


@pytest.mark.parametrize("kind", [kind for kind in LetterKind if kind not in NAMES_NO_DEADLINE])
async def test_a_letter_names_the_deadline_and_says_when_it_has_passed(
    office: PostOffice, kind: LetterKind
) -> None:
    if kind in {K.OVERDUE, K.OVERDUE_TO_STAFF}:
        office.now += timedelta(days=60)
    before = await sent(office, kind)
    for body in (plain(before), html(before)):
        assert "15. december 2027" in body
    if office.now.year == 2028:
        assert "Fristen var 15. december 2027" in plain(before)


@pytest.mark.parametrize("kind", [kind for kind in LetterKind if kind not in TO_STAFF | {K.SIGN_IN}])
async def test_a_council_gets_its_link_and_needs_no_login(office: PostOffice, kind: LetterKind) -> None:
    mail = await sent(office, kind)
    link = f"https://aftaler.example/b/{SIGNER.token(1, 1)}"
    for body in (plain(mail), html(mail)):
        assert link in body
        assert NO_LOGIN in body


@pytest.mark.parametrize("kind", [*sorted(TO_STAFF), K.SIGN_IN])
async def test_nobody_else_gets_a_councils_link(office: PostOffice, kind: LetterKind) -> None:
    mail = await sent(office, LetterKind(kind))
    for body in (plain(mail), html(mail)):
        assert "/b/" not in body
        assert NO_LOGIN not in body


@pytest.mark.parametrize("kind", LetterKind)
async def test_html_and_text_say_the_same(office: PostOffice, kind: LetterKind) -> None:
    mail = await sent(office, kind)
    markup = re.sub(r"<head>.*?</head>", "", html(mail), flags=re.DOTALL)
    said = words_of(re.sub(r"<[^>]+>", " ", markup).replace("&#39;", "'"))
    assert said == words_of(plain(mail))
    assert "<img" not in html(mail)


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
        assert "Har I ikke selv indberettet dette, så ring til Anne Eksempel på 97 64 00 00." in plain(mail)
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
