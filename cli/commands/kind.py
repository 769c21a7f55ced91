"""Agreement kinds: what the office has, and how it puts its own in place."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from cli import dependencies
from cli.errors import CommandError
from cli.settings import Settings
from models.kinds import (
    BadKind,
    UnknownKind,
    definition_of,
    kind_by_code,
    kind_lines,
    read_kind_file,
    store_kind,
    toml_of,
)
from workflows.rules.kinds import AgreementKind

app = typer.Typer(help="Aftalernes arter: faser, parter, frister og rytme.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Til programmer")]


@app.command("list")
def list_(as_json: AsJson = False) -> None:  # noqa: FBT002  # an option of the command line
    """Vis alle arter."""
    with dependencies.opened(Settings()) as database, database.read() as session:
        lines = kind_lines(session)
    if as_json:
        typer.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False))
        return
    table = Table(Column("Kode", no_wrap=True, overflow="fold", min_width=23), "Titel", "Retsgrundlag")
    for line in lines:
        table.add_row(line.code, line.title, line.legal_basis)
    Console(highlight=False).print(table)


@app.command()
def show(code: Annotated[str, typer.Argument(metavar="KODE")], as_json: AsJson = False) -> None:  # noqa: FBT002
    """Vis én art som TOML; gem den i en fil, ret den, og læg den på plads med »kind set«."""
    with dependencies.opened(Settings()) as database, database.read() as session:
        try:
            kind = kind_by_code(session, code)
        except UnknownKind:
            raise CommandError(f"Arten »{code}« kendes ikke.") from None
        except BadKind as error:
            raise CommandError(f"Arten »{code}« kan ikke bruges: {error}.") from error
    typer.echo(json.dumps(definition_of(kind), ensure_ascii=False) if as_json else toml_of(kind).rstrip())


@app.command("set")
def set_(path: Annotated[Path, typer.Argument(help="TOML-fil med arten", metavar="FIL.TOML")]) -> None:
    """Læg en art på plads; forløb, der er i gang, beholder deres egen."""
    kind = _read(path)
    with dependencies.opened(Settings()) as database:
        is_new = store_kind(database, kind)
    done = "er føjet til" if is_new else "er ændret; forløb, der er i gang, beholder den, de begyndte med"
    Console(highlight=False, soft_wrap=True).print(f"Arten »{kind.code}« {done}.", markup=False)


def _read(path: Path) -> AgreementKind:
    if not path.is_file():
        raise CommandError(f"Filen {path} findes ikke.")
    try:
        return read_kind_file(path)
    except BadKind as error:
        raise CommandError(f"Intet er ændret. {error}.") from error
