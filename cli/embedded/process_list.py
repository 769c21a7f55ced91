"""The parts of the embedded default: what runs, and by which command."""

import shutil
import sys
from pathlib import Path

from cli.embedded.supervisor import Part
from cli.errors import CommandError
from cli.settings import LOOPBACK, Settings


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
    return Part("temporal", f"Temporal ({settings.ui_url})", command)


def mailbox(settings: Settings) -> Part:
    """Return the development mailbox: SMTP and a web page."""
    command = (
        *(_program("maildump"), "-n", "-f", "--db", str(settings.data_dir / "mailbox.db")),
        *("--smtp-ip", LOOPBACK, "--smtp-port", str(settings.smtp_port)),
        *("--http-ip", LOOPBACK, "--http-port", str(settings.mailbox_port)),
    )
    return Part("mailbox", f"Udviklingspostkasse ({settings.mailbox_url})", command)


def worker() -> Part:
    """Return the worker, which waits for Temporal by itself."""
    return Part("worker", "Worker", (sys.executable, "-m", "cli", "worker"))


def web(settings: Settings) -> Part:
    """Return the web server."""
    return Part("web", f"Web ({settings.base_url})", (sys.executable, "-m", "cli", "web"))


def _program(name: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise CommandError(f"Programmet {name} mangler. Kør »make run«, som henter det.")
    return found
