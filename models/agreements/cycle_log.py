"""What is known of a cycle's way: when it entered its phase, what was granted since, what follows it."""

import json
from datetime import datetime

from sqlmodel import Session, col, func, select

from models.tables import AuthorityEvent, Cycle, RegisterEntry, Request, RequestResult
from workflows.rules.course.phases import GIVEN_UP, Phase
from workflows.rules.requests import RequestKind


def phase_entry(session: Session, cycle_id: str) -> int:
    """Return the number of the entry by which the cycle entered its phase; 0 where it began in it."""
    entered = select(func.max(col(RegisterEntry.seq))).where(
        RegisterEntry.cycle_id == cycle_id, RegisterEntry.kind == "phase"
    )
    return session.exec(entered).one() or 0


def entered_at(session: Session, cycle: Cycle) -> datetime:
    """Return the instant (UTC) at which the cycle entered its phase, or was created in it."""
    entry = session.get(RegisterEntry, phase_entry(session, cycle.id))
    return entry.recorded_at if entry else cycle.created_at


def phases_entered(session: Session, cycle: Cycle) -> list[tuple[Phase, datetime]]:
    """Return the phases that the cycle was in, in order, with the instants (UTC) at which it entered them."""
    entered = select(RegisterEntry).where(RegisterEntry.cycle_id == cycle.id, RegisterEntry.kind == "phase")
    told = session.exec(entered.order_by(col(RegisterEntry.seq))).all()
    steps = [(Phase(json.loads(entry.canonical)["facts"]["new_phase"]), entry.recorded_at) for entry in told]
    return [(cycle.start_phase, cycle.created_at), *steps]


def granted_entry(session: Session, cycle_id: str, *kinds: RequestKind) -> int:
    """Return the number of the newest entry that such requests got in the register, 0 if there is none."""
    granted = (
        select(func.max(col(RequestResult.entry)))
        .join(Request, col(Request.id) == RequestResult.request_id)
        .where(Request.cycle_id == cycle_id, col(Request.kind).in_(kinds), RequestResult.is_recorded)
    )
    return session.exec(granted).one() or 0


def is_granted_in_phase(session: Session, cycle_id: str, kind: RequestKind) -> bool:
    """Tell whether such a request was granted since the cycle entered its phase."""
    return granted_entry(session, cycle_id, kind) > phase_entry(session, cycle_id)


def is_given_up(session: Session, cycle_id: str) -> bool:
    """Tell whether the cycle was cancelled or lapsed, though it may still be on its way to that phase."""
    return granted_entry(session, cycle_id, RequestKind.CANCEL, RequestKind.LAPSE) > 0


def correspondence(session: Session, cycle: Cycle) -> list[AuthorityEvent]:
    """Return the steps between the parties and the authority in order; of this sending, while it goes on."""
    mine = select(AuthorityEvent).where(AuthorityEvent.cycle_id == cycle.id)
    if cycle.phase is Phase.SUBMISSION:
        mine = mine.where(col(AuthorityEvent.recorded_at) >= entered_at(session, cycle))
    return list(session.exec(mine.order_by(col(AuthorityEvent.id))))


def successor_id(session: Session, cycle_id: str) -> str | None:
    """Return the id of the cycle that follows; None where there is none that was not given up."""
    mine = select(Cycle.id).where(Cycle.predecessor_id == cycle_id)
    return session.exec(mine.where(col(Cycle.phase).not_in(GIVEN_UP))).first()
