"""The worker process: runs workflows and activities, made from settings, and sweeps the inbox."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib.metadata import version
from typing import Any, Final

import structlog
from sqlalchemy.exc import SQLAlchemyError
from temporalio.client import Client
from temporalio.common import WorkerDeploymentVersion
from temporalio.service import RPCError
from temporalio.worker import Worker, WorkerDeploymentConfig

from activities.calendar import HolidayCalendar, StaffDigests
from activities.forgetting import StoreArchive
from activities.letters.posting import Poster
from activities.letters.sending import TemplateLetters
from activities.letters.weekly import Lists
from activities.smtp import SmtpMailer
from activities.store_register import StoreRegister
from activities.sweep import Sweep
from cli import dependencies
from cli.keys import hold_keys, link_keys
from cli.settings import Settings
from cli.temporal import connect_to_prepared_temporal
from cli.working import PATIENCE, at_work
from models.store.database import Database
from workflows.contracts.ports import activities_of
from workflows.naming import TASK_QUEUE
from workflows.temporal.client import Engine
from workflows.temporal.roster import WORKFLOWS
from workflows.temporal.sandbox import workflow_runner

ACTIVITIES_AT_ONCE: Final = 40
"""As many as there are threads: an activity that waits for one would use up its time."""
WORKFLOW_TASKS_AT_ONCE: Final = 4
"""A worker that comes back reads the histories of all councils again. A hundred at once on a slow machine would
each take longer than the ten seconds that Temporal gives, and begin anew for ever; a few are soon done. Four are
no slower than many: one Python process runs one at a time."""
NAME: Final = "aftalehjulet"
"""With its version what Temporal calls our program: finding a name by itself, the SDK would read all of it."""
GRACE: Final = timedelta(seconds=30)
STICKINESS: Final = timedelta(seconds=2)
SECONDS_BETWEEN_TRIES: Final = 1.0
log = structlog.get_logger()


def activities(
    client: Client, settings: Settings, database: Database, register: StoreRegister
) -> list[Callable[..., Any]]:
    """Return the activities on the store, the calendar and the mail server."""
    letters = TemplateLetters(
        database,
        Poster(_mailer(settings), sender=settings.sender),
        dependencies.signer(settings),
        public_url=settings.base_url,
        clock=dependencies.now,
        lists=Lists(settings.ui_url, client.namespace),
    )
    archive = StoreArchive(database, dependencies.now)
    return activities_of(register, letters, HolidayCalendar(database), StaffDigests(database), archive)


def _mailer(settings: Settings) -> SmtpMailer:
    password = settings.smtp_password
    return SmtpMailer(
        settings.smtp_host,
        settings.smtp_port,
        username=settings.smtp_username,
        password=password.get_secret_value() if password else None,
        tls=settings.smtp_encryption,
    )


async def work(settings: Settings) -> None:
    """Work until the process is asked to end.

    Raises:
        CommandError: a key of links is missing.
    """
    stop = _asked_to_end()
    database = dependencies.database(settings)
    await _held_keys(database, link_keys(settings), stop)
    client = await _connected(settings, stop)
    if client is None:
        return

    async def client_given() -> Client:
        return client

    register = StoreRegister(database, dependencies.now)
    sweep = Sweep(database, Engine(client_given), register, dependencies.now)
    with ThreadPoolExecutor(ACTIVITIES_AT_ONCE) as threads:
        worker = _worker(client, settings, database, register, threads)
        async with at_work(worker, patience=GRACE + PATIENCE):
            log.info("worker_ready")
            sweeping = asyncio.create_task(sweep.run())
            await stop.wait()
            sweeping.cancel()
    database.close()


def _worker(
    client: Client,
    settings: Settings,
    database: Database,
    register: StoreRegister,
    threads: ThreadPoolExecutor,
) -> Worker:
    return Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=WORKFLOWS,
        workflow_runner=workflow_runner(),
        activities=activities(client, settings, database, register),
        activity_executor=threads,
        max_concurrent_activities=ACTIVITIES_AT_ONCE,
        max_concurrent_workflow_tasks=WORKFLOW_TASKS_AT_ONCE,
        graceful_shutdown_timeout=GRACE,
        sticky_queue_schedule_to_start_timeout=STICKINESS,
        deployment_config=WorkerDeploymentConfig(
            WorkerDeploymentVersion(NAME, version(NAME)), use_worker_versioning=False
        ),
    )


async def _held_keys(database: Database, keys: Sequence[str], stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            await asyncio.to_thread(hold_keys, database, keys, dependencies.now())
        except SQLAlchemyError:
            log.warning("worker_waits_for_database")
            await asyncio.sleep(SECONDS_BETWEEN_TRIES)
        else:
            return


async def _connected(settings: Settings, stop: asyncio.Event) -> Client | None:
    while not stop.is_set():
        try:
            client = await connect_to_prepared_temporal(settings)
        except (RuntimeError, RPCError):
            log.warning("worker_waits_for_temporal")
            await asyncio.sleep(SECONDS_BETWEEN_TRIES)
        else:
            return client
    return None


def _asked_to_end() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
