"""Forgetting a person: what was decided stays in rows and register, who said it and how she was reached goes."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import update
from sqlmodel import Session, col, delete, select

from models.register import ERASED_WORD, ErasureBasis, erase
from models.tables import ApiToken, Contact, Invitation, SealedText, SignInAttempt, SignInLink, Staff, StaffSession
from upkeep.privacy.obstacles import obstacles
from upkeep.privacy.person import Person
from upkeep.privacy.places import Row, all_rows
from workflows.rules.retention import PERSONAL_FIELDS

UNTOUCHED: Final = frozenset(
    {"register_entry", "sealed_text", "version", "version_part", "kind", "body", "membership"}
)
"""Tables whose rows are history or the office's own catalogue: what they say of persons is told, not changed."""


def forget_contacts(session: Session, person: Person) -> int:
    """Forget the person's contacts; return how many."""
    rows = [row for row in session.exec(select(Contact)) if person.is_in(list(row.model_dump().values()))]
    for row in rows:  # of bodies that are no more: others are an obstacle
        session.delete(row)
    return len(rows)


def forget_staff(session: Session, person: Person) -> int:
    """Forget the person's entries in the list of staff, and her traces; return how many."""
    rows = [row for row in session.exec(select(Staff)) if person.is_in([row.email, row.name])]
    for row in rows:
        row.email, row.name = f"{ERASED_WORD}-{row.id}@{ERASED_WORD}.invalid", ERASED_WORD
        session.add(row)
        for traces in (SignInLink, StaffSession, SignInAttempt):
            session.connection().execute(delete(traces).where(col(traces.staff_id) == row.id))
    return len(rows)


def forget_programs(session: Session, person: Person) -> int:
    """Forget the names of programs that mention the person; return how many."""
    rows = [row for row in session.exec(select(ApiToken)) if person.is_in(row.name)]
    for row in rows:  # no two have one name
        row.name = f"{ERASED_WORD}-{row.token_hash[:8]}"
        session.add(row)
    return len(rows)


def forget_mailboxes(session: Session, person: Person) -> int:
    """Forget to which of the person's mailboxes links went; return how many."""
    rows = [row for row in session.exec(select(Invitation)) if person.is_in(row.mailbox)]
    for row in rows:  # no two of one party are the same
        row.mailbox = f"{ERASED_WORD}-{row.id}"
        session.add(row)
    return len(rows)


class StillNeeded(ValueError):
    """The person is still needed; `sentences` say in Danish what must be done first."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        self.sentences = sentences
        super().__init__(*sentences)


@dataclass(frozen=True, slots=True)
class Erased:
    """How many rows of each table were changed or removed, and what still mentions the person ("table.column")."""

    rows: dict[str, int]
    left: tuple[str, ...]


def erase_person(session: Session, person: Person, *, at: datetime, today: date) -> Erased:
    """Forget a person, in the caller's transaction of `Database.write_in_turn()`; once more changes nothing.

    `at` is UTC, `today` the local date. The register says in an entry which texts were erased.

    Raises:
        StillNeeded: running work needs the person.
    """
    if first := obstacles(session, person, today=today):
        raise StillNeeded(first)
    done: Counter[str] = Counter()
    done["contact"] = forget_contacts(session, person)
    done["staff"] = forget_staff(session, person)
    done["api_token"] = forget_programs(session, person)
    done["invitation"] = forget_mailboxes(session, person)
    done["sealed_text"] = _forget_sealed(session, person, at)
    session.flush()
    for row in list(all_rows(session)):
        if row.table.name not in UNTOUCHED and (changes := changes_of(row, person)):
            write(session, row, changes, at=at)
            done[row.table.name] += 1
    return Erased({name: number for name, number in done.items() if number}, mentions(session, person))


def mentions(session: Session, person: Person) -> tuple[str, ...]:
    """Return where the store mentions a person, as "table.column", each once."""
    found = (
        f"{row.table.name}.{column}"
        for row in all_rows(session)
        for column, value in row.texts.items()
        if person.is_in(value)
    )
    return tuple(dict.fromkeys(found))


def changes_of(row: Row, person: Person) -> dict[str, Any]:
    """Return the columns of a row that mention the person and can be changed, as they read without her."""
    return {
        column: _without(value, column, person)
        for column, value in row.texts.items()
        if person.is_in(value) and _may_change(row, column)
    }


def _may_change(row: Row, column: str) -> bool:
    """Tell whether a column can be changed at all: of a request the database lets the payload through alone."""
    if row.table.name == "request":
        return column == "payload"
    itself = row.table.columns[column]
    return not (itself.primary_key or itself.foreign_keys)


def write(session: Session, row: Row, changes: dict[str, Any], *, at: datetime) -> None:
    """Change columns of a row; a request says when it was erased. `at` is UTC."""
    if row.table.name == "request":
        changes = changes | {"erased_at": row.values["erased_at"] or at}
    here = [row.table.columns[name] == value for name, value in row.key.items()]
    session.connection().execute(update(row.table).where(*here).values(changes))


def _without(value: Any, field: str, person: Person) -> Any:
    if isinstance(value, str):
        return person.without(value, is_whole=field in PERSONAL_FIELDS)
    if isinstance(value, dict):
        return {name: _without(each, name, person) for name, each in value.items()}
    if isinstance(value, list):
        return [_without(each, field, person) for each in value]
    return value


def _forget_sealed(session: Session, person: Person, at: datetime) -> int:
    kept = session.exec(select(SealedText).where(col(SealedText.text).is_not(None))).all()
    instead = {
        row.digest: _instead(person.without(row.text, is_whole=row.field.rpartition(".")[2] in PERSONAL_FIELDS))
        for row in kept
        if row.text is not None and person.is_in(row.text)
    }
    erase(session, instead, at=at, basis=ErasureBasis.REQUEST)
    return len(instead)


def _instead(text: str) -> str:
    return "" if text == ERASED_WORD else text
