"""The keys that links are signed with: which may be taken away, and giving one up."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from cli import dependencies
from cli.errors import CommandError
from cli.keys import link_keys
from cli.settings import Settings
from models.access.link_keys import (
    LEAST_OF_A_FINGERPRINT,
    KeyFacts,
    UnknownKey,
    fingerprint_of,
    known_keys,
    retire_key,
)
from models.calendar import COPENHAGEN
from workflows.rules.calendar.danish import danish_date

app = typer.Typer(help="Nøglerne, som links er signeret med.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Til programmer")]
NEVER_USED: Final = "har aldrig signeret; den forreste signerer fra næste start"


@app.command("list")
def list_(as_json: AsJson = False) -> None:  # noqa: FBT002  # an option of the command line
    """Vis alle nøgler: siden hvornår, om der stadig er brug for dem, og om de står i indstillingerne."""
    settings = Settings()
    present = [fingerprint_of(key) for key in link_keys(settings)]
    with dependencies.opened(settings) as database, database.read() as session:
        known = known_keys(session)
    if as_json:
        typer.echo(json.dumps([_as_json(each, present) for each in known], ensure_ascii=False))
        return
    table = Table("Nøgle", "Signerede fra", "I indstillingerne", "Behov")
    for each in known:
        table.add_row(
            each.short, _day(each.used_from), "ja" if each.fingerprint in present else "nej", _need(each)
        )
    for fingerprint in _not_noted(known, present):
        table.add_row(fingerprint[:LEAST_OF_A_FINGERPRINT], "–", "ja", NEVER_USED)
    Console(highlight=False).print(table)


@app.command()
def retire(fingerprint: Annotated[str, typer.Argument(help="Nøglens første tegn, mindst 8")]) -> None:
    """Opgiv en nøgle: den behøver ikke længere stå i indstillingerne, og dens links dør, når den er væk."""
    settings = Settings()
    present = [fingerprint_of(key) for key in link_keys(settings)]
    if present[0].startswith(fingerprint.strip().lower()):
        raise CommandError("Den nøgle signerer nye links. Sæt først en ny forrest i AFTALEHJULET_LINK_KEYS.")
    with dependencies.opened(settings) as database:
        try:
            retired = retire_key(database, fingerprint, dependencies.now())
        except UnknownKey:
            raise CommandError(
                f"Ingen eller flere nøgler begynder med »{fingerprint}«. Se »aftalehjul keys list«."
            ) from None
    still = (
        " Den virker dog, så længe den står i AFTALEHJULET_LINK_KEYS." if retired.fingerprint in present else ""
    )
    typer.echo(f"Nøglen {retired.short} er opgivet.{still}")


def _need(key: KeyFacts) -> str:
    if key.retired_at is not None:
        return f"opgivet {_day(key.retired_at)}"
    if key.used_until is None:
        return "signerer nye links"
    return "skal blive: links i åbne runder" if key.is_needed else "kan tages væk"


def _as_json(key: KeyFacts, present: Sequence[str]) -> dict[str, object]:
    return {
        "fingerprint": key.fingerprint,
        "used_from": key.used_from.isoformat(),
        "used_until": key.used_until.isoformat() if key.used_until else None,
        "retired_at": key.retired_at.isoformat() if key.retired_at else None,
        "is_needed": key.is_needed,
        "is_present": key.fingerprint in present,
    }


def _not_noted(known: Sequence[KeyFacts], present: Sequence[str]) -> list[str]:
    return [each for each in present if each not in {key.fingerprint for key in known}]


def _day(instant: datetime) -> str:
    return danish_date(instant.astimezone(COPENHAGEN).date())
