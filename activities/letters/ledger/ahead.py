"""Reads ahead what a letter is about: in one statement, what the session would else read one by one."""

from typing import Final

from sqlalchemy import and_, bindparam, func, select
from sqlmodel import Session, col

from models.tables import Body, Contact, Cycle, Inquiry, InquiryParty, Letter, Round, RoundParty
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterState

_LETTER: Final = col(Letter.key) == bindparam("letter")
_CYCLE: Final = col(Cycle.id) == bindparam("cycle")
_ASKED_IN_INQUIRY: Final = and_(
    col(InquiryParty.cycle_id) == Inquiry.cycle_id,
    col(InquiryParty.slug) == Inquiry.slug,
    col(InquiryParty.code) == bindparam("party"),
)
_ASKED_IN_ROUND: Final = and_(
    col(RoundParty.cycle_id) == Round.cycle_id,
    col(RoundParty.round) == Round.number,
    col(RoundParty.code) == bindparam("party"),
)
_OF_INQUIRY: Final = (
    select(col(Letter.state), Cycle, Inquiry, InquiryParty, Body, Contact)
    .select_from(Cycle)
    .outerjoin(Letter, _LETTER)
    .join(Inquiry, and_(col(Inquiry.cycle_id) == Cycle.id, col(Inquiry.slug) == bindparam("inquiry")))
    .outerjoin(InquiryParty, _ASKED_IN_INQUIRY)
    .outerjoin(Body, col(Body.code) == func.coalesce(InquiryParty.body_code, bindparam("party")))
    .outerjoin(Contact, col(Contact.body_code) == Body.code)
    .where(_CYCLE)
)
_OF_ROUND: Final = (
    select(col(Letter.state), Cycle, Round, RoundParty, Body, Contact)
    .select_from(Cycle)
    .outerjoin(Letter, _LETTER)
    .join(Round, and_(col(Round.cycle_id) == Cycle.id, col(Round.number) == bindparam("round")))
    .outerjoin(RoundParty, _ASKED_IN_ROUND)
    .outerjoin(Body, col(Body.code) == func.coalesce(RoundParty.body_code, bindparam("party")))
    .outerjoin(Contact, col(Contact.body_code) == Body.code)
    .where(_CYCLE)
)
_OF_CYCLE: Final = select(col(Letter.state), Cycle).select_from(Cycle).outerjoin(Letter, _LETTER).where(_CYCLE)


def read_ahead(session: Session, letter: LetterOrder) -> LetterState | None:
    """Return where a letter is, None where it was not taken down yet.

    The session has at hand then its cycle, its inquiry or round, whom it concerns there, and their contact.
    """
    asked = {"letter": letter.key, "cycle": letter.cycle_id, "party": letter.party}
    if letter.inquiry:
        found = session.execute(_OF_INQUIRY, asked | {"inquiry": letter.inquiry}).first()
    elif letter.round:
        found = session.execute(_OF_ROUND, asked | {"round": letter.round}).first()
    else:
        found = session.execute(_OF_CYCLE, asked).first()
    return found.state if found else None
