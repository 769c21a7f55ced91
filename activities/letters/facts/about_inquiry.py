"""What a letter tells of its inquiry: what is asked, who has answered, what was answered."""

from sqlmodel import Session, col, func, select

from activities.letters.facts.inquiry_shapes import InquiryFacts, InquiryReply
from models.tables import HearingAnswer, Inquiry, InquiryParty, Request, RequestResult, StatusReport
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterKind

_BY_LINK = "link:"


def inquiry_facts(session: Session, letter: LetterOrder, inquiry: Inquiry) -> InquiryFacts:
    """Return the inquiry, and the answer that the letter is about, where it is about one."""
    everybody = (
        select(InquiryParty)
        .where(InquiryParty.cycle_id == inquiry.cycle_id, InquiryParty.slug == inquiry.slug)
        .order_by(col(InquiryParty.position))
    )
    parties = session.exec(everybody).all() if letter.kind is LetterKind.INQUIRY_CLOSED else []
    return InquiryFacts(
        kind=inquiry.kind,
        is_closed=inquiry.closed_at is not None,
        asked=len(parties),
        silent=tuple(party.title for party in parties if party.answered_by is None),
        reply=_reply(session, letter),
    )


def _reply(session: Session, letter: LetterOrder) -> InquiryReply | None:
    request = session.get(Request, letter.request) if letter.request else None
    if request is None:
        return None
    heard = session.exec(select(HearingAnswer).where(HearingAnswer.request_id == request.id)).first()
    result = session.get(RequestResult, request.id)
    told = select(func.count()).select_from(StatusReport).where(StatusReport.request_id == request.id)
    return InquiryReply(
        entry=heard.entry if heard else (result.entry if result else None),
        spoken_for_by=_spokesman(session, letter, request),
        by_office=not request.made_by.startswith(_BY_LINK),
        is_late=heard.is_late if heard else False,
        text=heard.text if heard else "",
        has_file=bool(heard and heard.sha256),
        has_remarks=heard.has_remarks if heard else True,
        initiatives=session.exec(told).one(),
    )


def _spokesman(session: Session, letter: LetterOrder, request: Request) -> str:
    if request.party == letter.party:
        return ""
    party = session.get(InquiryParty, (letter.cycle_id, letter.inquiry, request.party))
    return party.title if party else ""
