"""The parts of the embedded default: what runs, by which command, and how one sees that it is up."""

import asyncio
import shutil
import ssl
import sys
from pathlib import Path
from typing import Final

import httpx
from temporalio.service import RPCError

from cli.embedded.supervisor import Part
from cli.settings import LOOPBACK, Settings
from cli.temporal import connect_to_temporal
from cli.trouble import Trouble
from workflows.namespace import prepare_namespace

PATIENCE: Final = 2.0
NO_CERTIFICATES: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Our parts speak plain HTTP; reading those of the machine each time would cost more than the asking."""


def temporal(settings: Settings) -> Part:
    """Return the Temporal server with its UI, on an SQLite file of its own."""
    port, ui_port = settings.temporal_port, settings.temporal_ui_port
    command = (
        *(_program("temporal"), "server", "start-dev", "--ip", LOOPBACK, "--port", str(port)),
        *("--ui-ip", LOOPBACK, "--ui-port", str(ui_port)),
        *("--db-filename", str(settings.data_dir / "temporal.db")),
        *("--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=FULL"),
        *("--log-level", "warn"),
    )
    return Part("temporal", f"Temporal ({settings.ui_url})", command, lambda: _temporal_is_up(settings))


def mailbox(settings: Settings) -> Part:
    """Return the development mailbox: SMTP and a web page."""
    url = f"http://{LOOPBACK}:{settings.mailbox_port}"
    command = (
        *(_program("maildump"), "-n", "-f", "--db", str(settings.data_dir / "mailbox.db")),
        *("--smtp-ip", LOOPBACK, "--smtp-port", str(settings.smtp_port)),
        *("--http-ip", LOOPBACK, "--http-port", str(settings.mailbox_port)),
    )
    return Part("mailbox", f"Udviklingspostkasse ({url})", command, lambda: _answers(f"{url}/messages/"))


def worker() -> Part:
    """Return the worker; it is up when it runs, and waits for Temporal by itself."""
    return Part("worker", "Worker", (sys.executable, "-m", "cli", "worker"), lambda: True)


def web(settings: Settings) -> Part:
    """Return the web server."""
    url = f"http://{LOOPBACK}:{settings.web_port}"
    command = (sys.executable, "-m", "cli", "web")
    return Part("web", f"Web ({settings.base_url})", command, lambda: _answers(f"{url}/readyz"))


def _program(name: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise Trouble(f"Programmet {name} mangler. Kør »make run«, som henter det.")
    return found


def _temporal_is_up(settings: Settings) -> bool:
    async def prepare() -> None:
        await prepare_namespace(await connect_to_temporal(settings))

    try:
        asyncio.run(prepare())
    except (RuntimeError, RPCError):
        return False
    return True


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=PATIENCE, verify=NO_CERTIFICATES).is_success
    except httpx.HTTPError:
        return False
