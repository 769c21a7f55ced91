"""How one sees that the parts of the embedded default are up: they answer."""

import asyncio
import ssl
from typing import Final

import httpx
from temporalio.service import RPCError

from cli.settings import LOOPBACK, Settings
from cli.temporal import connect_to_temporal
from workflows.temporal.namespace import prepare_namespace

PATIENCE: Final = 2.0
NO_CERTIFICATES: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Our parts speak plain HTTP; reading those of the machine each time would cost more than the asking."""


def temporal_answers(settings: Settings) -> bool:
    """Tell whether Temporal has got what it must have."""

    async def prepare() -> None:
        await prepare_namespace(await connect_to_temporal(settings))

    try:
        asyncio.run(prepare())
    except (RuntimeError, RPCError):
        return False
    return True


def mailbox_answers(settings: Settings) -> bool:
    """Tell whether the mailbox shows its mails."""
    return _answers(f"{settings.mailbox_url}/messages/")


def web_answers(settings: Settings) -> bool:
    """Tell whether the web is ready."""
    return _answers(f"http://{LOOPBACK}:{settings.web_port}/readyz")


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=PATIENCE, verify=NO_CERTIFICATES).is_success
    except httpx.HTTPError:
        return False
