"""All activities that a worker runs, made from settings."""

from collections.abc import Callable
from typing import Any

from temporalio.client import Client

from activities.calendar import HolidayCalendar
from activities.digests import StaffDigests
from activities.forgetting import StoreArchive
from activities.letters.posting import Poster
from activities.letters.sending import TemplateLetters
from activities.letters.weekly import Lists
from activities.smtp import SmtpMailer
from activities.store_register import StoreRegister
from cli import dependencies
from cli.settings import Settings
from models.store.database import Database
from workflows.contracts.ports import activities_of


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
