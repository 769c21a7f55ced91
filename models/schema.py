"""The schema's state: bring a database to the newest migration, or ask whether it is there.

Every command asks; Alembic is read only where something is migrated.
"""

# ruff: noqa: PLC0415  # see above

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import column, inspect, table
from sqlmodel import select

from models.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS: Final = Path(__file__).parent / "migrations"
_VERSIONS: Final = table("alembic_version", column("version_num"))


def migrate(url: str) -> None:
    """Bring the database at `url` (SQLAlchemy's form) to the newest migration, all or nothing.

    Several processes may start at once: they take turns, and the later ones find nothing to do.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be reached, or refuses.
        alembic.util.CommandError: the database was migrated by a newer version of the program.
    """
    from alembic import command

    database = Database(url)
    try:
        with database.write_in_turn() as session:
            config = configuration()
            config.attributes["connection"] = session.connection()
            command.upgrade(config, "head")
    finally:
        database.close()


def current_is_head(url: str) -> bool:
    """Return whether the database at `url` stands at the newest migration.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be reached.
    """
    database = Database(url)
    try:
        with database.read() as session:
            connection = session.connection()
            if not inspect(connection).has_table(_VERSIONS.name):
                return False
            return list(connection.scalars(select(_VERSIONS.c.version_num))) == [newest()]
    finally:
        database.close()


def newest() -> str:
    """Return the newest migration's revision: the number with which its file's name begins."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def configuration() -> "Config":
    """Return Alembic's configuration; there is no file for it."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
