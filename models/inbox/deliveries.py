"""The sweep's notes: which requests wait to be recorded, and when the engine is told of them again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import Session, col, select

from models.tables import DeskTask, Request, RequestDelivery, RequestResult, TaskKind
from workflows.rules.requests import RequestKind

FIRST_PAUSE: Final = timedelta(seconds=15)
LONGEST_PAUSE: Final = timedelta(hours=1)
AT_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """A request without a result."""

    number: int
    kind: RequestKind
    cycle_id: str


def waiting_requests(session: Session, *, now: datetime, is_first_sweep: bool) -> list[WaitingRequest]:
    """Return the requests that are due at `now` (UTC): all that wait at the first sweep, then by their pauses.

    A new one is due when the web process has had fifteen seconds to tell the engine itself.
    """
    query = (
        select(Request)
        .join(RequestDelivery, col(RequestDelivery.request_id) == Request.id, isouter=True)
        .where(~exists().where(col(RequestResult.request_id) == Request.id))
        .order_by(col(Request.id))
        .limit(AT_MOST)
    )
    rows = session.exec(query if is_first_sweep else query.where(_is_due(now)))
    return [WaitingRequest(row.id, row.kind, row.cycle_id) for row in rows if row.id is not None]


def note_try(session: Session, number: int, *, now: datetime) -> int:
    """Note that the engine was told of a request; return how often it was. The pause doubles, up to an hour."""
    delivery = session.get(RequestDelivery, number) or RequestDelivery(request_id=number, next_try_at=now)
    delivery.tries += 1
    delivery.next_try_at = now + min(FIRST_PAUSE * 2 ** min(delivery.tries, 12), LONGEST_PAUSE)
    session.add(delivery)
    return delivery.tries


def alert(session: Session, request: WaitingRequest, *, now: datetime) -> None:
    """Lay a request that will not be recorded on the desk, once."""
    key = f"stuck/{request.number}"
    if session.exec(select(DeskTask.id).where(DeskTask.key == key)).first() is None:
        session.add(DeskTask(key=key, kind=TaskKind.STUCK, cycle_id=request.cycle_id, opened_at=now))


def _is_due(now: datetime) -> ColumnElement[bool]:
    is_untold = col(RequestDelivery.request_id).is_(None)
    return or_(
        and_(is_untold, col(Request.received_at) <= now - FIRST_PAUSE),
        col(RequestDelivery.next_try_at) <= now,
    )
