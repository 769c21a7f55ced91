"""What the tests stand on: databases of both kinds with directory and kinds, each test with one of its own.

A test for one kind only says so: `@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)`.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from xdist.remote import Producer

from models.directory import seed_directory
from models.kinds import seed_kinds
from models.store.database import Database
from models.store.schema import migrate
from tests.machine import use_memory_for_files
from tests.postgres import execute, running_server
from tests.scheduling import HouseScheduling, has_clocks_of_its_own, is_dear

TEMPLATE = "template_migrated"
use_memory_for_files()
# the processes that are tested keep what they compile: else each would compile all that it reads, for seconds
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# how long an example takes is the machine's affair: time is measured in benchmarks
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--on-sqlite", action="store_true", help="leave out what is run on PostgreSQL")
    parser.addoption(
        "--at",
        type=datetime.fromisoformat,
        help="run at this instant (2028-02-28T23:30Z), without what has clocks of its own",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.option.at:
        time_machine.travel(config.option.at).start()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Let one process more run than there are processors: tests of whole systems wait much of their time."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> HouseScheduling:
    return HouseScheduling(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=is_dear, reverse=True)
    if config.option.on_sqlite:
        leave_out(config, items, needs_postgresql)
    if config.option.at:
        leave_out(config, items, has_clocks_of_its_own)


def leave_out(config: pytest.Config, items: list[pytest.Item], which: Callable[[pytest.Item], bool]) -> None:
    config.hook.pytest_deselected(items=[item for item in items if which(item)])
    items[:] = [item for item in items if not which(item)]


def needs_postgresql(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    return callspec is not None and "postgresql" in callspec.params.values()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to copy from: migrated, with the directory and the kinds, and nothing else."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL, without a database's name, of a PostgreSQL that lives as long as the tests."""
    with running_server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The URL of a database to copy from: migrated, with the directory and the kinds."""
    execute(postgres_server, f"CREATE DATABASE {TEMPLATE}")
    _prepare(f"{postgres_server}/{TEMPLATE}")
    return f"{postgres_server}/{TEMPLATE}"


@pytest.fixture
def sqlite_source(sqlite_template: Path) -> Path:
    """What a test's file is a copy of; a folder whose tests begin elsewhere says so."""
    return sqlite_template


@pytest.fixture
def postgres_source(postgres_template: str) -> str:
    """What a test's database is a copy of; a folder whose tests begin elsewhere says so."""
    return postgres_template


def _prepare(url: str) -> None:
    migrate(url)
    database = Database(url)
    seed_directory(database)
    seed_kinds(database)
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The SQLAlchemy URL of a database of this test's own, with directory and kinds."""
    if request.param == "sqlite":
        path = tmp_path / "aftalehjulet.db"
        shutil.copyfile(request.getfixturevalue("sqlite_source"), path)
        yield f"sqlite:///{path}"
    else:
        server, _, source = request.getfixturevalue("postgres_source").rpartition("/")
        with _created(server, template=source) as url:
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
    """A database of this test's own, with directory and kinds."""
    database = Database(database_url)
    yield database
    database.close()
