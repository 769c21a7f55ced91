"""The schema's state: bring a database to the newest migration, or ask whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from models.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str) -> None:
    """Bring the database at `url` (SQLAlchemy's form) to the newest migration, all or nothing.

    Several processes may start at once: they take turns, and the later ones find nothing to do.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be reached, or refuses.
        alembic.util.CommandError: the database was migrated by a newer version of the program.
    """
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
            current = MigrationContext.configure(session.connection()).get_current_heads()
        return set(current) == set(ScriptDirectory.from_config(configuration()).get_heads())
    finally:
        database.close()


def configuration() -> Config:
    """Return Alembic's configuration; there is no file for it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
