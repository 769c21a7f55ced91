"""Every letter, sent from real rows and read as its reader does."""

import re
from datetime import date
from email.message import EmailMessage
from typing import Any

from models.access.staff import add_staff
from models.store.database import Database
from models.tables import Role
from tests.activities import ordering
from tests.activities.conftest import SIGNER, PostOffice
from tests.activities.happenings import answer, ask, refuse
from tests.activities.inquiry_scene import CONTACT_ROUND, HEARING, STATUS_ROUND
from tests.activities.scene import CYCLE, LAESOE
from workflows.contracts.letters import LetterInput, LetterOrder
from workflows.rules.council.outcomes import Outcome
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.requests import RequestKind

K = LetterKind
TO_STAFF = {K.OVERDUE_TO_STAFF, K.ROUND_SETTLED, K.ROUND_BLOCKED} | ordering.TO_STAFF
TO_BODIES = set(ordering.TO_BODIES)
LINKS = {HEARING: "h", CONTACT_ROUND: "k", STATUS_ROUND: "o"}
OWN = {
    "kind": "clarification",
    "subject": "Jeres forbehold",
    "body": "Hvad gælder forbeholdet?\n\nSkriv det gerne.",
}
NAMES_NO_DEADLINE = {
    K.SIGN_IN,
    K.CONFIRMED,
    K.RECEIPT,
    K.INQUIRY_RECEIPT,
    K.STATUS_SUMMARY,
    K.STATUS_YEARLY,
    K.HANDED_OVER,
} | set(ordering.OF_THE_PLAN)
NO_LOGIN = (
    "Intet login. Videresend gerne til den kollega, der har sagen. Vil I ikke bruge linket, så svar på denne mail."
)


def order_of(database: Database, kind: LetterKind) -> LetterOrder:
    if kind in ordering.OF_AN_INQUIRY or kind in ordering.OF_THE_PLAN or kind is K.HANDED_OVER:
        return ordering.order_of_what_follows(database, kind)
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


def link_of(kind: LetterKind) -> str:
    """Return the link that Læsø gets in a letter of this kind."""
    slug = ordering.OF_AN_INQUIRY.get(kind, "")
    signed = SIGNER.token(4 if slug else 1, 1)
    return f"https://aftaler.example/{LINKS.get(slug, 'b')}/{signed}"


async def sent(office: PostOffice, kind: LetterKind) -> EmailMessage:
    order = order_of(office.database, kind)
    if kind in {K.SIGN_IN, K.WEEKLY}:
        role = Role.SECRETARIAT if kind is K.SIGN_IN else Role.COORDINATOR
        staff = add_staff(office.database, "anne@rn.example", "Anne Eksempel", role)
        state = await office.letters.send_single(LetterInput(order, staff=staff.id))
    else:
        state = await office.letters.send(order)
    assert state is LetterState.SENT
    return office.server.mails[-1][1]


async def written(office: PostOffice, kind: LetterKind, slug: str, **more: Any) -> str:
    """Send a letter about an inquiry that is open, to Læsø unless told otherwise, and return its text."""
    about: dict[str, Any] = {"party": LAESOE} | more
    order = LetterOrder(kind, CYCLE, inquiry=slug, **about)
    assert await office.letters.send(order) is LetterState.SENT
    return plain(office.server.mails[-1][1])


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
