"""The one way to the database: reading sessions, and writing transactions that take turns."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from time import monotonic, sleep
from typing import Any, Final

from sqlalchemy import URL, Engine, create_engine, event, text
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import OperationalError
from sqlalchemy.util import LRUCache
from sqlmodel import Session

WRITING: Final = "aftalehjulet_writing"
WRITERS_TURN: Final = 0x4146_5441  # "AFTA": the key of PostgreSQL's advisory lock
CONNECTIONS_AT_A_RUSH: Final = 40
PATIENCE_SECONDS: Final = 10
"""For how long one waits for what another one holds: whoever posts hears of it before a proxy hangs up."""
LONG_PATIENCE_SECONDS: Final = 300
SECONDS_BETWEEN_TRIES: Final = 0.05
_STATEMENTS: Final[LRUCache[Any, Any]] = LRUCache(1000)
_DIALECTS: Final[dict[URL, Dialect]] = {}


class KeepingSession(Session):
    """A session that keeps what it has read, so that nobody who asks again reads it again.

    SQLAlchemy's own forgets a row as soon as nobody holds it; ours live for one act.
    """


@event.listens_for(KeepingSession, "loaded_as_persistent")
def _keep(session: Session, row: object) -> None:
    session.info.setdefault("kept", []).append(row)


class Database:
    """Hands out sessions on SQLite (WAL, synchronous FULL, foreign keys) or PostgreSQL (psycopg 3).

    `url` is an SQLAlchemy URL such as `sqlite:////data/aftalehjulet.db` or `postgresql+psycopg://…`. What a store
    that `is_scratch` holds may be lost with the machine's power: SQLite does not wait for the disk. Whoever
    `is_patient` waits for others for minutes, as migrations do.
    """

    def __init__(self, url: str, *, is_scratch: bool = False, is_patient: bool = False) -> None:
        self._patience: Final = LONG_PATIENCE_SECONDS if is_patient else PATIENCE_SECONDS
        is_file = url.startswith("sqlite")
        self.engine: Final = create_engine(
            url,
            pool_pre_ping=not is_file,
            connect_args={} if is_file else {"options": f"-c lock_timeout={self._patience}s"},
            max_overflow=CONNECTIONS_AT_A_RUSH,
            hide_parameters=True,  # an error must not quote what a clerk typed
            execution_options={"compiled_cache": _STATEMENTS},
        )
        _share_statements(self.engine)
        self._is_sqlite = self.engine.dialect.name == "sqlite"
        how_to_read: dict[str, Any] = {} if self._is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reading: Final = self.engine.execution_options(**how_to_read)
        self._turn = Lock() if self._is_sqlite else None
        if self._is_sqlite:
            how = {"synchronous": "OFF" if is_scratch else "FULL", "foreign_keys": "ON"}
            _teach_sqlite(self.engine, how, patience=self._patience)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that writes nothing and sees one state of the database, whoever writes meanwhile."""
        with KeepingSession(self._reading, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session that is committed at the end, or rolled back if anything was raised.

        On SQLite writers of this process queue for one lock and begin immediately, so that none waits on
        the file.

        Raises:
            sqlalchemy.exc.OperationalError: the store is away or full, or somebody else held it for too long.
        """
        with self._in_turn(), KeepingSession(self.engine, expire_on_commit=False) as session:
            session.connection(execution_options={WRITING: True})
            yield session
            session.commit()

    @contextmanager
    def write_in_turn(self) -> Iterator[Session]:
        """Give a writing session that no other such session overlaps, in this process or another."""
        with self.write() as session:
            if not self._is_sqlite:
                session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITERS_TURN})
            yield session

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=self._patience):
            raise OperationalError("BEGIN IMMEDIATE", None, TimeoutError("the turn did not come"))
        try:
            yield
        finally:
            self._turn.release()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _share_statements(engine: Engine) -> None:
    """Let all engines on one server share what is compiled for it: every rehearsal has one of its own.

    SQLAlchemy keeps statements by dialect, and a dialect learns what server it has when it first connects.
    """
    server = engine.url.set(database="")
    if server in _DIALECTS:
        engine.dialect = _DIALECTS[server]
        return

    @event.listens_for(engine, "connect")
    def _on_connect(_connection: Any, _record: Any) -> None:
        _DIALECTS.setdefault(server, engine.dialect)


def _teach_sqlite(engine: Engine, pragmas: Mapping[str, str], *, patience: float) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, see below
        connection.execute(f"PRAGMA busy_timeout={patience * 1000:.0f}")
        _write_ahead(connection, patience)
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name}={value}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        is_writing = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _write_ahead(connection: sqlite3.Connection, patience: float) -> None:
    """Switch a file to WAL; while somebody writes into a new one SQLite refuses at once, whatever it may wait."""
    deadline = monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(SECONDS_BETWEEN_TRIES)
        else:
            return
