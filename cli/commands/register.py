"""The register: is the chain unbroken, and a file by which others can tell."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cli import dependencies
from cli.errors import CommandError
from cli.settings import Settings
from models.register import head as register_head
from models.register import verify as verify_register
from models.register import write_export

app = typer.Typer(help="Det hash-kædede register.", no_args_is_help=True)


@app.command()
def verify() -> None:
    """Regn hele kæden efter."""
    with dependencies.opened(Settings()) as database, database.read() as session:
        verification = verify_register(session)
        newest = register_head(session)
    console = Console(highlight=False, soft_wrap=True)
    for problem in verification.problems:
        console.print(problem, markup=False)
    if not verification.is_sound:
        raise CommandError(f"Registeret er brudt: {len(verification.problems)} fejl.")
    console.print(
        f"{verification.entries} poster er ubrudt kædet. Tekster slettet med ret: {verification.erased}."
    )
    console.print(f"Hoved: nr. {newest.seq}, {newest.hash}")


@app.command()
def export(
    target: Annotated[Path, typer.Argument(metavar="FIL.zip", help="Hvor registeret skal ligge.")],
    party: Annotated[str, typer.Option(help="Kun denne parts egne tekster; koden, for eksempel 825.")] = "",
) -> None:
    """Skriv hele registeret i en fil, som andre kan efterprøve uden Aftalehjulet."""
    with dependencies.opened(Settings()) as database:
        try:
            with target.open("xb") as file:
                entries = write_export(database, file, party=party)
        except FileExistsError as error:
            raise CommandError(f"{target} findes allerede. Vælg et andet navn.") from error
        except OSError as error:
            raise CommandError(f"Kan ikke skrive {target}: {error.strerror}.") from error
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{entries} poster ligger i {target}.", markup=False)
    console.print("Pak den ud, og kør efterproev_register.py med jeres kvitteringsmails; se LÆS-MIG.txt.")
