"""Reads ahead what a letter is about: in one statement, what the session would else read one by one."""

from typing import Final

from sqlalchemy import and_, bindparam, select
from sqlmodel import Session, col

from models.letters.identity import LetterIdentity
from models.tables import Body, Contact, Cycle, Inquiry, InquiryParty, Round, RoundParty

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
    select(Cycle, Inquiry, InquiryParty, Body, Contact)
    .join(Inquiry, and_(col(Inquiry.cycle_id) == Cycle.id, col(Inquiry.slug) == bindparam("inquiry")))
    .outerjoin(InquiryParty, _ASKED_IN_INQUIRY)
    .outerjoin(Body, col(Body.code) == InquiryParty.body_code)
    .outerjoin(Contact, col(Contact.body_code) == Body.code)
    .where(_CYCLE)
)
_OF_ROUND: Final = (
    select(Cycle, Round, RoundParty, Body, Contact)
    .join(Round, and_(col(Round.cycle_id) == Cycle.id, col(Round.number) == bindparam("round")))
    .outerjoin(RoundParty, _ASKED_IN_ROUND)
    .outerjoin(Body, col(Body.code) == RoundParty.body_code)
    .outerjoin(Contact, col(Contact.body_code) == Body.code)
    .where(_CYCLE)
)


def read_ahead(session: Session, letter: LetterIdentity) -> None:
    """Let a session that keeps what it reads have the letter's inquiry or round, its party and their contact."""
    asked = {"cycle": letter.cycle_id, "party": letter.party}
    if letter.inquiry:
        session.execute(_OF_INQUIRY, asked | {"inquiry": letter.inquiry}).all()
    elif letter.round:
        session.execute(_OF_ROUND, asked | {"round": letter.round}).all()
