"""What was found of decisions after they were reported: protests of councils, rulings of the secretariat."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.tables import CaseFact, FactKind, Request, RequestResult


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A ruling or a protest about a decision; `entry` is its number in the register, `recorded_at` UTC.

    `counts` is what was ruled; None tells that it is a protest.
    """

    party: str
    decision: int
    counts: bool | None
    reason: str
    entry: int | None
    recorded_at: datetime


def findings_of_round(session: Session, cycle_id: str, number: int) -> tuple[FindingLine, ...]:
    """Return the rulings and protests of a round in the order in which they were recorded."""
    query = (
        select(CaseFact, Request, RequestResult)
        .join(Request, col(Request.id) == CaseFact.request_id)
        .join(RequestResult, col(RequestResult.request_id) == CaseFact.request_id)
        .where(CaseFact.cycle_id == cycle_id, CaseFact.round == number)
        .where(col(CaseFact.kind).in_((FactKind.RULED, FactKind.PROTESTED)))
        .order_by(col(CaseFact.id))
    )
    return tuple(_line(*row) for row in session.exec(query))


def _line(fact: CaseFact, request: Request, result: RequestResult) -> FindingLine:
    return FindingLine(
        party=fact.party,
        decision=fact.decision_id or 0,
        counts=fact.counts,
        reason=str(request.payload.get("reason") or ""),
        entry=result.entry,
        recorded_at=result.decided_at,
    )
