"""Decisions as recorded, with whether they were checked against the minutes."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.tables import Decision, MinutesCheck
from workflows.rules.outcomes import DecidedBy, Outcome


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision; dates are local, instants UTC. `entry` is its number in the register."""

    id: int
    round: int
    party: str
    version: int
    outcome: Outcome
    reported_outcome: Outcome
    decided_by: DecidedBy
    meeting_date: date
    agenda_item: str
    case_number: str
    decision_text: str
    remarks: str
    next_meeting_date: date | None
    minutes_url: str
    minutes_sha256: str | None
    is_closed_item: bool
    corrects: int | None
    reported_by: str
    on_behalf: bool
    is_late: bool
    entry: int
    recorded_at: datetime
    checked_at: datetime | None


def decisions_of_cycle(session: Session, cycle_id: str) -> tuple[DecisionLine, ...]:
    """Return all decisions of a cycle, the newest first."""
    return _lines(session, Decision.cycle_id == cycle_id)


def decisions_of_round(session: Session, cycle_id: str, number: int) -> tuple[DecisionLine, ...]:
    """Return the decisions of one round, the newest first."""
    return _lines(session, Decision.cycle_id == cycle_id, Decision.round == number)


def decision_line(decision: Decision, check: MinutesCheck | None) -> DecisionLine:
    """Return a decision's row and its check's as a line."""
    fields = {name: getattr(decision, name) for name in DecisionLine.__slots__ if name != "checked_at"}
    return DecisionLine(**fields, checked_at=check.checked_at if check else None)


def _lines(session: Session, *is_meant: bool) -> tuple[DecisionLine, ...]:
    query = select(Decision, MinutesCheck).outerjoin(MinutesCheck, col(MinutesCheck.decision_id) == Decision.id)
    rows = session.exec(query.where(*is_meant).order_by(col(Decision.id).desc()))
    return tuple(decision_line(*row) for row in rows)
