"""Everything about one cycle, for its page in the console and for the JSON API."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.queries.councils import CouncilLine, council_lines
from models.queries.decisions import DecisionLine, decisions_of_cycle
from models.queries.overview import CycleLine, cycle_line
from models.receipts import ReceiptView, undecided_of_cycle
from models.register.chain import Fact
from models.tables import Cycle, DeadlineMove, Letter, RegisterEntry, Round, Version
from workflows.rules.letters import LetterKind, LetterState, Recipient

__all__ = ["CyclePage", "EntryLine", "Fact", "LetterLine", "MoveLine", "VersionLine", "cycle_page"]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of the text; `created_at` is UTC."""

    number: int
    label: str
    filename: str
    sha256: str
    is_editorial: bool
    reason: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter and what became of it; instants are UTC."""

    kind: LetterKind
    recipient: Recipient
    round: int
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


@dataclass(frozen=True, slots=True)
class CyclePage:
    """One cycle with all that belongs to it; `pending` are requests that are received and not decided yet."""

    line: CycleLine
    out_of_basis_reason: str
    closed_reason: str
    councils: tuple[CouncilLine, ...]
    decisions: tuple[DecisionLine, ...]
    versions: tuple[VersionLine, ...]
    letters: tuple[LetterLine, ...]
    moves: tuple[MoveLine, ...]
    history: tuple[EntryLine, ...]
    pending: tuple[ReceiptView, ...]

    @property
    def checked(self) -> int:
        """How many of the councils' decisions were compared with the minutes."""
        return sum(bool(council.decision and council.decision.checked_at) for council in self.councils)

    @property
    def names(self) -> dict[str, str]:
        """The councils' names by code."""
        return {council.code: council.name for council in self.councils}


def cycle_page(session: Session, cycle_id: str, *, today: date) -> CyclePage | None:
    """Return everything about a cycle as seen on the local date `today`, None where there is no such cycle."""
    line = cycle_line(session, cycle_id)
    if line is None:
        return None
    cycle = session.get_one(Cycle, cycle_id)
    round_ = session.get(Round, (cycle_id, line.round)) if line.round else None
    return CyclePage(
        line=line,
        out_of_basis_reason=cycle.out_of_basis_reason,
        closed_reason=round_.closed_reason if round_ else "",
        councils=council_lines(session, round_=round_, today=today) if round_ else (),
        decisions=decisions_of_cycle(session, cycle_id),
        versions=_versions(session, cycle_id),
        letters=_letters(session, cycle_id),
        moves=_moves(session, cycle_id),
        history=_history(session, cycle_id),
        pending=undecided_of_cycle(session, cycle_id),
    )


def _versions(session: Session, cycle_id: str) -> tuple[VersionLine, ...]:
    query = select(Version).where(Version.cycle_id == cycle_id).order_by(col(Version.number).desc())
    rows = session.exec(query)
    return tuple(VersionLine(**{name: getattr(row, name) for name in VersionLine.__slots__}) for row in rows)


def _letters(session: Session, cycle_id: str) -> tuple[LetterLine, ...]:
    query = select(Letter).where(Letter.cycle_id == cycle_id).order_by(col(Letter.id).desc())
    rows = session.exec(query)
    return tuple(LetterLine(**{name: getattr(row, name) for name in LetterLine.__slots__}) for row in rows)


def _moves(session: Session, cycle_id: str) -> tuple[MoveLine, ...]:
    query = select(DeadlineMove).where(DeadlineMove.cycle_id == cycle_id)
    rows = session.exec(query.order_by(col(DeadlineMove.request_id).desc()))
    return tuple(MoveLine(**{name: getattr(row, name) for name in MoveLine.__slots__}) for row in rows)


def _history(session: Session, cycle_id: str) -> tuple[EntryLine, ...]:
    query = select(RegisterEntry).where(RegisterEntry.cycle_id == cycle_id)
    rows = session.exec(query.order_by(col(RegisterEntry.seq).desc()))
    return tuple(EntryLine(row.seq, row.kind, json.loads(row.canonical)["facts"], row.recorded_at) for row in rows)
