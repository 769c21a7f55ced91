"""Inserting what may be there already: two who write the same at once write it once."""

from functools import cache

from sqlalchemy import Executable, inspect
from sqlalchemy import Table as SqlTable
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from models.tables import Table


def insert_once(session: Session, row: Table) -> bool:
    """Insert `row` unless one with the same unique key is there; tell whether it is new.

    Raises:
        sqlalchemy.exc.IntegrityError: the row points to something that does not exist.
    """
    values = {name: value for name, value in row if not (name == "id" and value is None)}
    once = _insertion(inspect(type(row)).local_table, session.get_bind().dialect.name)
    return session.connection().execute(once, values).first() is not None


@cache
def _insertion(table: SqlTable, dialect: str) -> Executable:
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return insert.on_conflict_do_nothing().returning(*table.primary_key)
