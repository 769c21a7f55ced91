"""The web process: pages for clerks and staff, and the JSON API."""

from hashlib import sha256
from typing import Final

import structlog
import uvicorn
from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError

from activities.dry_run import DryRun
from api.app import STATIC, create_app
from api.dependencies import Dependencies
from cli import dependencies
from cli.errors import CommandError
from cli.keys import hold_keys, link_keys
from cli.rehearsal.for_the_web import OneAtATime
from cli.settings import Settings
from cli.temporal import engine
from models.access.links import LinkSigner
from models.store.database import Database

DESIGN_SYSTEM: Final = STATIC / "dkfds"
log = structlog.get_logger()


def serve(settings: Settings) -> None:
    """Serve until the process is asked to end; requests are not logged, for their paths hold tokens."""
    uvicorn.run(
        web_app(settings),
        host=settings.web_host,
        port=settings.web_port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=10,
    )


def web_app(settings: Settings) -> FastAPI:
    """Return the web application.

    Raises:
        CommandError: a key of links is missing, or the design system was not fetched.
    """
    if not DESIGN_SYSTEM.is_dir():
        raise CommandError(
            "Designsystemet, som siderne er klædt i, er ikke hentet. Kør: make run (eller make test)."
        )
    keys = link_keys(settings)
    database = dependencies.database(settings)
    _hold_keys(database, keys)
    return create_app(
        Dependencies(
            database=database,
            engine=engine(settings),
            signer=LinkSigner(keys),
            public_url=settings.base_url,
            temporal_ui_url=settings.ui_url,
            csrf_secret=sha256(f"csrf:{keys[0]}".encode()).hexdigest(),
            is_embedded=settings.is_embedded,
            clock=dependencies.now,
            rehearser=OneAtATime(database),
            previewer=DryRun(
                database, public_url=settings.base_url, sender=settings.sender, clock=dependencies.now
            ),
        )
    )


def _hold_keys(database: Database, keys: tuple[str, ...]) -> None:
    try:
        hold_keys(database, keys, dependencies.now())
    except (
        SQLAlchemyError
    ) as error:  # pages that say so are better than none; the worker will not sign before it knows
        log.warning("keys_not_checked", reason=type(error).__name__)
