"""The inbox: what is asked of a running cycle is put here, and committed means safe."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import Session, select

from models.agreements.documents import NewDocument, store
from models.inbox.receipts import number_of
from models.store.database import Database
from models.store.insert_or_ignore import insert_or_ignore
from models.tables import Request
from request_types import Payload
from workflows.rules.requests import RequestKind

_KNOWN: Final = select(Request).where(Request.key == bindparam("its_key"))


class KeyReused(ValueError):
    """The key was used before, for something else; `number` is that request's receipt."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt of a request; `is_new` is False where it lay in the inbox already."""

    number: int
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """A request that is about to be submitted; `key` makes a repeat harmless."""

    key: str
    cycle_id: str
    kind: RequestKind
    payload: Payload
    made_by: str
    round: int = 0
    party: str = ""
    inquiry: str = ""


def submit(
    database: Database, new: NewRequest, *, at: datetime, documents: tuple[NewDocument, ...] = ()
) -> Receipt:
    """Put a request into the inbox, with the documents that it names; a repeat of its key gives the first receipt.

    `at` is UTC. When this returns, the request is committed.

    Raises:
        KeyReused: the key was used for something else.
        sqlalchemy.exc.IntegrityError: there is no such cycle.
    """
    with database.write() as session:
        for document in documents:
            store(session, document, at=at)
        return submit_within(session, new, at=at)


def submit_within(session: Session, new: NewRequest, *, at: datetime) -> Receipt:
    """Put a request into the inbox in the caller's transaction; `at` is UTC.

    Raises:
        KeyReused: the key was used for something else.
    """
    row = _row(new, at)
    if insert_or_ignore(session, row):
        return Receipt(number_of(row), is_new=True)
    known = session.exec(_KNOWN, params={"its_key": row.key}).one()
    if _said(known) != _said(row):
        raise KeyReused(number_of(known))
    return Receipt(number_of(known), is_new=False)


def _row(new: NewRequest, at: datetime) -> Request:
    return Request(
        key=new.key,
        cycle_id=new.cycle_id,
        round=new.round,
        inquiry=new.inquiry,
        party=new.party,
        kind=new.kind,
        payload=new.payload.model_dump(mode="json"),
        made_by=new.made_by,
        received_at=at,
    )


def _said(row: Request) -> tuple[object, ...]:
    return row.kind, row.cycle_id, row.inquiry, row.party, row.payload
