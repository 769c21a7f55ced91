"""Tokens for programs that use the JSON API or fetch measures."""

import json
from datetime import datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from cli import dependencies
from cli.errors import CommandError
from cli.settings import Settings
from models.access.staff import StaffError
from models.access.tokens import LIFE, TokenScope, UnknownToken, create_token, revoke_token, token_list
from models.calendar import COPENHAGEN
from workflows.rules.calendar.danish import danish_date

app = typer.Typer(help="Programmers adgang til /api/v1 og /metrics.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Til programmer")]
LONGEST_DAYS = 3660


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Hvad tokenet skal bruges til")],
    scope: Annotated[
        TokenScope, typer.Option(help="write må skrive, read må læse, metrics kun målinger")
    ] = TokenScope.WRITE,
    days: Annotated[int, typer.Option(min=1, max=LONGEST_DAYS, help="Hvor mange dage det gælder")] = LIFE.days,
) -> None:
    """Lav et token; det står alene på sidste linje og vises kun nu."""
    now = dependencies.now()
    with dependencies.opened(Settings()) as database:
        try:
            token = create_token(database, name, scope, now, life=timedelta(days=days))
        except StaffError as error:
            raise CommandError(str(error)) from error
    typer.echo(f"Gem tokenet nu; det kan ikke vises igen. Det gælder til {_day(now + timedelta(days=days))}.")
    typer.echo(token)


@app.command("list")
def list_(as_json: AsJson = False) -> None:  # noqa: FBT002  # an option of the command line
    """Vis alle tokens; selve tokenet vises aldrig."""
    now = dependencies.now()
    with dependencies.opened(Settings()) as database, database.read() as session:
        lines = token_list(session)
    if as_json:
        told = [
            {
                "name": line.name,
                "scope": line.scope.value,
                "created_at": line.created_at.isoformat(),
                "expires_at": line.expires_at.isoformat(),
                "state": line.state(now),
            }
            for line in lines
        ]
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    table = Table("Navn", "Må", "Lavet", "Gælder til", "Tilstand")
    for line in lines:
        table.add_row(line.name, line.scope.value, _day(line.created_at), _day(line.expires_at), line.state(now))
    Console(highlight=False).print(table)


@app.command()
def revoke(name: Annotated[str, typer.Argument(help="Tokenets navn")]) -> None:
    """Træk et token tilbage; programmet kommer ikke ind igen."""
    with dependencies.opened(Settings()) as database:
        try:
            revoke_token(database, name.strip(), dependencies.now())
        except UnknownToken:
            raise CommandError(f"Intet token hedder »{name}«. Se »aftalehjul token list«.") from None
    typer.echo(f"Tokenet »{name.strip()}« er trukket tilbage.")


def _day(instant: datetime) -> str:
    return danish_date(instant.astimezone(COPENHAGEN).date())
