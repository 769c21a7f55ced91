"""What a letter tells of the request that caused it: the answer recorded, the refusal, the officer's own words."""

from datetime import date

from sqlmodel import Session, select

from activities.letters.facts.shapes import RecordedAnswer
from models.agreements.cases import standing_of
from models.tables import Decision, Request, RequestResult
from request_types.councils import LetterPayload
from request_types.cycles import ConfirmPayload
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind


def answer_about(session: Session, letter: LetterOrder) -> RecordedAnswer | None:
    """Return the decision that the request was, else the one on which the council stands now."""
    decision = _decision_by(session, letter.request) if letter.request else None
    if decision is None and letter.kind is LetterKind.ROUND_BLOCKED:
        decision = _standing_decision(session, letter)
    if decision is None:
        return None
    return RecordedAnswer(
        outcome=decision.outcome.danish,
        decided_by=decision.decided_by.danish,
        meeting_date=decision.meeting_date,
        agenda_item=decision.agenda_item,
        text=decision.decision_text,
        entry=decision.entry,
        on_behalf=decision.on_behalf,
    )


def refusal_reason(session: Session, letter: LetterOrder) -> str:
    """Return why the request was refused, in Danish; empty where it was not."""
    result = session.get(RequestResult, letter.request) if letter.request else None
    return "" if result is None or result.is_recorded else result.reason


def own_words(session: Session, letter: LetterOrder) -> tuple[str, str]:
    """Return the subject and body that an officer wrote; empty where the letter is not an officer's own."""
    request = session.get(Request, letter.request) if letter.request else None
    if request is None or request.kind is not RequestKind.LETTER:
        return "", ""
    written = LetterPayload.model_validate(request.payload)
    return written.subject, written.body


def confirmed_on(session: Session, letter: LetterOrder) -> date | None:
    """Return the local date on which SSU confirmed the agreement; None where the letter is not about that."""
    request = session.get(Request, letter.request) if letter.request else None
    if request is None or request.kind is not RequestKind.CONFIRM:
        return None
    return ConfirmPayload.model_validate(request.payload).confirmed_on


def _decision_by(session: Session, request: int) -> Decision | None:
    return session.exec(select(Decision).where(Decision.request_id == request)).first()


def _standing_decision(session: Session, letter: LetterOrder) -> Decision | None:
    stands = standing_of(session, cycle_id=letter.cycle_id, round_number=letter.round, party=letter.party)
    return session.get(Decision, stands.decision) if stands.decision else None
