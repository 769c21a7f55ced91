"""The directory: check it, import contacts, follow mergers and new names."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from cli import dependencies
from cli.commands.directory_changes import add_to
from cli.errors import Trouble
from cli.settings import Settings
from models.calendar import local_day
from models.directory import DirectoryCount, check_directory, import_contacts

app = typer.Typer(help="Kataloget over regioner, kommuner, råd og klynger.", no_args_is_help=True)
add_to(app)


@app.command()
def check() -> None:
    """Tæl kataloget efter."""
    with dependencies.opened(Settings()) as database, database.read() as session:
        count = check_directory(session, on=local_day(dependencies.now()))
    table = Table("Hvad", "Antal")
    for what, number in _lines(count):
        table.add_row(what, str(number))
    Console(highlight=False).print(table)


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="CSV-fil med kontakter", metavar="KONTAKTER.CSV")],
) -> None:
    """Importér kontakter; er blot én række forkert, importeres ingen."""
    if not path.is_file():
        raise Trouble(f"Filen {path} findes ikke.")
    with dependencies.opened(Settings()) as database:
        report = import_contacts(database, path)
    console = Console(highlight=False, soft_wrap=True)
    for problem in report.problems:
        console.print(f"Linje {problem.line}, {problem.column}: {problem.reason}", markup=False)
    if report.problems:
        raise Trouble(f"Intet er importeret: {len(report.problems)} fejl.")
    console.print(report.sentence)


def _lines(count: DirectoryCount) -> list[tuple[str, int]]:
    whole = [
        ("Regioner", count.regions),
        ("Kommuner", count.municipalities),
        ("Kommunale råd", count.councils),
        ("Regionsråd", count.regional_councils),
        ("Klynger", count.clusters),
        ("Medlemskaber af klynger", count.memberships),
    ]
    return whole + [(f"Kommuner i {region}", number) for region, number in count.per_region.items()]
