"""What letters of hearings, contact rounds and status rounds say."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from models.tables import Invitation, Version, VersionPart
from tests.activities.conftest import SIGNER, PostOffice
from tests.activities.happenings import ask
from tests.activities.inquiry_scene import (
    CONTACT_ROUND,
    HEARING,
    STATUS_ROUND,
    STEERING_GROUP,
    begin,
    open_inquiry,
    reply,
)
from tests.activities.reading import K, html, lix, plain, sent, words_of, written
from tests.activities.scene import AALBORG, CYCLE, LAESOE, PDF
from workflows.contracts.letters import LetterInput, LetterOrder
from workflows.rules.follow_up import Progress
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.requests import RequestKind

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_the_hearing_letter_is_as_agreed(office: PostOffice) -> None:
    mail = await sent(office, K.HEARING_REQUEST)
    assert mail["Subject"] == "Læsø Kommune: høring om Sundhedsaftalen 2028-2031 – svar senest 15. december 2027"
    text = plain(mail)
    assert "Kommunalbestyrelsen i Læsø Kommune om bemærkninger til udkastet fra SSU" in text
    assert "Skriv svaret her, eller læg det ind som fil" in text
    assert "I må gerne svare sammen med andre" in text
    assert [part.get_content() for part in mail.iter_attachments()] == [PDF]


async def test_a_hearing_draft_in_parts_goes_with_all_of_them(office: PostOffice) -> None:
    with office.database.write() as session:
        version = session.exec(select(Version)).one()
        about: dict[str, Any] = {"version_id": version.id, "sha256": version.sha256}
        session.add(VersionPart(**about, position=1, title="udviklingsaftale", filename="udvikling.pdf"))
    mail = await sent(office, K.HEARING_REQUEST)
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert names == ["Sundhedsaftalen for Læsø.pdf", "udvikling.pdf"]


async def test_the_contact_check_asks_and_promises_two_minutes(office: PostOffice) -> None:
    text = plain(await sent(office, K.CONTACT_CHECK))
    assert "Er vi havnet rigtigt?" in text
    assert "datoerne for jeres møder" in text
    assert "Det tager to minutter." in text


@pytest.mark.parametrize("kind", [K.STATUS_REQUEST, K.STATUS_REMINDER])
async def test_status_letters_list_the_initiatives_and_promise_five_minutes(
    office: PostOffice, kind: LetterKind
) -> None:
    text = plain(await sent(office, kind))
    assert "1. Fælles akutteam på øerne – I gang" in text
    assert "2. Hjælp til unge der mistrives – Forsinket" in text
    assert "Det tager fem minutter." in text


async def test_a_status_letter_lists_only_what_is_open_and_ones_own(office: PostOffice) -> None:
    begin(office.database, "Fælles akutteam", number=1)
    begin(office.database, "Færdig sag", number=2, progress=Progress.DONE)
    begin(office.database, "Klyngens sag", number=3, owner=STEERING_GROUP)
    open_inquiry(office.database, STATUS_ROUND)
    text = await written(office, K.STATUS_REQUEST, STATUS_ROUND)
    assert "jeres indsats i Sundhedsaftalen" in text
    assert "1. Fælles akutteam – I gang" in text
    assert "Færdig sag" not in text
    assert "Klyngens sag" not in text
    other = await written(office, K.STATUS_REQUEST, STATUS_ROUND, party=STEERING_GROUP)
    assert office.server.mails[-1][0] == "nord@rn.example"
    assert office.server.mails[-1][1]["Subject"].startswith("Klyngestyregruppen i Klynge Nord: status på")
    assert "3. Klyngens sag – I gang" in other


async def test_a_status_letter_stays_short_however_many_initiatives(office: PostOffice) -> None:
    for number in range(1, 31):
        begin(office.database, "Fælles indsats med et meget langt navn nummer to", number=number)
    open_inquiry(office.database, STATUS_ROUND)
    text = await written(office, K.STATUS_REQUEST, STATUS_ROUND)
    listed = [line for line in text.splitlines() if line.endswith("I gang")]
    assert 1 <= len(listed) <= 12
    assert f"og {30 - len(listed)} til" in text
    assert len(words_of(text)) <= 120


@pytest.mark.parametrize(
    ("kind", "slug", "path"),
    [
        (K.HEARING_REMINDER, HEARING, "h"),
        (K.CONTACT_CHECK, CONTACT_ROUND, "k"),
        (K.STATUS_REQUEST, STATUS_ROUND, "o"),
        (K.INQUIRY_EXTENDED, STATUS_ROUND, "o"),
        (K.INQUIRY_EXTENDED, CONTACT_ROUND, "k"),
    ],
)
async def test_each_inquiry_has_links_of_its_own(
    office: PostOffice, kind: LetterKind, slug: str, path: str
) -> None:
    open_inquiry(office.database, slug)
    with office.database.read() as session:
        mine = Invitation.inquiry == slug, Invitation.party == LAESOE
        invitation = session.exec(select(Invitation.id).where(*mine)).one()
    assert invitation is not None
    link = f"https://aftaler.example/{path}/{SIGNER.token(invitation, 1)}"
    assert link in await written(office, kind, slug)


async def test_a_link_to_an_inquiry_is_sent_again(office: PostOffice) -> None:
    open_inquiry(office.database, HEARING)
    order = LetterOrder(K.NEW_LINK, CYCLE, party=LAESOE, inquiry=HEARING)
    assert await office.letters.send_single(LetterInput(order)) is LetterState.SENT
    ((mailbox, mail),) = office.server.mails
    assert mailbox == "politik@laesoe.example"
    assert "https://aftaler.example/h/" in plain(mail)


async def test_the_office_learns_how_many_answered_and_who_did_not(office: PostOffice) -> None:
    open_inquiry(office.database, HEARING)
    reply(office.database, HEARING, on_behalf_of=(AALBORG,))
    await written(office, K.INQUIRY_CLOSED, HEARING, party="", recipient=Recipient.STAFF)
    ((mailbox, mail),) = office.server.mails
    assert mailbox == "ssu@rn.example"
    assert mail["Subject"] == "Sundhedsaftalen 2028-2031: høringen er slut – 2 af 4 har svaret"
    assert "Vi mangler svar fra Region Nordjylland og Klyngestyregruppen i Klynge Nord." in plain(mail)


@pytest.mark.parametrize(
    ("slug", "path", "subject", "asked"),
    [
        (
            HEARING,
            "h",
            "link til høringen om Sundhedsaftalen 2028-2031",
            "Vi har bedt Kommunalbestyrelsen i Læsø Kommune om bemærkninger til udkastet fra SSU.",
        ),
        (
            CONTACT_ROUND,
            "k",
            "link til svar om kontakt og møder til Sundhedsaftalen 2028-2031",
            "om vi skriver til den rette postkasse, og hvornår I holder møder.",
        ),
        (
            STATUS_ROUND,
            "o",
            "link til status på indsatser i Sundhedsaftalen 2028-2031",
            "om status på jeres indsatser i Sundhedsaftalen 2028-2031.",
        ),
        (
            "",
            "b",
            "link til Sundhedsaftalen 2028-2031",
            "Vi har bedt Kommunalbestyrelsen i Læsø Kommune om at tage stilling til Sundhedsaftalen 2028-2031.",
        ),
    ],
    ids=["hearing", "contact round", "status round", "approval round"],
)
@pytest.mark.parametrize("is_past", [False, True])
async def test_a_new_link_says_who_is_asked_what_and_until_when(
    office: PostOffice, slug: str, path: str, subject: str, asked: str, *, is_past: bool
) -> None:
    if slug:
        open_inquiry(office.database, slug)
    office.now += timedelta(days=70 if is_past else 0)
    with office.database.write() as session:
        number = ask(session, RequestKind.CONTACT, {}, party=LAESOE, inquiry=slug)
    order = LetterOrder(K.NEW_LINK, CYCLE, round=0 if slug else 1, party=LAESOE, inquiry=slug, request=number)
    assert await office.letters.send(order) is LetterState.SENT
    mail = office.server.mails[-1][1]
    text = plain(mail)
    until = "Fristen var 15. december 2027." if is_past else "Svar senest 15. december 2027."
    assert mail["Subject"].startswith(f"Læsø Kommune: {subject} – {until[0].lower()}{until[1:6]}")
    for body in (text, html(mail)):
        assert asked in body
        assert until in body
        assert f"https://aftaler.example/{path}/" in body
    assert len(words_of(text)) <= 120
    assert lix(text) <= 40


async def test_who_is_asked_for_status_after_the_deadline_is_told_so(office: PostOffice) -> None:
    begin(office.database, "Fælles akutteam")
    open_inquiry(office.database, STATUS_ROUND)
    office.now = datetime(2027, 12, 17, 10, tzinfo=UTC)
    text = await written(office, K.STATUS_REQUEST, STATUS_ROUND)
    assert "Fristen var 15. december 2027. Ret gerne nu det, der er nyt:" in text
    assert "fristen var 15. december 2027" in office.server.mails[-1][1]["Subject"]
