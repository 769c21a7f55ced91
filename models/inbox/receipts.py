"""Receipts: what was asked, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlmodel import Session, col, select

from models.tables import Request, RequestResult
from request_types import Payload, request_type
from workflows.rules.requests import RequestKind


class RequestState(StrEnum):
    """What has become of a request."""

    RECEIVED = "received"
    RECORDED = "recorded"
    REFUSED = "refused"

    @property
    def danish(self) -> str:
        """The word that readers see."""
        return _DANISH[self]


_DANISH: Final = {
    RequestState.RECEIVED: "Modtaget",
    RequestState.RECORDED: "Registreret",
    RequestState.REFUSED: "Afvist",
}


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A request and what came of it; `payload` is what was typed, `entry` the register's number for it.

    Instants are UTC. `decided_at` and all after it are None or empty until an activity has decided.
    """

    number: int
    cycle_id: str
    round: int
    inquiry: str
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
    def label(self) -> str:
        """What Danes call what was asked."""
        return request_type(self.kind).label

    @property
    def is_decided(self) -> bool:
        """Tell whether the request was recorded or refused."""
        return self.decided_at is not None

    @property
    def state(self) -> RequestState:
        """What has become of it."""
        if not self.is_decided:
            return RequestState.RECEIVED
        return RequestState.RECORDED if self.is_recorded else RequestState.REFUSED

    @property
    def word(self) -> str:
        """The word that readers see."""
        return self.state.danish

    def is_repeated_by(
        self, kind: RequestKind, cycle_id: str, party: str, payload: Payload, *, inquiry: str = ""
    ) -> bool:
        """Tell whether somebody who asks this says what was asked here."""
        said = (kind, cycle_id, inquiry, party, payload.model_dump(mode="json"))
        return (self.kind, self.cycle_id, self.inquiry, self.party, self.payload) == said


def receipt_of_key(session: Session, key: str) -> ReceiptView | None:
    """Return the request that was put into the inbox under this key; None where none was."""
    found = session.exec(_with_results().where(Request.key == key)).first()
    return receipt_view(*found) if found else None


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


def undecided_of_staff(session: Session) -> tuple[ReceiptView, ...]:
    """Return what the office has asked and is neither recorded nor refused yet, the oldest first."""
    waits = col(RequestResult.request_id).is_(None)
    by_staff = col(Request.made_by).startswith("staff:")
    rows = session.exec(_with_results().where(waits, by_staff).order_by(col(Request.id)))
    return tuple(receipt_view(*row) for row in rows)


def receipt_view(request: Request, result: RequestResult | None) -> ReceiptView:
    """Return a request's row and its result's as a view."""
    facts: dict[str, Any] = {}
    if result is not None:
        facts = {name: getattr(result, name) for name in ("decided_at", "is_recorded", "reason", "entry")}
    return ReceiptView(
        number=number_of(request),
        cycle_id=request.cycle_id,
        round=request.round,
        inquiry=request.inquiry,
        party=request.party,
        kind=request.kind,
        payload=request.payload,
        made_by=request.made_by,
        received_at=request.received_at,
        **facts,
    )


def number_of(row: Request) -> int:
    """Return a request's receipt number.

    Raises:
        LookupError: the row is not in the database yet.
    """
    if row.id is None:
        raise LookupError("a request has its number from the database")
    return row.id


def _with_results() -> Any:  # the type of a joined select has no name that can be written down
    return select(Request, RequestResult).outerjoin(RequestResult, col(RequestResult.request_id) == Request.id)
