"""Parts that outlived their `up`: remembered by process id and start time, and ended before the next start."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil
from rich.console import Console

SECONDS_TO_END: Final = 10.0


def remember(folder: Path, name: str, process: psutil.Process) -> None:
    """Note a process that was started from `folder`."""
    note = _note(folder, name)
    note.parent.mkdir(exist_ok=True)
    note.write_text(json.dumps({"pid": process.pid, "started": process.create_time()}))


def forget(folder: Path, name: str) -> None:
    """Note that a process has ended."""
    _note(folder, name).unlink(missing_ok=True)


def end_leftovers(folder: Path, console: Console) -> None:
    """End the processes that an `up` which was killed left behind; never another one of the same number."""
    left = [process for note in (folder / "run").glob("*.json") if (process := _process_of(note))]
    for process in left:
        console.print(f"  [yellow]![/] Afslutter en proces fra sidste kørsel ({process.pid})")
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _, stubborn = psutil.wait_procs(left, timeout=SECONDS_TO_END)
    for process in stubborn:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(stubborn, timeout=SECONDS_TO_END)


def _process_of(note: Path) -> psutil.Process | None:
    try:
        told = json.loads(note.read_text())
        process = psutil.Process(int(told["pid"]))
        is_ours = process.create_time() == float(told["started"])
    except (ValueError, KeyError, psutil.Error):
        return None
    return process if is_ours else None


def _note(folder: Path, name: str) -> Path:
    return folder / "run" / f"{name}.json"
