"""Who tried to come in: what the secretariat looks at when something seems odd. Never an address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session, col, select

from models.access.staff.signing_in import hash_of
from models.store.database import Database
from models.tables import SignInAttempt, SignInLink, SignInStep, Staff

SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """What somebody did on the way in, at (UTC); `name` is empty where it was nobody known."""

    at: datetime
    step: SignInStep
    name: str


def note_attempt(database: Database, step: SignInStep, at: datetime, *, staff_id: int | None = None) -> None:
    """Note what somebody did on the way in, at (UTC)."""
    with database.write() as session:
        session.add(SignInAttempt(at=at, step=step, staff_id=staff_id))


def owner_of_link(session: Session, token: str) -> int | None:
    """Return for whom a one-time link was made, be it good or not; None where we never made it."""
    link = session.get(SignInLink, hash_of(token))
    return link.staff_id if link else None


def newest_attempts(session: Session, *, limit: int = SHOWN) -> tuple[AttemptLine, ...]:
    """Return the last attempts, the newest first."""
    rows = session.exec(
        select(SignInAttempt, Staff.name)
        .outerjoin(Staff, col(Staff.id) == SignInAttempt.staff_id)
        .order_by(col(SignInAttempt.id).desc())
        .limit(limit)
    )
    return tuple(AttemptLine(row.at, row.step, name or "") for row, name in rows)
