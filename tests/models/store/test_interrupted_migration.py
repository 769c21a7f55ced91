"""`migrate` that is killed in its middle: the store is wholly old or wholly new, and the next one finishes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select, table, text

from models.store.database import Database
from models.store.schema import newest, revision_of, upgrade
from tests import postgres
from tests.models.store.migrating import killed_at, steps_of_all

OLD = "0001"
KILLS = 12
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
    steps = steps_of_all(blank_url)
    new = _state(blank_url)
    assert (old[0], new[0]) == (OLD, newest())
    assert old[3] == 0 < new[3]
    seen = set()
    for step in {*range(1, steps.total, steps.total // KILLS), *steps.commits}:
        renew()
        killed_at(blank_url, step)
        seen.add(_state(blank_url))
    assert {old} < seen <= {old, (*new[:3], 0), new}
    steps_of_all(blank_url)
    assert _state(blank_url) == new
