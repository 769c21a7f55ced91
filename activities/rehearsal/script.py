"""The script of a rehearsal: what will be done, under numbers, and the inbox into which it is put."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from itertools import count
from typing import Final

from sqlmodel import Session, col, select

from models.agreements.documents import NewDocument, inspect
from models.agreements.versions import NewVersion, add_version, part_titles
from models.calendar import COPENHAGEN
from models.inbox.submission import NewRequest, submit_within
from models.inbox.unrecorded import PendingDelivery, unrecorded_deliveries
from models.store.database import Database
from models.tables import Cycle, Invitation
from request_types import Payload
from workflows.contracts.requests import Delivery
from workflows.naming import council_workflow_id, inquiry_workflow_id
from workflows.rehearsal.contracts import Told
from workflows.rules.requests import RequestKind

_BEFORE: Final = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F1 4 0 R >> >> >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R >>",
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
)
MADE_BY: Final = "token:rehearsal"
MORNING: Final = time(10)
SOMEBODY: Final = "Tænkt sagsbehandler"


def sheet_of(text: str) -> bytes:
    """Return a page of A4 on which `text` stands; signs that no Danish text has become question marks."""
    line = text.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        line = line.replace(sign, b"\\" + sign)
    writing = b"BT /F1 18 Tf 72 760 Td (%b) Tj ET" % line
    return _file((*_BEFORE, b"<< /Length %d >>\nstream\n%b\nendstream" % (len(writing), writing)))


def _file(objects: tuple[bytes, ...]) -> bytes:
    content, places = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, each in enumerate(objects, start=1):
        places += b"%010d 00000 n \n" % len(content)
        content += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    return b"%bxref\n0 %d\n%b%b" % (content, size, places, trailer)


@dataclass(frozen=True, slots=True)
class Ask:
    """Something to be put into the inbox; `by_link` where a clerk does it through a link."""

    kind: RequestKind
    payload: Payload
    party: str = ""
    round: int = 0
    inquiry: str = ""
    by_link: bool = False


class Inbox:
    """The inbox of one rehearsed cycle; whoever puts something into it learns whom to tell."""

    def __init__(self, database: Database, cycle_id: str, clock: Callable[[], datetime]) -> None:
        self.database = database
        self.cycle_id = cycle_id
        self._clock = clock
        self._keys = count(1)

    def ask(self, asks: Iterable[Ask]) -> tuple[Told, ...]:
        """Put requests into the inbox; return them, and whom to tell."""
        asked = tuple(asks)
        with self.database.write() as session:
            links = self._links(session, asked)
            new = [self._new(ask, links.get((ask.round, ask.inquiry, ask.party), MADE_BY)) for ask in asked]
            numbers = [submit_within(session, each, at=self._clock()).number for each in new]
            pending = unrecorded_deliveries(session, numbers)
        return tuple(map(_told, pending))

    def publish(self, label: str) -> tuple[Told, ...]:
        """Publish a version of the text, with all parts that its kind has; return that, and whom to tell."""
        with self.database.read() as session:
            titles = part_titles(session, self.cycle_id) or ("aftale",)
        first, *parts = (_document(f"{label}: {title}") for title in titles)
        number = add_version(
            self.database,
            self.cycle_id,
            NewVersion(label=label),
            first,
            made_by=MADE_BY,
            at=self._clock(),
            parts=tuple(parts),
        ).receipt.number
        with self.database.read() as session:
            return tuple(map(_told, unrecorded_deliveries(session, [number])))

    def _new(self, ask: Ask, link: str) -> NewRequest:
        return NewRequest(
            key=f"rehearsal:{next(self._keys)}",
            cycle_id=self.cycle_id,
            round=ask.round,
            inquiry=ask.inquiry,
            party=ask.party,
            kind=ask.kind,
            payload=ask.payload,
            made_by=link if ask.by_link else MADE_BY,
        )

    def _links(self, session: Session, asked: Iterable[Ask]) -> dict[tuple[int, str, str], str]:
        """Return who asks through a link, by round, inquiry and party."""
        mine = select(Invitation.round, Invitation.inquiry, Invitation.party, Invitation.id).where(
            Invitation.cycle_id == self.cycle_id,
            col(Invitation.round).in_({ask.round for ask in asked}),
            col(Invitation.inquiry).in_({ask.inquiry for ask in asked}),
        )
        return {(number, slug, party): f"link:{key}" for number, slug, party, key in session.exec(mine)}


Doing = Callable[[Inbox], tuple[Told, ...]]


@dataclass(frozen=True, slots=True)
class Act:
    """What is done at a UTC instant, and returns whom to tell of it."""

    at: datetime
    do: Doing


def morning_of(day: date) -> datetime:
    """Return the instant at ten o'clock, Danish time, of a local date."""
    return datetime.combine(day, MORNING, COPENHAGEN)


def cycle_of(session: Session, inbox: Inbox) -> Cycle:
    """Return the rehearsed cycle."""
    return session.get_one(Cycle, inbox.cycle_id)


def _told(each: PendingDelivery) -> Told:
    delivery = Delivery(each.number, each.party, each.inquiry)
    first = _addressees(each.cycle_id, each.round, each.party_name, each.inquiry)
    return Told(delivery, (*first, each.cycle_id))


def _addressees(cycle_id: str, round_number: int, party_name: str, slug: str) -> tuple[str, ...]:
    if slug:
        return (inquiry_workflow_id(cycle_id, slug),)
    return (council_workflow_id(cycle_id, round_number, party_name),) if party_name else ()


@cache
def _document(text: str) -> NewDocument:
    return inspect(sheet_of(text), f"{text}.pdf")
