"""Tokens for programs that use the JSON API."""

from typing import Annotated

import typer

from cli import parts
from cli.settings import Settings
from cli.trouble import Trouble
from models.staff import StaffError
from models.tokens import TokenScope, create_token

app = typer.Typer(help="Adgang til /api/v1 for programmer.", no_args_is_help=True)


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Hvad tokenet skal bruges til")],
    scope: Annotated[
        TokenScope, typer.Option(help="write må skrive, read må læse, metrics kun målinger")
    ] = TokenScope.WRITE,
) -> None:
    """Lav et token; det står alene på sidste linje og vises kun nu."""
    with parts.opened(Settings()) as database:
        try:
            token = create_token(database, name, scope, parts.now())
        except StaffError as error:
            raise Trouble(str(error)) from error
    typer.echo("Gem tokenet nu; det kan ikke vises igen.")
    typer.echo(token)
