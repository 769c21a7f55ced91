"""What the tests of the faces stand on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.database import Database
from tests.api.office import Office


@pytest.fixture(scope="session")
def sqlite_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that holds the directory and the kinds already: most tests of pages begin there."""
    path = tmp_path_factory.mktemp("seeded") / "template.db"
    shutil.copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    Office(database).seed()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture
def office(database: Database) -> Office:
    """A seeded office without any cycle."""
    office = Office(database)
    office.seed()
    return office


@pytest.fixture
def other_office(sqlite_template: Path, tmp_path: Path) -> Iterator[Office]:
    """Another seeded office, on SQLite."""
    path = tmp_path / "other.db"
    shutil.copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    office = Office(database)
    office.seed()
    yield office
    database.close()


@pytest.fixture
def round_(office: Office) -> Office:
    """An office whose cycle lies at the councils of Nordjylland."""
    office.open_round()
    return office
