"""What may happen in the scene's round: requests, refusals, answers, as real rows."""

from datetime import date
from typing import Any
from uuid import uuid4

from sqlmodel import Session

from models.register import append
from models.store.database import Database
from models.tables import CaseFact, Decision, FactKind, Request, RequestResult
from tests.activities.scene import CYCLE, LAESOE, NOW
from workflows.rules.council.outcomes import DecidedBy, Outcome
from workflows.rules.requests import RequestKind


def ask(
    session: Session, kind: RequestKind, payload: dict[str, Any], *, party: str = LAESOE, inquiry: str = ""
) -> int:
    """Put a request into the inbox and return its number."""
    request = Request(
        key=uuid4().hex,
        cycle_id=CYCLE,
        round=0 if inquiry else 1,
        inquiry=inquiry,
        party=party,
        kind=kind,
        payload=payload,
        made_by="link:1",
        received_at=NOW,
    )
    session.add(request)
    session.flush()
    assert request.id is not None
    return request.id


def refuse(database: Database, reason: str) -> int:
    """Let a request be refused and return its number."""
    with database.write() as session:
        number = ask(session, RequestKind.ANSWER, {})
        session.add(result(number, reason=reason))
    return number


def answer(
    database: Database,
    outcome: Outcome = Outcome.APPROVED,
    text: str = "Indstillingen blev godkendt.",
    *,
    party: str = LAESOE,
) -> int:
    """Record a council's answer and return its request's number."""
    with database.write_in_turn() as session:
        number = ask(session, RequestKind.ANSWER, {}, party=party)
        entry = append(session, kind="answer", cycle_id=CYCLE, facts={}, texts={"text": text}, at=NOW)
        decision = Decision(
            request_id=number,
            cycle_id=CYCLE,
            round=1,
            party=party,
            version=1,
            outcome=outcome,
            reported_outcome=outcome,
            decided_by=DecidedBy.COUNCIL,
            meeting_date=date(2027, 10, 30),
            agenda_item="7",
            decision_text=text,
            reported_by="Kansli",
            entry=entry.seq,
            recorded_at=NOW,
        )
        session.add(decision)
        session.flush()
        fact = CaseFact(
            cycle_id=CYCLE,
            round=1,
            party=party,
            kind=FactKind.ANSWERED,
            request_id=number,
            decision_id=decision.id,
            recorded_on=NOW.date(),
        )
        session.add_all([fact, result(number)])
    return number


def result(number: int, *, reason: str = "") -> RequestResult:
    """Return what came of a request: recorded, or refused with the reason."""
    return RequestResult(request_id=number, is_recorded=not reason, reason=reason, outcome={}, decided_at=NOW)
