"""`migrate` that is killed in its middle: the store is wholly old or wholly new, and the next one finishes."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select, table, text

from models.database import Database
from models.schema import newest, revision_of, upgrade
from tests import postgres
from tests.waiting import PATIENCE

OLD = "0001"
KILLS = 12
MIGRATE = """
import alembic.command, cli.parts, cli.settings
print("go", flush=True)
cli.parts.create(cli.settings.Settings())
"""
TOKEN = "INSERT INTO api_token VALUES ('h', 'regneark', 'secretariat', '2026-01-01 00:00:00+00:00', NULL)"
Renewing = Callable[[], None]


@pytest.fixture
def renew(blank_url: str, tmp_path: Path) -> Iterator[Renewing]:
    """Bring the store back to what it was: at the oldest revision, with something in it."""
    database = Database(blank_url)
    with database.write_in_turn() as session:
        upgrade(session.connection(), OLD)
        session.execute(text(TOKEN))
    database.close()
    if blank_url.startswith("sqlite"):
        kept = (tmp_path / "blank.db").read_bytes()
        yield lambda: _renew_file(tmp_path, kept)
        return
    server, _, name = blank_url.rpartition("/")
    postgres.execute(server, f"CREATE DATABASE {name}_old TEMPLATE {name}")
    yield lambda: _renew_database(server, name)
    postgres.execute(server, f"DROP DATABASE {name}_old")


def _renew_file(folder: Path, kept: bytes) -> None:
    for file in folder.glob("blank.db-*"):
        file.unlink()
    (folder / "blank.db").write_bytes(kept)


def _renew_database(server: str, name: str) -> None:
    postgres.execute(server, f"DROP DATABASE {name} WITH (FORCE)")
    postgres.execute(server, f"CREATE DATABASE {name} TEMPLATE {name}_old")


def _killed(url: str, *, after: float) -> bool:
    """Kill a process that migrates after some seconds, and tell whether it was still at it."""
    with _migrating(url) as process:
        try:
            assert process.wait(after) == 0
        except subprocess.TimeoutExpired:
            process.kill()
            return True
    return False


def _seconds_of_all(url: str) -> float:
    """Migrate to the end."""
    with _migrating(url) as process:
        begun = time.monotonic()
        assert process.wait(PATIENCE) == 0
        return time.monotonic() - begun


def _migrating(url: str) -> subprocess.Popen[str]:
    """Start a process that migrates, and wait until it has read the program and begins."""
    environment = os.environ | {"AFTALEHJULET_DATABASE_URL": url}
    command = [sys.executable, "-c", MIGRATE]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "go\n"
    return process


def _state(url: str) -> tuple[str | None, frozenset[str], int, int]:
    """Return the store's revision and tables, and how many tokens and bodies are in it."""
    database = Database(url)
    with database.read() as session:
        connection = session.connection()
        names = frozenset(inspect(connection).get_table_names())
        counts = [
            connection.scalar(select(func.count()).select_from(table(t))) or 0 for t in ("api_token", "body")
        ]
        revision = revision_of(connection)
    database.close()
    return revision, names, counts[0], counts[1]


def test_a_migration_that_is_killed_changed_all_or_nothing_and_the_next_one_finishes(
    blank_url: str, renew: Renewing
) -> None:
    old = _state(blank_url)
    length = _seconds_of_all(blank_url)
    new = _state(blank_url)
    assert (old[0], new[0]) == (OLD, newest())
    assert old[3] == 0 < new[3]
    wholes = {old, (*new[:3], 0), new}
    hits, tries = 0, 0
    while hits < KILLS:
        renew()
        hits += _killed(blank_url, after=length * (tries % KILLS) / KILLS)
        tries += 1
        assert _state(blank_url) in wholes
        assert tries < KILLS * 4
    _seconds_of_all(blank_url)
    assert _state(blank_url) == new
