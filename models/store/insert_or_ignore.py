"""Inserting what may be there already: two who write the same at once write it once."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable, Insert, inspect
from sqlalchemy import Table as SqlTable
from sqlmodel import Session

from models.tables import Table


def insert_or_ignore(session: Session, row: Table) -> bool:
    """Insert `row` unless one with the same unique key is there; tell whether it is new, and then knows its id.

    Raises:
        sqlalchemy.exc.IntegrityError: the row points to something that does not exist.
    """
    made = session.connection().execute(_telling(*_where(session, row)), _values(row)).first()
    for name, value in made._mapping.items() if made else ():  # noqa: SLF001  # how a row gives its names
        setattr(row, name, value)
    return made is not None


def insert_all_or_ignore(session: Session, rows: Sequence[Table]) -> None:
    """Insert in one go those `rows` of one table, none with an id yet, whose unique keys are not there.

    Raises:
        sqlalchemy.exc.IntegrityError: a row points to something that does not exist.
    """
    if rows:
        once = _insertion(*_where(session, rows[0]))
        session.connection().execute(once, [_values(row) for row in rows])


def _where(session: Session, row: Table) -> tuple[SqlTable, str]:
    return inspect(type(row)).local_table, session.get_bind().dialect.name


def _values(row: Table) -> dict[str, Any]:
    return {name: value for name, value in row if not (name == "id" and value is None)}


@cache
def _insertion(table: SqlTable, dialect: str) -> Insert:
    # only the dialect of the database that is used is read
    if dialect == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as insert_here  # noqa: PLC0415

        return insert_here(table).on_conflict_do_nothing()
    from sqlalchemy.dialects.postgresql import insert as insert_there  # noqa: PLC0415

    return insert_there(table).on_conflict_do_nothing()


@cache
def _telling(table: SqlTable, dialect: str) -> Executable:
    return _insertion(table, dialect).returning(*table.primary_key)
