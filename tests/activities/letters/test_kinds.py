"""The letters speak of each agreement kind as it is: who drafts, who decides, which documents go along."""

from typing import Any

import pytest
from sqlmodel import select

from models.directory import import_contacts
from models.kinds import definition_of, load_kinds, packaged_kind
from models.store.database import Database
from models.tables import Body, Cycle, Invitation, RoundParty, Version, VersionPart
from tests.activities.conftest import PostOffice
from tests.activities.inquiry_scene import enter
from tests.activities.ordering import PLANNED_ON
from tests.activities.reading import K, html, lix, order_of, plain, sent, words_of
from tests.activities.scene import CYCLE
from workflows.contracts.letters import LetterOrder
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind
from workflows.rules.letters import LetterKind, LetterState

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
KKR = "kkr-1081"
KINDS = load_kinds()
KKR_CONTACT = """code,name,mailbox,main_mailbox,second_mailbox,phone,website
kkr-1081,,kkr@kl.example,,,,
"""
WRITTEN = [
    (letter, kind) for letter in LetterKind for kind in KINDS if kind.authority or letter is not K.AUTHORITY_SILENT
]
LEFTOVERS = ("None", "{{", "{%", "[]", "()", " .", " ,", "  ")


def become(database: Database, kind: AgreementKind) -> None:
    """Let the scene's cycle be one of another kind."""
    with database.write() as session:
        session.get_one(Cycle, CYCLE).definition = definition_of(kind)


def ask_kkr(database: Database) -> LetterOrder:
    """Let KKR be a party of the scene's round; return the order that asks it."""
    assert import_contacts(database, KKR_CONTACT).problems == ()
    with database.write() as session:
        body = session.get_one(Body, KKR)
        about: dict[str, Any] = {"cycle_id": CYCLE, "round": 1}
        name: dict[str, Any] = {"name": body.short_name, "title": body.name}
        session.add(RoundParty(**about, **name, code=KKR, body_code=KKR, position=0, clusters=[]))
        session.add(Invitation(**about, party=KKR, mailbox="kkr@kl.example"))
    return LetterOrder(K.REQUEST, CYCLE, round=1, party=KKR)


def add_part(database: Database) -> None:
    """Give the scene's version a second document."""
    with database.write() as session:
        version = session.exec(select(Version)).one()
        about: dict[str, Any] = {"version_id": version.id, "sha256": version.sha256, "position": 1}
        session.add(VersionPart(**about, title="udviklingsaftale", filename="Udviklingsaftalen.pdf"))


async def test_kkr_is_asked_by_its_own_name_and_gets_all_parts(office: PostOffice) -> None:
    become(office.database, packaged_kind("rammeaftale"))
    add_part(office.database)
    assert await office.letters.send(ask_kkr(office.database)) is LetterState.SENT
    ((mailbox, mail),) = office.server.mails
    assert mailbox == "kkr@kl.example"
    assert mail["Subject"].startswith("KKR Nordjylland: beslutning om")
    assert "Vi beder KKR Nordjylland om at tage stilling." in plain(mail)
    assert "Teksterne er vedhæftet: styringsaftale og udviklingsaftale." in plain(mail)
    assert "rådet har" not in plain(mail)
    assert len(list(mail.iter_attachments())) == 2


@pytest.mark.parametrize(("letter", "kind"), WRITTEN, ids=lambda each: getattr(each, "code", each))
async def test_every_letter_fits_every_kind(office: PostOffice, letter: LetterKind, kind: AgreementKind) -> None:
    become(office.database, kind)
    mail = await sent(office, letter)
    for body in (mail["Subject"], plain(mail), html(mail)):
        assert [leftover for leftover in LEFTOVERS[:5] if leftover in body] == []
        assert "SSU" not in body or kind.drafted_by == "SSU"
    assert [sign for sign in LEFTOVERS if sign in plain(mail).replace("\r", "")] == []
    assert len(words_of(plain(mail))) <= 120
    assert lix(plain(mail)) <= 40
    assert 'href=""' not in html(mail)


@pytest.mark.parametrize(
    ("code", "drafter"),
    [
        ("sundhedsaftale", "SSU"),
        ("rammeaftale", "KKR"),
        ("faellesaftale", "styregruppen"),
        ("praksisplan-fysioterapi", "samarbejdsudvalget for fysioterapi"),
    ],
)
async def test_the_body_that_drafts_is_named(office: PostOffice, code: str, drafter: str) -> None:
    become(office.database, packaged_kind(code))
    assert f"er nu stadfæstet af {drafter}." in plain(await sent(office, K.CONFIRMED))


async def test_a_kind_that_confirms_nowhere_waits_for_no_confirmation(office: PostOffice) -> None:
    become(office.database, packaged_kind("kkr-maal"))
    text = plain(await sent(office, K.ROUND_SETTLED))
    assert "stadfæst" not in text
    assert "Se alle svar her:" in text


async def test_the_letter_about_a_milestone_follows_the_kinds_own_plan(office: PostOffice) -> None:
    become(office.database, packaged_kind("rammeaftale"))
    enter(office.database, Phase.DRAFTING)
    order = order_of(office.database, K.MILESTONE)
    assert order.planned_on == PLANNED_ON
    assert await office.letters.send(order) is LetterState.SENT
    assert "milepæl den 1. maj 2027" in office.server.mails[-1][1]["Subject"]
