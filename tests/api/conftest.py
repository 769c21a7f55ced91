"""What the tests of the faces stand on: each begins with a copy of an office, or of one in a round."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.store.database import Database
from tests.api.office import Office
from tests.postgres import execute

ROUND = "round_"


@pytest.fixture(scope="session")
def sqlite_office(sqlite_template: Path) -> Path:
    """A file that holds contacts too."""
    return _copied_file(sqlite_template, "office.db", Office.seed)


@pytest.fixture(scope="session")
def sqlite_round(sqlite_office: Path) -> Path:
    """A file in which an agreement lies at the councils."""
    return _copied_file(sqlite_office, "round.db", Office.open_round)


@pytest.fixture(scope="session")
def postgres_office(postgres_template: str) -> str:
    """The URL of a database that holds contacts too."""
    return _copied_database(postgres_template, "template_office", Office.seed)


@pytest.fixture(scope="session")
def postgres_round(postgres_office: str) -> str:
    """The URL of a database in which an agreement lies at the councils."""
    return _copied_database(postgres_office, "template_round", Office.open_round)


def _copied_file(source: Path, name: str, seed: Callable[[Office], object]) -> Path:
    path = source.with_name(name)
    shutil.copyfile(source, path)
    _seed(f"sqlite:///{path}", seed)
    return path


def _copied_database(source: str, name: str, seed: Callable[[Office], object]) -> str:
    server, _, template = source.rpartition("/")
    execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    _seed(f"{server}/{name}", seed)
    return f"{server}/{name}"


def _seed(url: str, seed: Callable[[Office], object]) -> None:
    database = Database(url)
    seed(Office(database))
    with database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


@pytest.fixture
def sqlite_source(request: pytest.FixtureRequest) -> Path:
    """The file that holds what the test begins with."""
    path: Path = request.getfixturevalue("sqlite_round" if ROUND in request.fixturenames else "sqlite_office")
    return path


@pytest.fixture
def postgres_source(request: pytest.FixtureRequest) -> str:
    """The URL of the database that holds what the test begins with."""
    url: str = request.getfixturevalue("postgres_round" if ROUND in request.fixturenames else "postgres_office")
    return url


@pytest.fixture
def office(database: Database) -> Office:
    """A seeded office without any cycle."""
    return Office(database)


@pytest.fixture
def other_office(sqlite_office: Path, tmp_path: Path) -> Iterator[Office]:
    """Another seeded office, on SQLite."""
    path = tmp_path / "other.db"
    shutil.copyfile(sqlite_office, path)
    database = Database(f"sqlite:///{path}")
    yield Office(database)
    database.close()


@pytest.fixture
def round_(office: Office) -> Office:
    """An office whose cycle lies at the councils of Nordjylland."""
    return office
