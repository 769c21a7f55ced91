"""Bringing a backup back: all of it in one transaction, or none."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Integer, MetaData, Table, func, inspect, select, text
from sqlalchemy.engine import Connection
from sqlmodel import Session

from models.register import Verification, head, verify
from models.store.database import Database
from models.store.schema import upgrade
from models.store.zips import FAULTS
from upkeep.backup.cells import Cells, unpacked
from upkeep.backup.manifest import BadBackup
from upkeep.backup.reading import DAMAGED, Backup
from upkeep.backup.snapshot import count_of, tables_of
from upkeep.backup.writing import Report

ROWS_AT_ONCE: Final = 200
BYTES_AT_ONCE: Final = 4 * 1024 * 1024
FILLED_BY_PEOPLE: Final = ("cycle", "request", "register_entry", "staff")
_OTHERS: Final = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


class StoreNotEmpty(ValueError):
    """The store holds what somebody entered."""


class StoreInUse(RuntimeError):
    """Somebody else is connected to the store."""


def holds_cycles(connection: Connection) -> bool:
    """Tell whether the store holds what people entered: cycles, requests, a register, staff."""
    there = set(inspect(connection).get_table_names())
    wanted = [Table(name, MetaData(), autoload_with=connection) for name in FILLED_BY_PEOPLE if name in there]
    return any(count_of(connection, table) for table in wanted)


def load(database: Database, backup: Backup, *, may_replace: bool, report: Report) -> Verification:
    """Fill the store with a backup, bring it to the newest migration and prove its register; return the proof.

    Everything happens in one transaction, so that the store is the old or the new one, whatever happens. A
    register that was broken when the backup was taken comes back as it was: the proof says so.

    Raises:
        StoreNotEmpty: there is something in it, and it may not be replaced.
        StoreInUse: somebody else is connected (PostgreSQL).
        BadBackup: its content cannot be loaded.
        sqlalchemy.exc.SQLAlchemyError: the store refuses.
    """
    with database.write_in_turn() as session:
        connection = session.connection()
        if connection.dialect.name == "postgresql" and connection.scalar(_OTHERS):
            raise StoreInUse
        if holds_cycles(connection) and not may_replace:
            raise StoreNotEmpty
        _clear(connection)
        upgrade(connection, backup.manifest.revision)
        _fill(connection, backup, report)
        upgrade(connection)
        return _proven(session, backup)


def _clear(connection: Connection) -> None:
    """Remove all tables; guards let nobody empty them, and the migrations make them anew."""
    found = MetaData()
    found.reflect(connection)
    found.drop_all(connection)


def _fill(connection: Connection, backup: Backup, report: Report) -> None:
    tables = tables_of(connection)
    if {table.name for table in tables} != backup.manifest.tables:
        raise BadBackup(DAMAGED)
    done = 0
    for table in tables:
        for rows in _batches(table, backup):
            connection.execute(table.insert(), rows)
            done += len(rows)
            report(done, backup.manifest.rows)
        if connection.dialect.name == "postgresql":
            _count_on(connection, table)


def _batches(table: Table, backup: Backup) -> Iterator[list[Cells]]:
    columns = list(table.columns)
    rows: list[Cells] = []
    size = 0
    for line in backup.lines(table.name):
        rows.append(_row(columns, line))
        size += len(line)
        if len(rows) == ROWS_AT_ONCE or size > BYTES_AT_ONCE:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def _row(columns: list[Any], line: bytes) -> Cells:
    try:
        return unpacked(columns, line)
    except FAULTS as error:
        raise BadBackup(DAMAGED) from error


def _count_on(connection: Connection, table: Table) -> None:
    """Let the numbers that PostgreSQL gives go on after the highest one that came back."""
    for column in table.primary_key:
        named = func.pg_get_serial_sequence(f'"{table.name}"', column.name)
        sequence = connection.scalar(select(named)) if isinstance(column.type, Integer) else None
        if sequence is not None:
            highest = connection.scalar(select(func.max(column)))
            connection.execute(select(func.setval(sequence, highest or 1, highest is not None)))


def _proven(session: Session, backup: Backup) -> Verification:
    if head(session) != backup.manifest.head:
        raise BadBackup(DAMAGED)
    return verify(session)
