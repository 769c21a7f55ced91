"""The script of a rehearsal: what will be done, under numbers, and the inbox into which it is put."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from itertools import count
from typing import Final

from docx import Document as WordDocument
from sqlalchemy import bindparam
from sqlmodel import Session, select

from models.database import Database
from models.documents import NewDocument, inspect
from models.inbox import put, unrecorded_delivery
from models.requests import Payload
from models.tables import Cycle, Invitation
from models.versions import NewVersion, add_version, part_titles
from models.working_calendar import COPENHAGEN
from workflows.contracts.requests import Delivery
from workflows.naming import council_workflow_id, inquiry_workflow_id
from workflows.rehearsal.contracts import Told
from workflows.rules.requests import RequestKind

MADE_BY: Final = "token:rehearsal"
MORNING: Final = time(10)
SOMEBODY: Final = "Tænkt sagsbehandler"
_INVITATION: Final = select(Invitation.id).where(
    Invitation.cycle_id == bindparam("cycle"),
    Invitation.round == bindparam("round"),
    Invitation.inquiry == bindparam("inquiry"),
    Invitation.party == bindparam("party"),
)


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
    """The inbox of one rehearsed cycle; it knows which requests came of an act."""

    def __init__(self, database: Database, cycle_id: str, clock: Callable[[], datetime]) -> None:
        self.database = database
        self.cycle_id = cycle_id
        self._clock = clock
        self._keys = count(1)
        self._received: list[int] = []

    def ask(self, asks: Iterable[Ask]) -> None:
        """Put requests into the inbox."""
        for ask in asks:
            receipt = put(
                self.database,
                key=f"rehearsal:{next(self._keys)}",
                cycle_id=self.cycle_id,
                kind=ask.kind,
                payload=ask.payload,
                made_by=self._maker(ask),
                at=self._clock(),
                round=ask.round,
                party=ask.party,
                inquiry=ask.inquiry,
            )
            self._received.append(receipt.number)

    def publish(self, label: str) -> None:
        """Publish a version of the text, with all parts that its kind has."""
        with self.database.read() as session:
            titles = part_titles(session, self.cycle_id) or ("aftale",)
        first, *parts = (_document(f"{label}: {title}") for title in titles)
        version = add_version(
            self.database,
            self.cycle_id,
            NewVersion(label=label),
            first,
            made_by=MADE_BY,
            at=self._clock(),
            parts=tuple(parts),
        )
        self._received.append(version.receipt.number)

    def told(self) -> tuple[Told, ...]:
        """Return the requests received since last time, and whom to tell."""
        received, self._received = self._received, []
        with self.database.read() as session:
            pending = [unrecorded_delivery(session, number) for number in received]
        return tuple(
            Told(
                Delivery(each.number, each.party, each.inquiry),
                (*_addressees(each.cycle_id, each.round, each.party_name, each.inquiry), each.cycle_id),
            )
            for each in pending
            if each
        )

    def _maker(self, ask: Ask) -> str:
        if not ask.by_link:
            return MADE_BY
        asked = {"cycle": self.cycle_id, "round": ask.round, "inquiry": ask.inquiry, "party": ask.party}
        with self.database.read() as session:
            invitation = session.exec(_INVITATION, params=asked).first()
        return f"link:{invitation}" if invitation else MADE_BY


Doing = Callable[[Inbox], None]


@dataclass(frozen=True, slots=True)
class Act:
    """What is done at a UTC instant."""

    at: datetime
    do: Doing


def morning_of(day: date) -> datetime:
    """Return the instant at ten o'clock, Danish time, of a local date."""
    return datetime.combine(day, MORNING, COPENHAGEN)


def cycle_of(session: Session, inbox: Inbox) -> Cycle:
    """Return the rehearsed cycle."""
    return session.get_one(Cycle, inbox.cycle_id)


def _addressees(cycle_id: str, round_number: int, party_name: str, slug: str) -> tuple[str, ...]:
    if slug:
        return (inquiry_workflow_id(cycle_id, slug),)
    return (council_workflow_id(cycle_id, round_number, party_name),) if party_name else ()


@cache
def _document(text: str) -> NewDocument:
    content = BytesIO()
    document = WordDocument()
    document.add_paragraph(text)
    document.save(content)
    return inspect(content.getvalue(), f"{text}.docx")
