"""Starting the processes: everything on this machine, or one part of it.

Each command imports what it runs when it runs, so that the short ones answer at once.
"""

# ruff: noqa: PLC0415  # see above

import asyncio
from typing import Annotated

import typer
from rich.console import Console

from cli import dependencies
from cli.errors import CommandError
from cli.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (up, web, worker, migrate, resume):
        app.command()(command)


def up(
    demo: Annotated[bool, typer.Option(help="Læg to tænkte forløb ind ved første start.")] = True,  # noqa: FBT002
) -> None:
    """Start alt på denne maskine: Temporal, database, udviklingspostkasse, worker og web."""
    from cli.embedded.up import run_everything

    run_everything(Settings(), Console(highlight=False), with_demo=demo)


def web() -> None:
    """Start webserveren."""
    from cli.logs import set_up_logs
    from cli.web import serve

    set_up_logs()
    serve(Settings())


def worker() -> None:
    """Start en worker."""
    from cli.logs import set_up_logs
    from cli.worker import work

    set_up_logs()
    asyncio.run(work(Settings()))


def migrate() -> None:
    """Før databasen til nyeste udgave og læg katalog og aftalearter ind."""
    dependencies.create(Settings())


def resume() -> None:
    """Genopbyg de forløb i Temporal, som databasen kender, og som Temporal har mistet."""
    from temporalio.service import RPCError

    from cli.resuming import resume_all
    from workflows.temporal.client import EngineAway

    settings = Settings()
    with dependencies.opened(settings) as database:
        try:
            resumed = asyncio.run(resume_all(database, settings))
        except (EngineAway, RPCError, RuntimeError) as error:
            raise CommandError("Temporal svarer ikke. Start Temporal og prøv igen.") from error
    console = Console(highlight=False)
    for cycle in resumed:
        console.print(f"{cycle.cycle_id}: {'genopbygget' if cycle.is_rebuilt else 'kører'}")
    console.print(f"{sum(cycle.is_rebuilt for cycle in resumed)} af {len(resumed)} forløb blev genopbygget.")
