"""Forgetting by rule: traces of signing in, names whose agreement is long over, documents that nothing names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Table, delete, or_, update
from sqlmodel import Session, col, select

from models.register import ERASED_WORD, ErasureBasis, erase
from models.store.database import Database
from models.tables import (
    Cycle,
    Document,
    RegisterEntry,
    SealedText,
    SignInAttempt,
    SignInLink,
    StaffSession,
    metadata,
)
from upkeep.privacy.places import rows_of
from upkeep.privacy.unreferenced import loose_documents
from workflows.rules.retention import PERSONAL_FIELDS, are_names_over, loose_documents_end, traces_end

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Retained:
    """What was forgotten because its time was over: traces of signing in, names and addresses, documents."""

    traces: int
    names: int
    documents: int


def retain(database: Database, *, at: datetime, today: date, is_rehearsal: bool = False) -> Retained:
    """Forget what is over at `at` (UTC), the local date `today`; once more changes nothing.

    In a rehearsal nothing stays changed, and the figures are what it would have been.
    """
    with database.write_in_turn() as session:
        done = Retained(
            traces=_forget_traces(session, at),
            names=sum(_forget_names(session, cycle_id, at) for cycle_id in _over(session, today)),
            documents=_forget_documents(session, at),
        )
        if is_rehearsal:
            session.rollback()
    return done


def _forget_traces(session: Session, at: datetime) -> int:
    end = traces_end(at)
    deletions = (
        delete(SignInLink).where(col(SignInLink.expires_at) < end),
        delete(StaffSession).where(or_(col(StaffSession.expires_at) < end, col(StaffSession.ended_at) < end)),
        delete(SignInAttempt).where(col(SignInAttempt.at) < end),
    )
    return sum(session.connection().execute(deletion).rowcount for deletion in deletions)


def _over(session: Session, today: date) -> list[str]:
    cycles = session.exec(select(Cycle).order_by(Cycle.id))
    return [cycle.id for cycle in cycles if are_names_over(cycle.period_end, today)]


def _forget_names(session: Session, cycle_id: str, at: datetime) -> int:
    """Forget who reported in a cycle and where its letters went; return in how many places."""
    sealed = select(SealedText.digest).join(RegisterEntry, col(RegisterEntry.seq) == SealedText.entry)
    mine = sealed.where(RegisterEntry.cycle_id == cycle_id, col(SealedText.text).is_not(None))
    digests = session.exec(mine.where(col(SealedText.field).in_(PERSONAL_FIELDS))).all()
    erase(session, dict.fromkeys(digests, ""), at=at, basis=ErasureBasis.RETENTION)
    changed = 0
    for table in metadata.sorted_tables:
        if "cycle_id" in table.columns:
            changed += sum(1 for _ in _forget_in(session, table, cycle_id, at))
    return len(digests) + changed


def _forget_in(session: Session, table: Table, cycle_id: str, at: datetime) -> Iterator[None]:
    for row in list(rows_of(session, table, table.columns["cycle_id"] == cycle_id)):
        changes = {name: _forgotten(name, value, row.key) for name, value in row.texts.items()}
        changes = {name: value for name, value in changes.items() if value != row.texts[name]}
        if not changes:
            continue
        if table.name == "request":
            changes["erased_at"] = row.values["erased_at"] or at
        here = [table.columns[name] == value for name, value in row.key.items()]
        session.connection().execute(update(table).where(*here).values(changes))
        yield


def _forgotten(field: str, value: Any, key: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {name: _forgotten(name, each, {}) for name, each in value.items()}
    if field not in PERSONAL_FIELDS or not value or str(value).startswith(ERASED_WORD):
        return value
    is_unique = field == "mailbox" and "id" in key  # an invitation's: no two of one party are the same
    return f"{ERASED_WORD}-{key['id']}" if is_unique else ERASED_WORD


def _forget_documents(session: Session, at: datetime) -> int:
    digests = loose_documents(session, before=loose_documents_end(at))
    for start in range(0, len(digests), _AT_ONCE):
        some = digests[start : start + _AT_ONCE]
        session.connection().execute(delete(Document).where(col(Document.sha256).in_(some)))
    return len(digests)
