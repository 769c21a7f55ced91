"""The register: is the chain unbroken?"""

import typer
from rich.console import Console

from cli import parts
from cli.settings import Settings
from cli.trouble import Trouble
from models.register import head as register_head
from models.register import verify as verify_register

app = typer.Typer(help="Det hash-kædede register.", no_args_is_help=True)


@app.callback()
def _register() -> None:
    """Keep `verify` a command of its own."""


@app.command()
def verify() -> None:
    """Regn hele kæden efter."""
    with parts.opened(Settings()) as database, database.read() as session:
        verification = verify_register(session)
        newest = register_head(session)
    console = Console(highlight=False, soft_wrap=True)
    for problem in verification.problems:
        console.print(problem, markup=False)
    if not verification.is_sound:
        raise Trouble(f"Registeret er brudt: {len(verification.problems)} fejl.")
    console.print(f"{verification.entries} poster er ubrudt kædet; {verification.erased} tekster er slettet.")
    console.print(f"Hoved: nr. {newest.seq}, {newest.hash}")
