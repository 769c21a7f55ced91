"""The directory: check it, import contacts, follow mergers and new names."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from cli import dependencies
from cli.commands.parsing import day_of
from cli.errors import CommandError
from cli.settings import Settings
from models.calendar import local_day
from models.directory import (
    DirectoryCount,
    NewName,
    Succession,
    check_directory,
    import_contacts,
    merge_bodies,
    rename_body,
)
from request_types.faults import BadInput
from workflows.rules.calendar.danish import danish_date

app = typer.Typer(help="Kataloget over regioner, kommuner, råd og klynger.", no_args_is_help=True)
On = Annotated[str, typer.Option("--on", help="Første dag under det nye navn (år-måned-dag)", metavar="DATO")]


@app.command()
def merge(
    codes: Annotated[list[str], typer.Argument(help="Koder på dem, der ophører", metavar="KODE...")],
    into: Annotated[str, typer.Option(help="Den nye kode og det nye navn", metavar="KODE:NAVN")],
    on: On,
) -> None:
    """Læg kommuner, regioner eller organer sammen; runder, der er åbne, beholder deres parter."""
    code, colon, name = into.partition(":")
    if not colon:
        raise CommandError("Skriv kode og navn med kolon imellem, for eksempel --into »861:Vendsyssel Kommune«.")
    first, today = day_of(on), local_day(dependencies.now())
    with dependencies.opened(Settings()) as database:
        try:
            done = merge_bodies(database, codes, NewName(code.strip(), name.strip()), on=first, today=today)
        except BadInput as error:
            raise CommandError(f"Intet er ændret. {error}") from error
    _tell(done)


@app.command()
def rename(
    code: Annotated[str, typer.Argument(metavar="KODE")],
    name: Annotated[str, typer.Argument(help="Det nye navn", metavar="NAVN")],
    on: On,
    new_code: Annotated[str, typer.Option("--code", help="Ny kode; ellers den gamle med et tal")] = "",
) -> None:
    """Giv en kommune, en region eller et organ et nyt navn."""
    first, today = day_of(on), local_day(dependencies.now())
    with dependencies.opened(Settings()) as database:
        try:
            done = rename_body(database, code, name.strip(), on=first, today=today, new_code=new_code.strip())
        except BadInput as error:
            raise CommandError(f"Intet er ændret. {error}") from error
    _tell(done)


def _tell(done: Succession) -> None:
    told = f"{', '.join(done.ended)} hedder fra {danish_date(done.begins_on)}: {done.name} ({done.code})."
    if done.fallen_meetings:
        told += (
            f"\n{done.fallen_meetings} planlagte møder falder bort. Indlæs det nye råds møder, når de er kendt."
        )
    Console(highlight=False, soft_wrap=True).print(told, markup=False)


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
        raise CommandError(f"Filen {path} findes ikke.")
    with dependencies.opened(Settings()) as database:
        report = import_contacts(database, path)
    console = Console(highlight=False, soft_wrap=True)
    for problem in report.problems:
        console.print(f"Linje {problem.line}, {problem.column}: {problem.reason}", markup=False)
    if report.problems:
        raise CommandError(f"Intet er importeret: {len(report.problems)} fejl.")
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
