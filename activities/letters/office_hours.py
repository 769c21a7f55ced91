"""When a letter may go: in office hours where nobody asked for it, not before its stage, not past an answer."""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session
from temporalio.exceptions import ApplicationError

from activities.letters.ledger.overtaking import has_an_answer_waiting, waits_for_its_stage
from models.calendar import calendar_of_kind, next_office_hour
from models.kinds import kind_of
from models.tables import Cycle
from workflows.contracts.letters import OFFICES_CLOSED, LetterOrder
from workflows.rules.letters import LetterKind

_A_WHILE: Final = timedelta(hours=1)
_A_MOMENT: Final = timedelta(minutes=1)
_PLANNED_BY_THE_MACHINE: Final = frozenset(
    {
        LetterKind.MILESTONE,
        LetterKind.CONTACT_CHECK,
        LetterKind.STATUS_REQUEST,
        LetterKind.INQUIRY_CLOSED,
        LetterKind.ADOPTION_DUE,
        LetterKind.SUBMISSION_DUE,
        LetterKind.AUTHORITY_SILENT,
        LetterKind.PUBLICATION,
        LetterKind.STATUS_SUMMARY,
        LetterKind.STATUS_YEARLY,
        LetterKind.MIDWAY_DUE,
        LetterKind.SUCCESSOR_DUE,
        LetterKind.EVALUATION_DUE,
    }
)


def opening_for(session: Session, letter: LetterOrder, *, at: datetime) -> datetime:
    """Return when a letter may go that is ready at `at`: then, or when offices open next; both are UTC.

    Reminders and what the machine planned pass in office hours only; requests and answers that follow from
    somebody's own act go at any time.
    """
    if not (letter.kind.is_reminder or letter.kind in _PLANNED_BY_THE_MACHINE):
        return at
    kind = kind_of(session.get_one(Cycle, letter.cycle_id).definition)
    return next_office_hour(at, calendar_of_kind(kind, year=at.year))


def wait_for_the_office(session: Session, letter: LetterOrder, *, at: datetime) -> None:
    """Let a letter pass only when it may go.

    Raises:
        ApplicationError: offices are closed at `at` (UTC); its detail is the instant at which they open, and
            whoever ordered the letter waits until then.
    """
    opens = opening_for(session, letter, at=at)
    if opens > at:
        raise ApplicationError("Kontorerne er lukket.", opens.isoformat(), type=OFFICES_CLOSED, non_retryable=True)


def wait_for_the_stage(session: Session, letter: LetterOrder) -> None:
    """Hold back a request to a party of a stage that is not open yet.

    Raises:
        ApplicationError: it is not; the letter is tried again later, for it is not overtaken.
    """
    if waits_for_its_stage(session, letter):
        raise ApplicationError("Trinnet er ikke åbnet.", type="StageNotOpen", next_retry_delay=_A_WHILE)


def wait_for_the_answer(session: Session, letter: LetterOrder) -> None:
    """Hold back a reminder of what was answered just now: its answer is about to be recorded, or refused.

    Raises:
        ApplicationError: it is not recorded yet; the letter is tried again in a moment.
    """
    if has_an_answer_waiting(session, letter):
        raise ApplicationError(
            "Svaret er ikke registreret endnu.", type="AnswerWaiting", next_retry_delay=_A_MOMENT
        )
