"""Whether a letter came too late: the party has answered meanwhile, or nothing is asked any more."""

from typing import Final

from sqlalchemy import exists
from sqlmodel import Session, col, select

from activities.letters.ledger.due import is_done
from models.agreements.cases import standing_of
from models.tables import Inquiry, InquiryParty, Request, RequestResult, Round, RoundParty, RoundState
from request_types import CATALOGUE
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterKind

_ANSWERS: Final = [kind for kind, asked in CATALOGUE.items() if asked.is_told_by_link]
_STILL_ASKING: Final = frozenset({RoundState.OPEN, RoundState.BLOCKED})


def is_overtaken(session: Session, letter: LetterOrder) -> bool:
    """Tell whether a letter that asks, or reminds of a step, has nothing left to ask for.

    Letters that tell what happened are never overtaken.
    """
    if not letter.kind.is_question:
        return is_done(session, letter)
    return _has_answered(session, letter) if letter.inquiry else _is_settled(session, letter)


def waits_for_its_stage(session: Session, letter: LetterOrder) -> bool:
    """Tell whether a request goes to a party of a stage that is not open yet."""
    if letter.kind is not LetterKind.REQUEST:
        return False
    round_ = session.get(Round, (letter.cycle_id, letter.round))
    return round_ is not None and _is_of_a_later_stage(session, letter, round_)


def has_an_answer_waiting(session: Session, letter: LetterOrder) -> bool:
    """Tell whether a reminder is about something that was answered, and the answer is not recorded yet.

    So it is when the engine was away: what the party told lies in the inbox, and it holds a receipt for it.
    """
    if not letter.kind.is_reminder:
        return False
    told = exists().where(
        col(Request.cycle_id) == letter.cycle_id,
        col(Request.round) == letter.round,
        col(Request.inquiry) == letter.inquiry,
        col(Request.party) == letter.party,
        col(Request.kind).in_(_ANSWERS),
        ~exists().where(col(RequestResult.request_id) == col(Request.id)),
    )
    return bool(session.scalar(select(told)))


def _is_settled(session: Session, letter: LetterOrder) -> bool:
    round_ = session.get(Round, (letter.cycle_id, letter.round))
    if round_ is None or round_.state not in _STILL_ASKING:
        return True
    if letter.kind.is_reminder and _is_of_a_later_stage(session, letter, round_):
        return True
    stands = standing_of(session, cycle_id=letter.cycle_id, round_number=letter.round, party=letter.party)
    return not (stands.is_awaited if letter.kind is LetterKind.OVERDUE_TO_STAFF else stands.may_be_reminded)


def _is_of_a_later_stage(session: Session, letter: LetterOrder, round_: Round) -> bool:
    party = session.get(RoundParty, (letter.cycle_id, letter.round, letter.party))
    return party is not None and party.stage > round_.stage


def _has_answered(session: Session, letter: LetterOrder) -> bool:
    inquiry = session.get(Inquiry, (letter.cycle_id, letter.inquiry))
    if inquiry is None or inquiry.closed_at is not None:
        return True
    party = session.get(InquiryParty, (letter.cycle_id, letter.inquiry, letter.party))
    return party is None or party.answered_by is not None
