"""A receipt as a document for the council's own journal: what was told, when, and what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final, Protocol

from sqlmodel import Session

from api.documents.pdf import Block, Document, Facts, Heading, Notice, Quote, Text, typeset
from api.documents.proof import EXAMPLE, register_blocks
from api.pages import moment
from models.directory import ContactFacts
from models.inbox.receipts import ReceiptView
from models.queries.documents.register_end import RegisterEnd, entry_hashes, register_end

LONGEST_FACT: Final = 120


class Case(Protocol):
    """What a receipt tells of the case that it belongs to."""

    @property
    def title(self) -> str:
        """The agreement."""
        ...

    @property
    def authority(self) -> str:
        """Whose receipt it is: "Læsø Kommune"."""
        ...

    @property
    def is_example(self) -> bool:
        """Whether nothing of it is real."""
        ...

    @property
    def secretariat(self) -> ContactFacts | None:
        """Whom to ask."""
        ...


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt; `reported` are labels and values, `entry_hash` its entry's in the register, empty until then."""

    view: ReceiptView
    case: Case
    reported: Sequence[tuple[str, str]]
    entry_hash: str
    end: RegisterEnd


def receipt_of(session: Session, view: ReceiptView, case: Case, reported: Sequence[tuple[str, str]]) -> Receipt:
    """Return a receipt with what the register says of it."""
    hashes = entry_hashes(session, [view.entry] if view.entry else [])
    return Receipt(view, case, reported, hashes.get(view.entry or 0, ""), register_end(session))


def receipt_document(receipt: Receipt, *, at: datetime) -> bytes:
    """Return a receipt as PDF, made at `at` (UTC)."""
    view, case = receipt.view, receipt.case
    document = Document(
        title=f"Kvittering nr. {view.number}",
        subtitle=f"{case.authority}: {view.label} om {case.title}",
        author="Aftalehjulet",
        foot=f"{case.authority} · kvittering nr. {view.number} · dannet {moment(at)}",
        at=at,
        blocks=tuple(_blocks(receipt, at)),
    )
    return typeset(document)


def _blocks(receipt: Receipt, at: datetime) -> Iterator[Block]:
    if receipt.case.is_example:
        yield Notice(EXAMPLE)
    yield Facts(tuple(_facts(receipt, at)))
    yield Heading("Det har vi registreret" if receipt.view.is_recorded else "Det sendte I")
    for are_long, group in groupby(receipt.reported, key=_is_long):
        lines = tuple(group)
        yield from (Quote(*line) for line in lines) if are_long else (Facts(lines),)
    if not receipt.view.is_decided:
        yield Text("Kvittering for registreringen følger. Det, I har sendt, er gemt og går ikke tabt.")
    yield from register_blocks(receipt.end)


def _facts(receipt: Receipt, at: datetime) -> Iterator[tuple[str, str]]:
    view, office = receipt.view, receipt.case.secretariat
    yield "Modtaget", moment(view.received_at)
    if view.decided_at:
        yield view.word, moment(view.decided_at)
    if view.reason:
        yield "Grunden", view.reason
    if view.entry:
        yield "I registeret", f"nr. {view.entry}"
        yield "Postens SHA-256", receipt.entry_hash
    if office:
        phone = f", tlf. {office.phone}" if office.phone else ""
        yield "Spørgsmål", f"{office.name or office.body_name}{phone}, {office.mailbox}"
    yield "Dannet", moment(at)


def _is_long(line: tuple[str, str]) -> bool:
    return len(line[1]) > LONGEST_FACT
