"""Reminders wait for office hours, also when the mail server comes back at night."""

from datetime import datetime

from sqlmodel import Session
from temporalio.exceptions import ApplicationError

from models.kinds import kind_of
from models.letters import LetterIdentity
from models.tables import Cycle
from models.working_calendar import danish_calendar, next_office_hour


def wait_for_the_office(session: Session, letter: LetterIdentity, *, at: datetime) -> None:
    """Let a reminder pass in office hours only; other letters go at any time (design: section 3, "Reminders").

    Raises:
        ApplicationError: offices are closed at `at` (UTC); the letter is tried again when they open.
    """
    if not letter.kind.is_reminder:
        return
    quiet = kind_of(session.get_one(Cycle, letter.cycle_id).definition).quiet
    opens = next_office_hour(at, danish_calendar(quiet, year=at.year))
    if opens > at:
        raise ApplicationError("Kontorerne er lukket.", type="OfficesClosed", next_retry_delay=opens - at)
