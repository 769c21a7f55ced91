"""Whether the step that a letter reminds of was taken meanwhile."""

from typing import Final

from sqlmodel import Session, select

from activities.letters.facts.about_follow_up import authority_facts, newest_step
from models.agreements.cycle_log import successor_id
from models.kinds import kind_of
from models.tables import Cycle, Evaluation
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
