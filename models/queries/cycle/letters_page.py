"""A cycle's letters and its register in pages, the newest first."""

import json
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from models.queries.cycle.history import EntryLine, LetterLine
from models.store.paging import offset_of
from models.tables import Letter, RegisterEntry
from workflows.rules.letters import LetterState


@dataclass(frozen=True, slots=True)
class LetterPage:
    """Some letters of `total`; `parties` are the codes of all to whom the cycle has written."""

    total: int
    letters: tuple[LetterLine, ...]
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Some entries of `total`."""

    total: int
    entries: tuple[EntryLine, ...]


def letter_page(
    session: Session, cycle_id: str, *, state: LetterState | None, party: str, page: int, rows: int
) -> LetterPage:
    """Return page `page` (from 1) of the letters, `rows` on each; `state` None and an empty `party` mean all."""
    asked: list[Any] = [Letter.cycle_id == cycle_id]
    asked += [Letter.state == state] if state else []
    asked += [Letter.party == party] if party else []
    total = session.exec(select(func.count()).select_from(Letter).where(*asked)).one()
    newest = select(Letter).where(*asked).order_by(col(Letter.id).desc())
    found = session.exec(newest.offset(offset_of(page, total=total, rows=rows)).limit(rows)).all()
    letters = (LetterLine(**{name: getattr(row, name) for name in LetterLine.__slots__}) for row in found)
    parties = session.exec(select(Letter.party).where(Letter.cycle_id == cycle_id, Letter.party != "").distinct())
    return LetterPage(total, tuple(letters), tuple(sorted(parties)))


def register_page(session: Session, cycle_id: str, *, page: int, rows: int) -> RegisterPage:
    """Return page `page` (from 1) of a cycle's chain, `rows` on each."""
    mine = RegisterEntry.cycle_id == cycle_id
    total = session.exec(select(func.count()).select_from(RegisterEntry).where(mine)).one()
    newest = select(RegisterEntry).where(mine).order_by(col(RegisterEntry.seq).desc())
    found = session.exec(newest.offset(offset_of(page, total=total, rows=rows)).limit(rows)).all()
    entries = (EntryLine(row.seq, row.kind, json.loads(row.canonical)["facts"], row.recorded_at) for row in found)
    return RegisterPage(total, tuple(entries))
