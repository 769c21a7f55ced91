"""The rehearsal: all that will happen in an agreement's years, before it is started."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from activities.letters.writing import Author
from activities.rehearsal import BadAssumption, EnvelopeAuthor
from cli import dependencies
from cli.commands.parsing import day_or_none, phase_of
from cli.errors import CommandError
from cli.memory import without_collecting
from cli.rehearsal.asking import Asked, phases_of, play_of
from cli.rehearsal.play import Rehearsal, rehearse
from cli.rehearsal.writing import Writing, check_places, write
from cli.settings import Settings
from models.calendar import local_day
from models.store.database import Database
from request_types.faults import BadInput


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="rehearse")(rehearse_)


def rehearse_(
    *,
    kind: Annotated[str, typer.Option(help="Aftalens art")] = "sundhedsaftale",
    region: Annotated[str, typer.Option(help="Regionens navn eller kode")] = "Nordjylland",
    in_force: Annotated[
        str,
        typer.Option(help="Aftalens første dag; ellers den første 1. januar mindst et år frem", metavar="DATO"),
    ] = "",
    title: Annotated[str, typer.Option(help="Aftalens titel")] = "",
    starts_on: Annotated[
        str, typer.Option("--from", help="Dagen, hvor forløbet startes; ellers i dag", metavar="DATO")
    ] = "",
    phase: Annotated[str, typer.Option(help="Fasen, der begyndes i", metavar="FASE")] = "",
    party: Annotated[
        list[str] | None,
        typer.Option(help="En valgt part (kan gentages); ellers de første tre kommuner", metavar="NAVN"),
    ] = None,
    assume: Annotated[
        list[str] | None,
        typer.Option(
            help="Hvad nu hvis: »laesoe:silent«, »aalborg:postponed:2027-08-30« (kan gentages)",
            metavar="HVEM:HVAD[:DATO]",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Til programmer")] = False,
    csv: Annotated[Path | None, typer.Option(help="Skriv det hele til Excel", metavar="FIL")] = None,
    ics: Annotated[Path | None, typer.Option(help="Skriv dagene som kalender", metavar="FIL")] = None,
    mails: Annotated[Path | None, typer.Option(help="Skriv hver mail i en tom mappe", metavar="MAPPE")] = None,
) -> None:
    """Prøv et helt forløb, fra start til slut, på få sekunder; intet sendes, og intet gemmes."""
    writing = Writing(as_json=as_json, csv=csv, ics=ics, mails=mails)
    check_places(writing)
    asked = Asked(
        kind=kind,
        region=region,
        in_force=day_or_none(in_force),
        title=title,
        starts_on=day_or_none(starts_on),
        parties=tuple(party or ()),
        assumptions=tuple(assume or ()),
    )
    author = Author if mails else EnvelopeAuthor
    write(_rehearsed(asked, phase, author, is_quiet=as_json), writing, at=dependencies.now())


def _rehearsed(asked: Asked, phase: str, author: type[Author], *, is_quiet: bool) -> Rehearsal:
    today = local_day(dependencies.now())
    console = Console(stderr=True, quiet=is_quiet)
    with _source() as source:
        try:
            begun_in = phase_of(phase, phases_of(asked.kind, source))
            play = play_of(replace(asked, phase=begun_in), source, today=today)
            with console.status("Prøver forløbet. Det tager nogle sekunder."), without_collecting():
                return asyncio.run(rehearse(play, source, author=author))
        except (BadInput, BadAssumption) as error:
            raise CommandError(str(error)) from error


@contextmanager
def _source() -> Iterator[Database | None]:
    """Give the store to read from, None where nothing was ever installed here."""
    settings = Settings()
    if settings.is_new:
        yield None
        return
    with dependencies.opened(settings) as database:
        yield database
