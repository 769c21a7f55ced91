"""The way to the database: instants, turns, safety."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Timer
from typing import Any, Never

import pytest
from sqlalchemy import event
from sqlalchemy.engine.interfaces import CacheStats
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlmodel import Session, select, text

from models.store.database import Database
from models.tables import ApiToken, SignInLink, TokenScope

NOON = datetime(2027, 9, 1, 12, tzinfo=UTC)


def token(name: str, *, created_at: datetime = NOON) -> ApiToken:
    return ApiToken(token_hash=name, name=name, scope=TokenScope.READ, created_at=created_at, expires_at=NOON)


def fail_after_writing(session: Session) -> Never:
    session.add(token("a"))
    session.flush()
    raise ZeroDivisionError


def test_whoever_reads_sees_one_state_while_others_write(database: Database) -> None:
    with database.read() as session:
        before = session.exec(select(ApiToken.name)).all()
        with database.write() as writing:
            writing.add(token("meanwhile"))
        assert session.exec(select(ApiToken.name)).all() == before
    with database.read() as session:
        assert session.exec(select(ApiToken.name)).all() == [*before, "meanwhile"]


def test_an_instant_comes_back_in_utc(database: Database) -> None:
    copenhagen = timezone(timedelta(hours=2))
    with database.write() as session:
        session.add(token("a", created_at=datetime(2027, 9, 1, 14, tzinfo=copenhagen)))
    with database.read() as session:
        kept = session.exec(select(ApiToken)).one().created_at
    assert kept == NOON
    assert kept.tzinfo is UTC


def test_an_instant_without_a_time_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"), database.write() as session:
        session.add(token("a", created_at=NOON.replace(tzinfo=None)))


def test_an_error_in_the_middle_of_writing_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as session:
        fail_after_writing(session)
    with database.read() as session:
        assert session.exec(select(ApiToken)).all() == []


def test_writing_goes_on_after_an_error(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write_in_turn():
        raise ZeroDivisionError
    with database.write_in_turn() as session:
        session.add(token("b"))
    with database.read() as session:
        assert [kept.name for kept in session.exec(select(ApiToken))] == ["b"]


def test_a_reference_to_nothing_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(SignInLink(token_hash="a", staff_id=404, expires_at=NOON))


def test_an_enum_is_stored_by_its_value(database: Database) -> None:
    with database.write() as session:
        session.add(token("a"))
    with database.read() as session:
        assert session.scalar(text("SELECT scope FROM api_token")) == "read"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("pragma", "expected"), [("foreign_keys", 1), ("journal_mode", "wal"), ("synchronous", 2)]
)
def test_sqlite_keeps_what_was_committed(database: Database, pragma: str, expected: int | str) -> None:
    with database.read() as session:
        assert session.scalar(text(f"PRAGMA {pragma}")) == expected
    with database.write() as session:
        assert session.scalar(text(f"PRAGMA {pragma}")) == expected


def test_a_new_store_into_which_somebody_writes_is_waited_for(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "new.db", isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = Timer(0.5, other.execute, ["COMMIT"])
        done.start()
        with closing(Database(f"sqlite:///{tmp_path / 'new.db'}")) as database, database.read() as session:
            assert session.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        done.join()


def test_a_new_store_that_somebody_holds_on_to_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.store.database.PATIENCE_SECONDS", 0.1)
    with closing(sqlite3.connect(tmp_path / "new.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with closing(Database(f"sqlite:///{tmp_path / 'new.db'}")) as new, pytest.raises(OperationalError):
            new.engine.connect()


def test_a_store_takes_over_what_another_on_its_server_has_compiled(database: Database, database_url: str) -> None:
    statement = select(ApiToken.name, ApiToken.scope).where(ApiToken.created_at == NOON)
    assert hits(database, statement) == [False]
    other = Database(database_url)
    assert hits(other, statement) == [True]
    other.close()


def hits(database: Database, statement: Any) -> list[bool]:
    """Run a statement, and tell whether it was found compiled."""
    found: list[bool] = []

    def note(*told: Any) -> None:
        found.extend([told[4].cache_hit is CacheStats.CACHE_HIT] if told[2].startswith("SELECT") else [])

    event.listen(database.engine, "before_cursor_execute", note)
    with database.read() as session:
        assert session.exec(statement).all() == []
    event.remove(database.engine, "before_cursor_execute", note)
    return found
