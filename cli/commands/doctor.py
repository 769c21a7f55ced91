"""The doctor: one line for each thing that must be well, and what to do where it is not."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cli.checkup import Check, checks
from cli.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    *,
    backup_folder: Annotated[
        Path | None, typer.Option(help="Mappen med sikkerhedskopier; den nyeste læses igennem", metavar="MAPPE")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Til programmer")] = False,
) -> None:
    """Se efter, om alt er, som det skal være, og sig, hvad der skal gøres."""
    found = asyncio.run(checks(Settings(), backup_folder))
    if as_json:
        lines = [asdict(check) | {"is_well": check.is_well} for check in found]
        typer.echo(json.dumps(lines, ensure_ascii=False))
    else:
        _show(found)
    if not all(check.is_well for check in found):
        raise typer.Exit(1)


def _show(found: list[Check]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for check in found:
        mark, to_do = ("✓", "") if check.is_well else ("✗", f" → {check.to_do}")
        console.print(f"{mark} {check.found}{to_do}", markup=False, style=None if check.is_well else "bold red")
