"""The ground that all parts stand on: a folder that can be written, held by one, and ports that are free."""

import errno
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from cli.errors import CommandError
from cli.settings import LOOPBACK, Settings

MEGABYTE: Final = 1024 * 1024
NEEDED: Final = 50 * MEGABYTE
PROBE: Final = ".kan-der-skrives"


@contextmanager
def held_folder(folder: Path) -> Iterator[Path]:
    """Make the data folder and hold it, so that nobody else starts from it.

    Raises:
        CommandError: it cannot be made or written, is full, or somebody holds it.
    """
    _make(folder)
    lock = FileLock(folder / "up.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise CommandError(
            f"Aftalehjulet kører allerede fra {folder}. Stop det først, eller vælg en anden mappe."
        ) from None
    try:
        yield folder
    finally:
        lock.release()


def check_ports(settings: Settings) -> None:
    """Check that nobody listens where our parts are to listen.

    Raises:
        CommandError: a port is taken; the sentence names it and its setting.
    """
    ports = ("web_port", "temporal_port", "temporal_ui_port", "mailbox_port", "smtp_port")
    for name in ports:
        port: int = getattr(settings, name)
        if not is_free(port):
            raise CommandError(
                f"Port {port} på {LOOPBACK} er optaget af et andet program. "
                f"Stop det, eller vælg en anden port med AFTALEHJULET_{name.upper()}."
            )


def is_free(port: int) -> bool:
    """Tell whether nobody listens on a port of this machine's loopback address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "log").mkdir(exist_ok=True)
        list(folder.iterdir())
        _try_to_write(folder / PROBE)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise CommandError(_why_not(folder, error)) from error
    if free < NEEDED:
        raise CommandError(
            f"Disken er fuld: der er {free // MEGABYTE} MB ledigt i {folder}, og der skal bruges mindst "
            f"{NEEDED // MEGABYTE} MB. Ryd op, eller vælg en anden mappe med AFTALEHJULET_DATA_DIR."
        )


def _try_to_write(probe: Path) -> None:
    try:
        probe.write_bytes(bytes(MEGABYTE))
    finally:
        probe.unlink(missing_ok=True)


def _why_not(folder: Path, error: OSError) -> str:
    elsewhere = "Vælg en anden mappe med AFTALEHJULET_DATA_DIR."
    if error.errno == errno.ENOSPC:
        return f"Disken er fuld: der kan ikke skrives i {folder}. {elsewhere}"
    if isinstance(error, (NotADirectoryError, FileExistsError)):
        return f"{folder} er ikke en mappe. {elsewhere}"
    return f"Mappen {folder} kan ikke læses og skrives ({error.strerror}). {elsewhere}"
