"""Who is signed in now, and ending it from elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from models.access.staff.signing_in import end_access, hash_of
from models.store.collation import danish_sort_key
from models.store.database import Database
from models.tables import Role, Staff, StaffSession

_MARK: Final = 16


class UnknownSession(LookupError):
    """Nobody is signed in so (any more)."""


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A browser in which somebody is signed in, from and until (UTC); `mark` names it and opens nothing."""

    mark: str
    name: str
    role: Role
    begun_at: datetime
    expires_at: datetime
    is_own: bool


def live_sessions(session: Session, now: datetime, *, cookie: str) -> tuple[SessionLine, ...]:
    """Return who is signed in at `now` (UTC), by name and then the newest first; `cookie` is the reader's own."""
    rows = session.exec(
        select(StaffSession, Staff)
        .join(Staff, col(Staff.id) == StaffSession.staff_id)
        .where(*_is_live(now), col(Staff.is_active).is_(True))
        .order_by(col(StaffSession.begun_at).desc())
    )
    lines = [
        SessionLine(
            _mark(row.token_hash),
            staff.name,
            staff.role,
            row.begun_at,
            row.expires_at,
            is_own=row.token_hash == hash_of(cookie),
        )
        for row, staff in rows
    ]
    return tuple(sorted(lines, key=lambda line: danish_sort_key(line.name)))


def end_marked_session(database: Database, mark: str, now: datetime) -> None:
    """End the session that a mark names.

    Raises:
        UnknownSession: it is over already, or never was.
    """
    with database.write() as session:
        live = session.exec(select(StaffSession).where(*_is_live(now)))
        row = next((each for each in live if _mark(each.token_hash) == mark), None)
        if row is None:
            raise UnknownSession(mark)
        row.ended_at = now
        session.add(row)


def end_all_sessions(database: Database, staff_id: int, now: datetime) -> None:
    """End every session of a member of staff, and use up the links that were not used yet."""
    with database.write() as session:
        end_access(session, staff_id, now)


def _is_live(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(StaffSession.ended_at).is_(None), col(StaffSession.expires_at) > now


def _mark(token_hash: str) -> str:
    return hash_of(token_hash)[:_MARK]
