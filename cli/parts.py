"""The composition: real parts made from settings. Only here do ports meet what implements them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256

from fastapi import FastAPI
from sqlalchemy.exc import OperationalError
from temporalio.client import Client
from temporalio.envconfig import ClientConfig

from activities.postbox import SmtpPostbox
from api.app import create_app
from api.parts import Parts
from cli.keys import link_keys
from cli.settings import LOOPBACK, Settings
from cli.trouble import Trouble
from models.database import Database
from models.directory import seed_directory
from models.kinds import seed_kinds
from models.links import LinkSigner
from models.schema import current_is_head
from workflows.client import DATA_CONVERTER, Engine


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


def engine(settings: Settings) -> Engine:
    """Return the engine's front door; it connects when it is first used."""

    async def connect() -> Client:
        return await connect_to_temporal(settings)

    return Engine(connect)


async def connect_to_temporal(settings: Settings) -> Client:
    """Connect to Temporal: on this machine, or as Temporal's own environment says (TLS, API key).

    Raises:
        RuntimeError: Temporal does not answer.
    """
    if settings.is_embedded:
        address = f"{LOOPBACK}:{settings.temporal_port}"
        return await Client.connect(address, data_converter=DATA_CONVERTER)
    config = ClientConfig.load_client_connect_config()
    return await Client.connect(**config, data_converter=DATA_CONVERTER)


def postbox(settings: Settings) -> SmtpPostbox:
    """Return the way to the mail server."""
    password = settings.smtp_password
    return SmtpPostbox(
        settings.smtp_host,
        settings.smtp_port,
        username=settings.smtp_username,
        password=password.get_secret_value() if password else None,
        tls=settings.smtp_encryption,
    )


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


def web_app(settings: Settings) -> FastAPI:
    """Return the web application.

    Raises:
        Trouble: there is no key to sign links with.
    """
    keys = link_keys(settings)
    return create_app(
        Parts(
            database=database(settings),
            engine=engine(settings),
            signer=LinkSigner(keys),
            public_url=settings.base_url,
            temporal_ui_url=settings.ui_url,
            csrf_secret=sha256(f"csrf:{keys[0]}".encode()).hexdigest(),
            is_embedded=settings.is_embedded,
            clock=now,
        )
    )
