"""Parts that every command needs, made from settings: the store, the clock, who signs links."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy.exc import OperationalError

from cli.keys import link_keys
from cli.settings import Settings
from cli.trouble import Trouble
from models.database import Database
from models.directory import seed_directory
from models.kinds import seed_kinds
from models.links import LinkSigner
from models.schema import current_is_head


def now() -> datetime:
    """Return the instant, in UTC."""
    return datetime.now(UTC)


def database(settings: Settings) -> Database:
    """Return the store."""
    return Database(settings.store_url)


def signer(settings: Settings) -> LinkSigner:
    """Return who signs links.

    Raises:
        Trouble: there is no key to sign with.
    """
    return LinkSigner(link_keys(settings))


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Give the store for one command.

    Raises:
        Trouble: there is none yet, or it cannot be reached.
    """
    store = database(settings)
    try:
        if not current_is_head(settings.store_url):
            raise Trouble("Databasen er ikke oprettet eller er af en anden udgave. Kør først: aftalehjul migrate")
        yield store
    except OperationalError as error:
        raise Trouble(
            "Databasen svarer ikke. Se AFTALEHJULET_DATA_DIR eller AFTALEHJULET_DATABASE_URL."
        ) from error
    finally:
        store.close()


def seed(settings: Settings) -> None:
    """Put the directory and the agreement kinds into a new store."""
    store = database(settings)
    seed_directory(store)
    seed_kinds(store)
    store.close()
