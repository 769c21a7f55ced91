"""The one way to the database: reading sessions, and writing transactions that take turns."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Lock
from typing import Any, Final

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import Connection
from sqlmodel import Session

WRITING: Final = "aftalehjulet_writing"
WRITERS_TURN: Final = 0x4146_5441  # "AFTA": the key of PostgreSQL's advisory lock
CONNECTIONS_AT_A_RUSH: Final = 40


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
    that `is_scratch` holds may be lost with the machine's power: SQLite does not wait for the disk.
    """

    def __init__(self, url: str, *, is_scratch: bool = False) -> None:
        self.engine: Final = create_engine(
            url,
            pool_pre_ping=not url.startswith("sqlite"),
            max_overflow=CONNECTIONS_AT_A_RUSH,
            hide_parameters=True,  # an error must not quote what a clerk typed
        )
        self._is_sqlite = self.engine.dialect.name == "sqlite"
        self._turn = Lock() if self._is_sqlite else None
        if self._is_sqlite:
            _teach_sqlite(self.engine, synchronous="OFF" if is_scratch else "FULL")

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one state of the database and writes nothing."""
        with KeepingSession(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """Give a reading session all of whose statements see the same state, whoever writes meanwhile."""
        how: dict[str, Any] = {} if self._is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self.read() as session:
            session.connection(execution_options=how)
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session that is committed at the end, or rolled back if anything was raised.

        On SQLite writers of this process queue for one lock and begin immediately, so that none waits on
        the file.
        """
        with self._turn or nullcontext(), KeepingSession(self.engine, expire_on_commit=False) as session:
            session.connection(execution_options={WRITING: True})
            yield session
            session.commit()

    @contextmanager
    def write_in_turn(self) -> Iterator[Session]:
        """Give a writing session that no other such session overlaps, in this process or another (law 7)."""
        with self.write() as session:
            if not self._is_sqlite:
                session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITERS_TURN})
            yield session

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _teach_sqlite(engine: Engine, *, synchronous: str) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, see below
        for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "foreign_keys=ON", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        is_writing = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
