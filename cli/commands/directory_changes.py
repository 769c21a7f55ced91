"""Changes of the directory from outside: bodies merge, or get another name."""

from typing import Annotated

import typer
from rich.console import Console

from cli import dependencies
from cli.commands.parsing import day_of
from cli.errors import Trouble
from cli.settings import Settings
from models.calendar import local_day
from models.directory import NewName, Succession, merge_bodies, rename_body
from request_types.faults import BadInput
from workflows.rules.calendar.danish import danish_date

On = Annotated[str, typer.Option("--on", help="Første dag under det nye navn (år-måned-dag)", metavar="DATO")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to those of the directory."""
    app.command()(merge)
    app.command()(rename)


def merge(
    codes: Annotated[list[str], typer.Argument(help="Koder på dem, der ophører", metavar="KODE...")],
    into: Annotated[str, typer.Option(help="Den nye kode og det nye navn", metavar="KODE:NAVN")],
    on: On,
) -> None:
    """Læg kommuner, regioner eller organer sammen; runder, der er åbne, beholder deres parter."""
    code, colon, name = into.partition(":")
    if not colon:
        raise Trouble("Skriv kode og navn med kolon imellem, for eksempel --into »861:Vendsyssel Kommune«.")
    first, today = day_of(on), local_day(dependencies.now())
    with dependencies.opened(Settings()) as database:
        try:
            done = merge_bodies(database, codes, NewName(code.strip(), name.strip()), on=first, today=today)
        except BadInput as error:
            raise Trouble(f"Intet er ændret. {error}") from error
    _tell(done)


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
            raise Trouble(f"Intet er ændret. {error}") from error
    _tell(done)


def _tell(done: Succession) -> None:
    told = f"{', '.join(done.ended)} hedder fra {danish_date(done.begins_on)}: {done.name} ({done.code})."
    if done.fallen_meetings:
        told += (
            f"\n{done.fallen_meetings} planlagte møder falder bort. Indlæs det nye råds møder, når de er kendt."
        )
    Console(highlight=False, soft_wrap=True).print(told, markup=False)
