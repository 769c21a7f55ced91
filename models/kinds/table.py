"""The table of agreement kinds that the office edits; running cycles keep the kind that they began with."""

from dataclasses import dataclass

from sqlmodel import Session, select

from models.kinds.reading import definition_of, kind_of, load_kinds
from models.store.collation import danish_sort_key
from models.store.database import Database
from models.tables import Kind
from workflows.rules.kinds import AgreementKind


class UnknownKind(LookupError):
    """No agreement kind has this code."""


class KindTaken(ValueError):
    """Another agreement kind has this code."""


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind as it stands in a list."""

    code: str
    title: str
    legal_basis: str


def seed_kinds(database: Database) -> None:
    """Put the kinds of the TOML files into the table; what the office has there already stays as it is."""
    with database.write_in_turn() as session:
        known = set(session.exec(select(Kind.code)))
        for kind in load_kinds():
            if kind.code not in known:
                session.add(Kind(code=kind.code, title=kind.title, definition=definition_of(kind)))


def kind_by_code(session: Session, code: str) -> AgreementKind:
    """Return the kind as the office has it now.

    Raises:
        UnknownKind: there is none with this code.
        BadKind: what the table holds cannot be used.
    """
    row = session.get(Kind, code)
    if row is None:
        raise UnknownKind(code)
    return kind_of(row.definition)


def kind_lines(session: Session) -> tuple[KindLine, ...]:
    """Return all kinds in the Danish order of their titles."""
    rows = sorted(session.exec(select(Kind)), key=lambda row: (danish_sort_key(row.title), row.code))
    return tuple(KindLine(row.code, row.title, str(row.definition.get("legal_basis", ""))) for row in rows)


def store_kind(database: Database, kind: AgreementKind, *, is_addition: bool = False) -> bool:
    """Put the kind into the table in place of what it holds under this code; return whether the code is new.

    Cycles that run already keep the kind that was frozen when they began.

    Raises:
        KindTaken: it is an addition, and another kind has its code.
    """
    with database.write_in_turn() as session:
        row = session.get(Kind, kind.code)
        is_new = row is None
        if is_addition and row is not None and row.definition != definition_of(kind):
            raise KindTaken(kind.code)
        row = row or Kind(code=kind.code, title=kind.title, definition={})
        row.title, row.definition = kind.title, definition_of(kind)
        session.add(row)
    return is_new
