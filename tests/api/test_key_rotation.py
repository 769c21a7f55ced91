"""Changing the key of links: those that are out live on for as long as their key does."""

import re

from activities.letters.posting import Poster
from activities.letters.sending import TemplateLetters
from activities.smtp import SmtpMailer
from models.access.links import LinkClaim, LinkSigner
from models.store.database import Database
from tests.activities.mail_server import MailServer, running
from tests.api.office import ANSWER, PUBLIC_URL, Office
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterKind, LetterState

OLD, NEW = "gammel nøgle", "ny nøgle"


def signed_by(database: Database, *keys: str) -> Office:
    """Return the office with its keys, the newest first."""
    return Office(database, signer=LinkSigner(keys))


async def mailed_token(office: Office, kind: LetterKind) -> str:
    """Send Læsø its link in such a letter by a real mail server, and return the token that the mail holds."""
    async with running(MailServer()) as server:
        letters = TemplateLetters(
            office.database,
            Poster(SmtpMailer("127.0.0.1", server.port, timeout=5), sender="Aftalehjulet <aftaler@rn.example>"),
            office.signer,
            public_url=PUBLIC_URL,
            clock=lambda: office.now,
        )
        state = await letters.send(LetterOrder(kind, office.cycle, round=1, party="825"))
        assert state is LetterState.SENT
        text = server.mails[-1][1].get_body(("plain",))
    found = re.search(rf"{PUBLIC_URL}/b/([\w.-]+)", text.get_content() if text else "")
    assert found
    return found[1]


async def test_an_old_link_lives_beside_a_new_key_and_dies_with_its_own(database: Database) -> None:
    before = signed_by(database, OLD)
    before.seed()
    before.open_round()
    old = await mailed_token(before, LetterKind.REQUEST)
    assert LinkSigner([OLD]).read(old).generation == 1

    rotated = signed_by(database, NEW, OLD)
    assert rotated.client().get(f"/b/{old}").status_code == 200
    assert rotated.client().post(f"/b/{old}", data=ANSWER).status_code == 303
    new = await mailed_token(rotated, LetterKind.NEW_LINK)
    assert new != old
    assert LinkSigner([NEW]).read(new) == LinkClaim(LinkSigner([OLD]).read(old).invitation, 1)

    alone = signed_by(database, NEW)
    assert alone.client().get(f"/b/{new}").status_code == 200
    assert alone.client().get(f"/b/{old}").status_code == 404
    assert alone.client().post(f"/b/{old}", data=ANSWER).status_code == 404
