"""What a cycle leaves behind: versions, letters, moved deadlines, entries of the register."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.queries.documents.texts import PartLine, parts_of_versions
from models.register.chain import Fact
from models.tables import Cycle, DeadlineMove, Letter, RegisterEntry, Version
from workflows.rules.letters import LetterKind, LetterState, Recipient

__all__ = ["EntryLine", "Fact", "LetterLine", "MoveLine", "VersionLine"]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of the text; `created_at` is UTC, `documents` are one for each part of the agreement."""

    number: int
    label: str
    is_editorial: bool
    reason: str
    created_at: datetime
    documents: tuple[PartLine, ...]


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter and what became of it; instants are UTC. `inquiry` is empty in an approval round."""

    kind: LetterKind
    recipient: Recipient
    round: int
    inquiry: str
    party: str
    planned_on: date | None
    state: LetterState
    problem: str
    ordered_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A deadline that was moved."""

    round: int
    old_deadline: date
    new_deadline: date
    reason: str
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry of the register: codes, dates and numbers only."""

    seq: int
    kind: str
    facts: dict[str, Fact]
    recorded_at: datetime


def versions_of_cycle(session: Session, cycle: Cycle) -> tuple[VersionLine, ...]:
    """Return a cycle's versions, the newest first."""
    query = select(Version).where(Version.cycle_id == cycle.id).order_by(col(Version.number).desc())
    rows = session.exec(query).all()
    documents = parts_of_versions(session, cycle, rows)
    names = [name for name in VersionLine.__slots__ if name != "documents"]
    return tuple(
        VersionLine(**{name: getattr(row, name) for name in names}, documents=documents[row.number])
        for row in rows
    )


def letters_of_cycle(session: Session, cycle_id: str) -> tuple[LetterLine, ...]:
    """Return a cycle's letters, the newest first."""
    query = select(Letter).where(Letter.cycle_id == cycle_id).order_by(col(Letter.id).desc())
    rows = session.exec(query)
    return tuple(LetterLine(**{name: getattr(row, name) for name in LetterLine.__slots__}) for row in rows)


def moves_of_cycle(session: Session, cycle_id: str) -> tuple[MoveLine, ...]:
    """Return the deadlines that were moved, the newest first."""
    query = select(DeadlineMove).where(DeadlineMove.cycle_id == cycle_id)
    rows = session.exec(query.order_by(col(DeadlineMove.request_id).desc()))
    return tuple(MoveLine(**{name: getattr(row, name) for name in MoveLine.__slots__}) for row in rows)


def entries_of_cycle(session: Session, cycle_id: str) -> tuple[EntryLine, ...]:
    """Return a cycle's entries of the register, the newest first."""
    query = select(RegisterEntry).where(RegisterEntry.cycle_id == cycle_id)
    rows = session.exec(query.order_by(col(RegisterEntry.seq).desc()))
    return tuple(EntryLine(row.seq, row.kind, json.loads(row.canonical)["facts"], row.recorded_at) for row in rows)
