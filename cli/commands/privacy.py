"""Persons: what is held about one, forgetting one, and forgetting by rule."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cli import dependencies
from cli.embedded.restoring import stores_set_aside
from cli.errors import CommandError
from cli.settings import Settings
from models.calendar import local_day
from models.store.database import Database
from upkeep import privacy
from upkeep.privacy import Person, StillNeeded, TooVague
from upkeep.privacy.words import TABLES

app = typer.Typer(help="Personoplysninger: indsigt, sletning og opbevaring.", no_args_is_help=True)
console = Console(highlight=False, soft_wrap=True)

AddressIn = Annotated[str, typer.Argument(metavar="ADRESSE", help='Mailadressen; tom ("") når kun navnet kendes.')]
NamesIn = Annotated[list[str] | None, typer.Option("--name", help="Personens hele navn; kan gentages.")]


@app.command()
def export(
    address: AddressIn,
    target: Annotated[Path | None, typer.Argument(metavar="[FIL.json]", help="Ellers skrives det ud.")] = None,
    *,
    name: NamesIn = None,
) -> None:
    """Skriv alt, hvad der er om en person, og hvor længe det opbevares."""
    person = _person(address, name)
    with dependencies.opened(Settings()) as database, database.read() as session:
        found = privacy.holdings(session, person)
    told = json.dumps(
        {"person": [person.address, *person.names], "fundet": len(found), "oplysninger": found},
        ensure_ascii=False,
        indent=2,
        default=str,
    )
    if target is None:
        typer.echo(told)
        return
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(told + "\n")
    except OSError as error:
        raise CommandError(f"Kan ikke skrive {target}: {error.strerror}.") from error
    console.print(f"{len(found)} steder er skrevet i {target}.", markup=False)


@app.command()
def erase(
    address: AddressIn,
    *,
    name: NamesIn = None,
    yes: Annotated[bool, typer.Option("--ja", help="Spørg ikke først.")] = False,
) -> None:
    """Slet en person: beslutningerne bliver, men ikke hvem der skrev dem, eller hvor brevene gik hen."""
    person = _person(address, name)
    with dependencies.opened(Settings()) as database:
        _hint_at_reporters(database, person)
        foreseen = _erased(database, person, is_rehearsal=True)
        if not foreseen.rows:
            console.print("Der er ikke noget om personen at slette.")
        else:
            rows = (f"{TABLES.get(table, table)} ({number})" for table, number in foreseen.rows.items())
            console.print("Slettes: " + ", ".join(rows))
            if not yes and not typer.confirm("Det kan ikke gøres om. Slet?"):
                raise typer.Exit(1)
            _erased(database, person)
            console.print("Slettet. Registeret siger, hvilke tekster der er væk, og kan stadig efterprøves.")
    if foreseen.left:
        console.print("Her står personen stadig, og det kan ikke ændres: " + ", ".join(foreseen.left) + ".")
    _name_old_stores()
    console.print(
        "Se også dokumenter, jeres egne mails og tidligere sikkerhedskopier: docs/privacy/anmodninger.md."
    )


@app.command()
def retention(
    *, dry_run: Annotated[bool, typer.Option("--dry-run", help="Sig kun, hvad der ville ske.")] = False
) -> None:
    """Slet det, hvis opbevaringstid er gået; det sker også af sig selv en gang om ugen."""
    now = dependencies.now()
    with dependencies.opened(Settings()) as database:
        done = privacy.retain(database, at=now, today=local_day(now), is_rehearsal=dry_run)
    what = f"spor af log-ind {done.traces}, navne og adresser {done.names}, dokumenter {done.documents}"
    console.print(f"{'Ville slette' if dry_run else 'Slettet'}: {what}.")


def _hint_at_reporters(database: Database, person: Person) -> None:
    with database.read() as session:
        reporters = () if person.names else privacy.reporters(session, person)
    if reporters:
        console.print(
            "Gennem links til adressen har disse indberettet: " + ", ".join(reporters) + ".", markup=False
        )
        console.print("Er personen en af dem, så nævn også navnet med --name.")


def _name_old_stores() -> None:
    """Name the stores that a restore set aside: neither this command nor the rules reach into them."""
    settings = Settings()
    stores = stores_set_aside(settings.data_dir) if settings.is_embedded else ()
    if stores:
        told = ", ".join(str(path) for path in stores)
        console.print(
            f"Databaser, der blev lagt til side ved en gendannelse, er ikke rørt; slet dem selv: {told}.",
            markup=False,
        )


def _person(address: str, names: list[str] | None) -> Person:
    try:
        return Person(address, tuple(names or ())).checked()
    except TooVague as error:
        raise CommandError(str(error)) from error


def _erased(database: Database, person: Person, *, is_rehearsal: bool = False) -> privacy.Erased:
    now = dependencies.now()
    with database.write_in_turn() as session:
        try:
            done = privacy.erase_person(session, person, at=now, today=local_day(now))
        except StillNeeded as error:
            raise CommandError("\n".join(error.sentences)) from error
        if is_rehearsal:
            session.rollback()
    return done
