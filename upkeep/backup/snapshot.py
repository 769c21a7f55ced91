"""One moment of the whole store, seen while everything runs, whoever writes meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Column, LargeBinary, MetaData, Row, Table, func, select
from sqlalchemy.engine import Connection

from models.store.database import Database
from models.store.schema import VERSIONS

FLEETING: Final = frozenset({"staff_session", "sign_in_link"})
"""Tables that are left out: what ended since the backup must not come to life again."""
ROWS_AT_ONCE: Final = 500


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """Give a connection that sees one state of the store as long as it is open, and writes nothing."""
    is_sqlite = database.engine.dialect.name == "sqlite"
    # SQLite's read transaction is a snapshot in WAL; PostgreSQL must be asked for one
    how: dict[str, Any] = {} if is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with database.engine.connect().execution_options(**how) as connection:
        yield connection


def tables_of(connection: Connection) -> list[Table]:
    """Return the tables that are backed up, as they are in this store, each after those that it points to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name not in FLEETING | {VERSIONS.name}]


def count_of(connection: Connection, table: Table) -> int:
    """Return how many rows a table has."""
    return connection.scalar(select(func.count()).select_from(table)) or 0


def rows_of(connection: Connection, table: Table) -> Iterator[Row[Any]]:
    """Yield a table's rows in the order of its key; of large ones no more than one is in memory."""
    at_once = 1 if any(map(_is_large, table.columns)) else ROWS_AT_ONCE
    options = {"yield_per": at_once}
    yield from connection.execute(select(table).order_by(*table.primary_key), execution_options=options)


def _is_large(column: Column[Any]) -> bool:
    return isinstance(column.type, LargeBinary)
