"""The schema's state: bring a database to the newest migration, or ask whether it is there.

Every command asks; Alembic is read only where something is migrated.
"""

# ruff: noqa: PLC0415  # see above

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import column, inspect, table
from sqlalchemy.engine import Connection
from sqlmodel import select

from models.store.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS: Final = Path(__file__).parents[1] / "migrations"
VERSIONS: Final = table("alembic_version", column("version_num"))


def migrate(url: str) -> None:
    """Bring the database at `url` (SQLAlchemy's form) to the newest migration, all or nothing.

    Several processes may start at once: they take turns, and the later ones find nothing to do.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be reached, or refuses.
        alembic.util.CommandError: the database was migrated by a newer version of the program.
    """
    database = Database(url, is_patient=True)
    try:
        with database.write_in_turn() as session:
            upgrade(session.connection())
    finally:
        database.close()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the database to a revision, in the caller's transaction.

    Raises:
        alembic.util.CommandError: the database was migrated by a newer version of the program.
    """
    from alembic import command

    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def current_is_head(url: str) -> bool:
    """Return whether the database at `url` stands at the newest migration.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be reached.
    """
    database = Database(url)
    try:
        with database.read() as session:
            return revision_of(session.connection()) == newest()
    finally:
        database.close()


def revision_of(connection: Connection) -> str | None:
    """Return the revision at which the database stands, None where no migration was ever run."""
    if not inspect(connection).has_table(VERSIONS.name):
        return None
    found: str | None = connection.scalar(select(VERSIONS.c.version_num))
    return found


def newest() -> str:
    """Return the newest migration's revision."""
    return max(revisions())


def revisions() -> frozenset[str]:
    """Return all revisions that this program knows: the numbers with which the migrations' names begin."""
    return frozenset(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def configuration() -> "Config":
    """Return Alembic's configuration; there is no file for it."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
