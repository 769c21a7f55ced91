"""What lies in the inbox and is not recorded yet: whom the engine must tell of it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import and_, bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.inbox.receipts import number_of
from models.tables import Request, RequestResult, RoundParty
from request_types import request_type
from workflows.rules.requests import RequestKind

_LATER: Final = aliased(Request)
_UNRECORDED: Final = (
    select(Request, RoundParty.name)
    .outerjoin(
        RoundParty,
        (col(RoundParty.cycle_id) == Request.cycle_id)
        & (col(RoundParty.round) == Request.round)
        & (col(RoundParty.code) == Request.party),
    )
    .outerjoin(RequestResult, col(RequestResult.request_id) == Request.id)
    .where(
        col(RequestResult.request_id).is_(None),
        Request.kind != RequestKind.START,
    )
    .order_by(col(Request.id))
)
_OF_THESE: Final = _UNRECORDED.where(col(Request.id).in_(bindparam("numbers", expanding=True)))
_UP_TO_ONE: Final = _UNRECORDED.join(
    _LATER,
    and_(
        col(_LATER.id) == bindparam("number"),
        col(_LATER.id) >= col(Request.id),
        col(_LATER.cycle_id) == col(Request.cycle_id),
        col(_LATER.party) == col(Request.party),
        col(_LATER.inquiry) == col(Request.inquiry),
    ),
)


@dataclass(frozen=True, slots=True)
class PendingDelivery:
    """What the engine must be told of a request: whose it is.

    `party_name` is the council's as in its workflow's id, `inquiry` the slug of the inquiry that it belongs to.
    """

    number: int
    cycle_id: str
    round: int
    party: str
    party_name: str
    inquiry: str = ""


def unrecorded_up_to(session: Session, number: int) -> tuple[PendingDelivery, ...]:
    """Return what the engine must be told so that a request is recorded after what came before it.

    That is the request itself, unless it is decided or a start, and what the same council or addressee (or the
    office, of the cycle as a whole) asked earlier and is not decided yet; the oldest first.
    """
    found = session.exec(_UP_TO_ONE, params={"number": number}).all()
    return tuple(_delivery(request, name) for request, name in found)


def unrecorded_deliveries(session: Session, numbers: Collection[int]) -> tuple[PendingDelivery, ...]:
    """Return what the engine must be told of those requests that are not decided yet, the oldest first."""
    found = session.exec(_OF_THESE, params={"numbers": numbers}).all() if numbers else ()
    return tuple(_delivery(request, name) for request, name in found)


def _delivery(request: Request, name: str | None) -> PendingDelivery:
    asked = request_type(request.kind)
    return PendingDelivery(
        number_of(request),
        request.cycle_id,
        request.round,
        request.party if asked.is_of_a_council or asked.is_of_an_inquiry else "",
        party_name=(name or "") if asked.is_of_a_council else "",
        inquiry=request.inquiry,
    )
