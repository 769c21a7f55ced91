"""Opens the office on this machine: its store, its own processes, what Temporal has lost, and the first links."""

import asyncio
from functools import partial

from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError
from temporalio.service import RPCError

from cli import dependencies
from cli.embedded import process_list
from cli.embedded.demo import offer_demo
from cli.embedded.readiness import mailbox_answers, temporal_answers, web_answers
from cli.embedded.supervisor import Supervisor
from cli.embedded.welcome import show_welcome
from cli.errors import CommandError
from cli.resuming import resume_all
from cli.settings import Settings
from models.store.schema import migrate
from workflows.temporal.client import EngineAway


def open_office(settings: Settings, supervisor: Supervisor, console: Console, *, with_demo: bool) -> None:
    """Open the office; Temporal and the mailbox have been started.

    Raises:
        CommandError: the store cannot be opened, or a part does not come up.
    """
    _prepare_database(settings)
    console.print("  [green]✓[/] Database")
    supervisor.start(process_list.web(settings))
    supervisor.wait_for("temporal", partial(temporal_answers, settings))
    _resume(settings, console)
    supervisor.start(process_list.worker())
    supervisor.wait_for("mailbox", partial(mailbox_answers, settings))
    supervisor.wait_for("worker")
    supervisor.wait_for("web", partial(web_answers, settings))
    if with_demo:
        offer_demo(settings, console)
    show_welcome(settings, console)


def _prepare_database(settings: Settings) -> None:
    try:
        migrate(settings.store_url)
        dependencies.seed(settings)
    except SQLAlchemyError as error:
        raise CommandError(
            f"Databasen i {settings.data_dir} kan ikke åbnes eller skrives: {error.__cause__}."
        ) from error


def _resume(settings: Settings, console: Console) -> None:
    database = dependencies.database(settings)
    try:
        resumed = asyncio.run(resume_all(database, settings))
    except (EngineAway, RPCError, RuntimeError) as error:
        raise CommandError("Temporal svarer ikke.") from error
    finally:
        database.close()
    rebuilt = [cycle.cycle_id for cycle in resumed if cycle.is_rebuilt]
    if rebuilt:
        console.print(f"  [yellow]![/] Genopbygget i Temporal: {', '.join(rebuilt)}")
