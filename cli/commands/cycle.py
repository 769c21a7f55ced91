"""Cycles: what runs, how far each has come, and what follows."""

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from cli import dependencies
from cli.commands.parsing import day_of
from cli.errors import CommandError
from cli.settings import Settings
from models.agreements.cycles import CycleDiffers
from models.agreements.successors import create_successor
from models.calendar import local_day
from models.queries.cycle.overview import CycleLine, cycle_line, cycle_lines
from request_types.faults import BadInput

app = typer.Typer(help="Aftaleforløb.", no_args_is_help=True)
MADE_BY = "system"
AsJson = Annotated[bool, typer.Option("--json", help="Til programmer")]


@app.command("list")
def list_(as_json: AsJson = False) -> None:  # noqa: FBT002  # an option of the command line
    """Vis alle forløb."""
    with dependencies.opened(Settings()) as database, database.read() as session:
        lines = cycle_lines(session)
    if as_json:
        typer.echo(json.dumps([asdict(line) for line in lines], default=str, ensure_ascii=False))
        return
    table = Table("Forløb", "Fase", "Godkendt", "Frist")
    for line in lines:
        table.add_row(line.id, line.phase.value, f"{line.approved} af {line.total}", _deadline(line))
    Console(highlight=False).print(table)


@app.command()
def show(cycle_id: Annotated[str, typer.Argument(metavar="FORLØB")], as_json: AsJson = False) -> None:  # noqa: FBT002
    """Vis ét forløb."""
    with dependencies.opened(Settings()) as database, database.read() as session:
        line = cycle_line(session, cycle_id)
    if line is None:
        raise CommandError(f"Forløbet {cycle_id} findes ikke.")
    told = {name: str(value) for name, value in asdict(line).items()}
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    for name, value in told.items():
        typer.echo(f"{name}: {value}")


@app.command()
def succeed(
    cycle_id: Annotated[str, typer.Argument(metavar="FORLØB")],
    title: Annotated[str, typer.Option(help="Titel; ellers den gamle med de nye årstal")] = "",
    period_start: Annotated[str, typer.Option("--start", help="Periodens første dag (år-måned-dag)")] = "",
    reason: Annotated[str, typer.Option(help="Hvorfor, hvis retsgrundlaget er ophørt")] = "",
    unreachable_reason: Annotated[str, typer.Option(help="Hvorfor, hvis et råd intet møde når")] = "",
) -> None:
    """Start den næste aftale med samme parter og de uafsluttede indsatser; udskriver dens id.

    Motoren får den at vide ved sin næste gennemgang af indbakken.
    """
    first, now = day_of(period_start) if period_start else None, dependencies.now()
    with dependencies.opened(Settings()) as database:
        try:
            created = create_successor(
                database,
                cycle_id,
                today=local_day(now),
                at=now,
                made_by=MADE_BY,
                title=title,
                period_start=first,
                out_of_basis_reason=reason,
                unreachable_reason=unreachable_reason,
            )
        except (BadInput, CycleDiffers) as error:
            raise CommandError(str(error)) from error
    typer.echo(created.id)


def _deadline(line: CycleLine) -> str:
    return line.deadline.isoformat() if line.deadline else ""
