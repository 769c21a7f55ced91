"""Whether a letter came too late: its step was taken, the party has answered, or nothing is asked any more."""

from typing import Final

from sqlalchemy import exists
from sqlmodel import Session, col, select

from activities.letters.facts.about_follow_up import authority_facts, newest_step
from models.agreements.cases import standing_of
from models.agreements.cycle_log import successor_id
from models.kinds import kind_of
from models.tables import (
    Cycle,
    Evaluation,
    Inquiry,
    InquiryParty,
    Request,
    RequestResult,
    Round,
    RoundParty,
    RoundState,
)
from request_types import CATALOGUE
from workflows.contracts.letters import LetterOrder
from workflows.rules.authority import AuthorityStep
from workflows.rules.course.phases import BEFORE_THE_COUNCILS, GIVEN_UP, Phase
from workflows.rules.follow_up import EvaluationKind
from workflows.rules.letters import LetterKind

_EVALUATIONS: Final = {
    LetterKind.MIDWAY_DUE: EvaluationKind.MIDWAY,
    LetterKind.EVALUATION_DUE: EvaluationKind.FINAL,
}
_OF_THE_PLAN: Final = frozenset(
    {
        LetterKind.MILESTONE,
        LetterKind.ADOPTION_DUE,
        LetterKind.SUBMISSION_DUE,
        LetterKind.AUTHORITY_SILENT,
        LetterKind.PUBLICATION,
        LetterKind.MIDWAY_DUE,
        LetterKind.SUCCESSOR_DUE,
        LetterKind.EVALUATION_DUE,
    }
)
_ANSWERS: Final = [kind for kind, asked in CATALOGUE.items() if asked.is_told_by_link]
_STILL_ASKING: Final = frozenset({RoundState.OPEN, RoundState.BLOCKED})


def is_done(session: Session, letter: LetterOrder) -> bool:
    """Tell whether a letter of a phase's plan has nothing left to remind of; other letters remind of nothing."""
    cycle = session.get_one(Cycle, letter.cycle_id)
    if cycle.phase in GIVEN_UP:
        return letter.kind in _OF_THE_PLAN
    if letter.kind in _EVALUATIONS:
        return _is_evaluated(session, cycle, _EVALUATIONS[letter.kind])
    return _was_taken(session, letter, cycle)


def _was_taken(session: Session, letter: LetterOrder, cycle: Cycle) -> bool:
    match letter.kind:
        case LetterKind.ADOPTION_DUE:
            return cycle.phase not in BEFORE_THE_COUNCILS
        case LetterKind.SUBMISSION_DUE:
            return cycle.phase is not Phase.SUBMISSION or _is_with_the_authority(session, cycle)
        case LetterKind.AUTHORITY_SILENT:
            return not _is_owed(session, letter, cycle)
        case LetterKind.SUCCESSOR_DUE:
            return successor_id(session, cycle.id) is not None
    return False


def _is_with_the_authority(session: Session, cycle: Cycle) -> bool:
    newest = newest_step(session, cycle.id)
    return newest is not None and not newest.is_answer


def _is_owed(session: Session, letter: LetterOrder, cycle: Cycle) -> bool:
    terms = kind_of(cycle.definition).authority
    if terms is None or not _is_with_the_authority(session, cycle):
        return False
    owes_receipt = authority_facts(session, letter, terms).owes_receipt
    return not owes_receipt or newest_step(session, cycle.id) is AuthorityStep.SUBMITTED


def _is_evaluated(session: Session, cycle: Cycle, kind: EvaluationKind) -> bool:
    made = select(Evaluation.id).where(Evaluation.cycle_id == cycle.id, Evaluation.kind == kind)
    return session.exec(made).first() is not None


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
