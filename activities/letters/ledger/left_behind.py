"""Questions on their way that nobody will send any more: the engine that was to send them was lost.

A rebuilt cycle plans its reminders anew and sends the newest of those that were missed; a council that answered
meanwhile is not asked at all.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from activities.letters.ledger.letters import mark, order_of
from activities.letters.ledger.overtaking import is_overtaken
from models.tables import Letter
from workflows.rules.letters import LetterKind, LetterState

_QUESTIONS: Final = [kind for kind in LetterKind if kind.is_question]
_REMINDERS: Final = [kind for kind in LetterKind if kind.is_reminder]
_NEWER: Final = aliased(Letter)
_HAS_A_NEWER_ONE: Final = exists().where(
    col(_NEWER.state) == LetterState.SENT,
    col(_NEWER.kind).in_(_REMINDERS),
    col(_NEWER.cycle_id) == Letter.cycle_id,
    col(_NEWER.round) == Letter.round,
    col(_NEWER.inquiry) == Letter.inquiry,
    col(_NEWER.party) == Letter.party,
    col(_NEWER.recipient) == Letter.recipient,
    col(_NEWER.planned_on) > col(Letter.planned_on),
)


def end_what_was_left_behind(session: Session, *, at: datetime) -> int:
    """Mark as overtaken the questions that were answered, and the reminders that a newer one has replaced.

    Returns how many there were; `at` is UTC. A letter that is on its way nevertheless learns of it at its next
    try.
    """
    waiting = select(Letter, _HAS_A_NEWER_ONE).where(
        Letter.state == LetterState.PLANNED, col(Letter.kind).in_(_QUESTIONS)
    )
    ended = [
        letter
        for letter, is_replaced in session.exec(waiting).all()
        if (is_replaced and letter.kind.is_reminder) or is_overtaken(session, order_of(letter))
    ]
    for letter in ended:
        mark(session, letter.key, LetterState.OVERTAKEN, at=at)
    return len(ended)
