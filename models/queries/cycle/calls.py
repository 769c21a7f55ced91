"""What the office and a council said to each other on the phone."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.tables import Call, Request


@dataclass(frozen=True, slots=True)
class CallLine:
    """A talk on the phone; `received_at` (UTC) is when it was noted, `quiet_until` a local date."""

    number: int
    spoken_with: str
    note: str
    quiet_until: date | None
    received_at: datetime


def calls_of_council(session: Session, *, cycle_id: str, round_number: int, party: str) -> tuple[CallLine, ...]:
    """Return what was said about a council's case in a round, the newest first."""
    mine = (
        select(Call, Request)
        .join(Request, col(Request.id) == Call.request_id)
        .where(Call.cycle_id == cycle_id, Call.round == round_number, Call.party == party)
        .order_by(col(Call.request_id).desc())
    )
    return tuple(_line(call, request) for call, request in session.exec(mine))


def _line(call: Call, request: Request) -> CallLine:
    return CallLine(
        number=call.request_id,
        spoken_with=str(request.payload.get("spoken_with", "")),
        note=str(request.payload.get("note", "")),
        quiet_until=call.quiet_until,
        received_at=request.received_at,
    )
