"""Inserting what may be there already: two who write the same at once write it once."""

from sqlalchemy import Table as SqlTable
from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from models.tables import Table


def insert_once(session: Session, row: Table) -> bool:
    """Insert `row` unless one with the same unique key is there; tell whether it is new.

    Raises:
        sqlalchemy.exc.IntegrityError: the row points to something that does not exist.
    """
    table: SqlTable = inspect(type(row)).local_table
    values = {name: value for name, value in row if not (name == "id" and value is None)}
    insert = sqlite.insert(table) if session.get_bind().dialect.name == "sqlite" else postgresql.insert(table)
    once = insert.values(values).on_conflict_do_nothing().returning(*table.primary_key)
    return session.connection().execute(once).first() is not None
