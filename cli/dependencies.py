"""Dependencies that every command needs, made from settings: the store, the clock, who signs links."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from sqlalchemy.exc import OperationalError

from cli.errors import CommandError
from cli.keys import link_keys
from cli.settings import Settings
from models.access.links import LinkSigner
from models.directory import seed_directory
from models.kinds import seed_kinds
from models.store.database import Database
from models.store.schema import current_is_head, migrate

NOT_CREATED: Final = (
    "Databasen er ikke oprettet eller er af en anden udgave. Kør først: aftalehjul migrate (eller aftalehjul up)"
)
NO_DATABASE: Final = "Databasen svarer ikke. Se AFTALEHJULET_DATA_DIR eller AFTALEHJULET_DATABASE_URL."


def now() -> datetime:
    """Return the instant, in UTC."""
    return datetime.now(UTC)


def database(settings: Settings) -> Database:
    """Return the store."""
    return Database(settings.store_url)


def signer(settings: Settings) -> LinkSigner:
    """Return who signs links.

    Raises:
        CommandError: there is no key to sign with.
    """
    return LinkSigner(link_keys(settings))


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Give the store for one command.

    Raises:
        CommandError: there is none yet, or it cannot be reached.
    """
    if settings.is_new:
        raise CommandError(NOT_CREATED)
    store = database(settings)
    try:
        if not current_is_head(settings.store_url):
            raise CommandError(NOT_CREATED)
        yield store
    except OperationalError as error:
        raise CommandError(NO_DATABASE) from error
    finally:
        store.close()


def create(settings: Settings) -> None:
    """Bring the store to the newest migration, and put the directory and the kinds into a new one.

    Raises:
        CommandError: it cannot be reached, or its folder cannot be made.
    """
    try:
        if settings.is_embedded:
            settings.data_dir.mkdir(parents=True, exist_ok=True)
        migrate(settings.store_url)
        seed(settings)
    except (OperationalError, OSError) as error:
        raise CommandError(NO_DATABASE) from error


def seed(settings: Settings) -> None:
    """Put the directory and the agreement kinds into a new store."""
    store = database(settings)
    seed_directory(store)
    seed_kinds(store)
    store.close()
