"""All activities that a worker runs, made from settings."""

from collections.abc import Callable
from typing import Any

from temporalio.client import Client

from activities.calendar import HolidayCalendar
from activities.digests import StaffDigests
from activities.forgetting import StoreArchive
from activities.letters import Lists, Poster, TemplateLetters
from activities.postbox import SmtpPostbox
from activities.store_register import StoreRegister
from cli import parts
from cli.settings import Settings
from models.database import Database


def activities(
    client: Client, settings: Settings, database: Database, register: StoreRegister
) -> list[Callable[..., Any]]:
    """Return the activities on the store, the calendar and the mail server."""
    letters = TemplateLetters(
        database,
        Poster(_postbox(settings), sender=settings.sender),
        parts.signer(settings),
        public_url=settings.base_url,
        clock=parts.now,
        lists=Lists(settings.ui_url, client.namespace),
    )
    calendar = HolidayCalendar(database)
    return [
        register.enter_phase,
        register.open_round,
        register.open_stage,
        register.settle_round,
        register.open_inquiry,
        register.close_inquiry,
        register.record,
        letters.send,
        letters.give_up,
        letters.send_single,
        calendar.plan,
        calendar.plan_inquiry,
        calendar.plan_cycle,
        StaffDigests(database).plan_digests,
        StoreArchive(database, parts.now).forget_by_rule,
    ]


def _postbox(settings: Settings) -> SmtpPostbox:
    password = settings.smtp_password
    return SmtpPostbox(
        settings.smtp_host,
        settings.smtp_port,
        username=settings.smtp_username,
        password=password.get_secret_value() if password else None,
        tls=settings.smtp_encryption,
    )
