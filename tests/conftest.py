"""What the tests stand on: migrated, empty databases of both kinds, each test with one of its own.

A test for one kind only says so: `@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)`.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from models.database import Database
from models.schema import migrate
from tests.postgres import execute, running_server

TEMPLATE = "template_migrated"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty file to copy from."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL, without a database's name, of a PostgreSQL that lives as long as the tests."""
    with running_server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The same server, now with a migrated, empty database to copy from."""
    execute(postgres_server, f"CREATE DATABASE {TEMPLATE}")
    migrate(f"{postgres_server}/{TEMPLATE}")
    return postgres_server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The SQLAlchemy URL of a migrated, empty database of this test's own."""
    if request.param == "sqlite":
        path = tmp_path / "aftalehjulet.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
    else:
        with _created(request.getfixturevalue("postgres_template"), template=TEMPLATE) as url:
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def blank_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The SQLAlchemy URL of a database that no migration has seen."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/blank.db"
    else:
        with _created(request.getfixturevalue("postgres_server"), template="template0") as url:
            yield url


@contextmanager
def _created(server: str, *, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield f"{server}/{name}"
    execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated, empty database of this test's own."""
    database = Database(database_url)
    yield database
    database.close()
