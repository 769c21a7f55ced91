"""The inbox (laws 1 and 2): what is asked of a running cycle is put here, and committed means safe."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models.database import Database
from models.documents import NewDocument, store
from models.once import insert_once
from models.requests import Payload
from models.tables import Request, RequestResult, RoundParty
from workflows.rules.requests import RequestKind


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


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A request and what came of it; `payload` is what was typed, `entry` the register's number for it.

    Instants are UTC. `decided_at` and all after it are None or empty until an activity has decided.
    """

    number: int
    cycle_id: str
    round: int
    party: str
    kind: RequestKind
    payload: dict[str, Any]
    made_by: str
    received_at: datetime
    decided_at: datetime | None = None
    is_recorded: bool = False
    reason: str = ""
    entry: int | None = None

    @property
    def is_decided(self) -> bool:
        """Tell whether the request was recorded or refused."""
        return self.decided_at is not None

    @property
    def word(self) -> str:
        """The word that readers see."""
        if not self.is_decided:
            return "Modtaget"
        return "Registreret" if self.is_recorded else "Afvist"


@dataclass(frozen=True, slots=True)
class PendingDelivery:
    """What the engine must be told of a request: whose it is; `party_name` as in the council's workflow id."""

    number: int
    cycle_id: str
    round: int
    party: str
    party_name: str


def put(
    database: Database,
    *,
    key: str,
    cycle_id: str,
    kind: RequestKind,
    payload: Payload,
    made_by: str,
    at: datetime,
    round: int = 0,  # noqa: A002  # the office's word, as in all messages
    party: str = "",
    documents: tuple[NewDocument, ...] = (),
) -> Receipt:
    """Put a request into the inbox, with the documents that it names; a repeat of its key gives the first receipt.

    `at` is UTC. When this returns, the request is committed.

    Raises:
        KeyReused: the key was used for something else.
        sqlalchemy.exc.IntegrityError: there is no such cycle.
    """
    row = Request(
        key=key,
        cycle_id=cycle_id,
        round=round,
        party=party,
        kind=kind,
        payload=payload.model_dump(mode="json"),
        made_by=made_by,
        received_at=at,
    )
    with database.write() as session:
        for document in documents:
            store(session, document)
        return put_row(session, row)


def put_row(session: Session, row: Request) -> Receipt:
    """Put a request into the inbox in the caller's transaction.

    Raises:
        KeyReused: the key was used for something else.
    """
    is_new = insert_once(session, row)
    known = session.exec(select(Request).where(Request.key == row.key)).one()
    if (known.kind, known.cycle_id, known.party, known.payload) != (
        row.kind,
        row.cycle_id,
        row.party,
        row.payload,
    ):
        raise KeyReused(_number(known))
    return Receipt(_number(known), is_new)


def receipt_state(session: Session, number: int) -> ReceiptView | None:
    """Return a request and what came of it; None where no request has this number."""
    found = session.exec(_with_results().where(Request.id == number)).first()
    return receipt_view(*found) if found else None


def receipts_of_maker(session: Session, made_by: str) -> tuple[ReceiptView, ...]:
    """Return all that one maker ("link:7") has asked, the newest first."""
    rows = session.exec(_with_results().where(Request.made_by == made_by).order_by(col(Request.id).desc()))
    return tuple(receipt_view(*row) for row in rows)


def undecided_of_cycle(session: Session, cycle_id: str) -> tuple[ReceiptView, ...]:
    """Return what was asked of a cycle and is neither recorded nor refused yet, the oldest first."""
    waits = col(RequestResult.request_id).is_(None)
    rows = session.exec(_with_results().where(Request.cycle_id == cycle_id, waits).order_by(col(Request.id)))
    return tuple(receipt_view(*row) for row in rows)


def receipt_view(request: Request, result: RequestResult | None) -> ReceiptView:
    """Return a request's row and its result's as a view."""
    facts: dict[str, Any] = {}
    if result is not None:
        facts = {name: getattr(result, name) for name in ("decided_at", "is_recorded", "reason", "entry")}
    return ReceiptView(
        number=_number(request),
        cycle_id=request.cycle_id,
        round=request.round,
        party=request.party,
        kind=request.kind,
        payload=request.payload,
        made_by=request.made_by,
        received_at=request.received_at,
        **facts,
    )


def unrecorded_delivery(session: Session, number: int) -> PendingDelivery | None:
    """Return what the engine must be told of a request; None where it is decided already, or a start."""
    query = (
        select(Request, RoundParty.name)
        .outerjoin(
            RoundParty,
            (col(RoundParty.cycle_id) == Request.cycle_id)
            & (col(RoundParty.round) == Request.round)
            & (col(RoundParty.code) == Request.party),
        )
        .outerjoin(RequestResult, col(RequestResult.request_id) == Request.id)
        .where(Request.id == number, col(RequestResult.request_id).is_(None), Request.kind != RequestKind.START)
    )
    found = session.exec(query).first()
    if found is None:
        return None
    request, name = found
    party = request.party if request.kind.is_of_a_council else ""
    return PendingDelivery(number, request.cycle_id, request.round, party, (name or "") if party else "")


def _with_results() -> Any:  # the type of a joined select has no name that can be written down
    return select(Request, RequestResult).outerjoin(RequestResult, col(RequestResult.request_id) == Request.id)


def _number(row: Request) -> int:
    if row.id is None:
        raise LookupError("a request has its number from the database")
    return row.id
