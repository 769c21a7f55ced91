"""What the cycle does next when a request is granted: whom it then asks, as far as that is certain."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from activities.recording.closing import close_inquiry
from activities.recording.inquiries import open_inquiry
from activities.recording.rounds import open_round
from models.kinds import kind_of
from models.tables import Cycle, Inquiry, Request, Round, RoundState
from workflows.contracts.inquiries import InquiryRef
from workflows.contracts.letters import LetterOrder
from workflows.contracts.requests import Recorded
from workflows.contracts.rounds import RoundRef
from workflows.rules.course.phases import Phase
from workflows.rules.course.transitions import following, phase_ended_by
from workflows.rules.inquiries import InquiryKind, inquiry_slug
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind


def letters_after(session: Session, recorded: Recorded, cycle_id: str, *, at: datetime) -> tuple[LetterOrder, ...]:
    """Return the letters of the step that follows a granted request; the step is taken in this transaction."""
    if recorded.kind is RequestKind.CLOSE_INQUIRY:
        return _of_an_end(session, recorded, at)
    match _next_phase(session, recorded, cycle_id):
        case Phase.HEARING:
            return _of_a_hearing(session, cycle_id, at)
        case Phase.APPROVAL:
            return _of_a_round(session, cycle_id, at)
    return ()


def _next_phase(session: Session, recorded: Recorded, cycle_id: str) -> Phase | None:
    cycle = session.get_one(Cycle, cycle_id)
    if ended := phase_ended_by(recorded.kind):
        return following(ended, kind_of(cycle.definition).phases)
    is_new_text = recorded.kind is RequestKind.VERSION and not recorded.is_editorial
    has_fallen = _newest_state(session, cycle_id) is RoundState.FALLEN
    return Phase.APPROVAL if is_new_text and has_fallen and cycle.phase is Phase.APPROVAL else None


def _of_a_hearing(session: Session, cycle_id: str, at: datetime) -> tuple[LetterOrder, ...]:
    held = select(func.count()).where(Inquiry.cycle_id == cycle_id, Inquiry.kind == InquiryKind.HEARING)
    slug = inquiry_slug(InquiryKind.HEARING, session.exec(held).one() + 1)
    return open_inquiry(session, InquiryRef(cycle_id, slug, InquiryKind.HEARING), at=at).letters


def _of_a_round(session: Session, cycle_id: str, at: datetime) -> tuple[LetterOrder, ...]:
    held = session.exec(select(func.max(Round.number)).where(Round.cycle_id == cycle_id)).one() or 0
    opened = open_round(session, RoundRef(cycle_id, held + 1), at=at)
    asked = (each.party for each in opened.parties if each.party.stage == opened.stage)
    return tuple(
        LetterOrder(LetterKind.REQUEST, cycle_id, round=opened.number, party=party.code) for party in asked
    )


def _of_an_end(session: Session, recorded: Recorded, at: datetime) -> tuple[LetterOrder, ...]:
    request = session.get_one(Request, recorded.request)
    inquiry = session.get_one(Inquiry, (request.cycle_id, request.inquiry))
    return close_inquiry(session, InquiryRef(inquiry.cycle_id, inquiry.slug, inquiry.kind), at=at).letters


def _newest_state(session: Session, cycle_id: str) -> RoundState | None:
    newest = select(Round).where(Round.cycle_id == cycle_id).order_by(col(Round.number).desc()).limit(1)
    found = session.exec(newest).first()
    return found.state if found else None
