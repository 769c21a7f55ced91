"""Where the register ends, and the hashes of its entries: what documents carry out of the house."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.register.chain import BEGINNING
from models.tables import RegisterEntry


@dataclass(frozen=True, slots=True)
class RegisterEnd:
    """The newest entry of the register: its number, hash (hex) and instant (UTC, None while it is empty)."""

    seq: int
    hash: str
    at: datetime | None


def register_end(session: Session) -> RegisterEnd:
    """Return where the register ends now."""
    newest = session.exec(select(RegisterEntry).order_by(col(RegisterEntry.seq).desc()).limit(1)).first()
    return RegisterEnd(newest.seq, newest.hash, newest.recorded_at) if newest else RegisterEnd(0, BEGINNING, None)


def entry_hashes(session: Session, entries: Collection[int]) -> dict[int, str]:
    """Return the hashes (hex) of entries by their numbers."""
    known = select(RegisterEntry.seq, RegisterEntry.hash).where(col(RegisterEntry.seq).in_(entries))
    return dict(session.exec(known).all())
