"""Decisions as recorded, with whether they were checked against the minutes."""

from datetime import datetime

from sqlmodel import Session, col, select

from models.tables import Decision, MinutesCheck
from models.tables.decisions import DecisionFields


class DecisionLine(DecisionFields):
    """A decision, and when (UTC) it was checked against the minutes."""

    id: int
    checked_at: datetime | None = None


def decisions_of_cycle(session: Session, cycle_id: str) -> tuple[DecisionLine, ...]:
    """Return all decisions of a cycle, the newest first."""
    return _lines(session, Decision.cycle_id == cycle_id)


def decisions_of_round(session: Session, cycle_id: str, number: int) -> tuple[DecisionLine, ...]:
    """Return the decisions of one round, the newest first."""
    return _lines(session, Decision.cycle_id == cycle_id, Decision.round == number)


def decision_line(decision: Decision, check: MinutesCheck | None) -> DecisionLine:
    """Return a decision's row and its check's as a line."""
    return DecisionLine(**decision.model_dump(), checked_at=check.checked_at if check else None)


def _lines(session: Session, *is_meant: bool) -> tuple[DecisionLine, ...]:
    query = select(Decision, MinutesCheck).outerjoin(MinutesCheck, col(MinutesCheck.decision_id) == Decision.id)
    rows = session.exec(query.where(*is_meant).order_by(col(Decision.id).desc()))
    return tuple(decision_line(*row) for row in rows)
