"""A missing or wrong contact is mended while its inquiry runs: pages, engine, store and mail are real."""

import re
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any

import httpx
import pytest
from sqlmodel import select
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from activities.calendar import HolidayCalendar
from activities.letters.posting import Poster
from activities.letters.sending import TemplateLetters
from activities.resuming import resume_cycles
from activities.smtp import SmtpMailer
from api.app import create_app
from api.authentication import COOKIE, csrf_token
from cli.working import at_work
from models.access.staff import Role
from models.kinds import definition_of, kind_of
from models.store.database import Database
from models.tables import Contact, Cycle, DeskTask, HearingAnswer, StatusReport, TaskKind
from tests.activities.mail_server import MailServer, running
from tests.activities.reading import plain
from tests.api.asking import (
    HEARING,
    HEARING_ANSWER,
    STATUS,
    STATUS_REPORT,
    add_initiatives,
    ask,
    hear,
)
from tests.api.office import PUBLIC_URL, Office
from tests.stage import prepared_environment
from tests.waiting import eventually
from workflows.naming import TASK_QUEUE
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.temporal.client import Engine
from workflows.temporal.roster import WORKFLOWS
from workflows.temporal.sandbox import workflow_runner

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OLD, NEW = "raad-825@raad.example", "byraad@laesoe.example"


@dataclass
class Town:
    """An office whose engine runs, and the mail server that its letters come to."""

    office: Office
    engine: Engine
    server: MailServer
    browser: httpx.AsyncClient

    async def change_contact(self, slug: str, party: str) -> None:
        """Change a contact as the secretariat does on its desk."""
        self.browser.cookies.set(COOKIE, cookie := self.office.cookie(Role.SECRETARIAT))
        form = {"inquiry": slug, "party": party, "mailbox": NEW, "reason": "Ny sagsbehandler"}
        form["csrf"] = csrf_token("csrf-key", cookie)
        answer = await self.browser.post(f"/forloeb/{self.office.cycle}/kontakt", data=form)
        assert answer.status_code == 303, answer.text

    async def link_to(self, mailbox: str) -> str:
        """Wait for a mailbox's first letter, and return the path of its link."""
        await eventually_so(lambda: bool(self._mails_to(mailbox)))
        found = re.search(r"/[hko]/[\w.\-]+", plain(self._mails_to(mailbox)[0]))
        assert found
        return found.group()

    def _mails_to(self, mailbox: str) -> list[Any]:
        return [mail for to, mail in self.server.mails if to == mailbox]

    async def goes_on(self) -> None:
        """Let the engine take the cycle up as the store has it."""
        (resumed,) = await resume_cycles(self.office.database, self.engine)
        assert resumed.is_rebuilt

    def rows(self, table: type[Any]) -> list[Any]:
        with self.office.database.read() as session:
            return list(session.exec(select(table)))


async def eventually_so(is_so: Callable[[], bool]) -> None:
    async def it_is() -> bool:
        return is_so()

    await eventually(it_is)


@pytest.fixture
async def env() -> AsyncIterator[WorkflowEnvironment]:
    async with await prepared_environment() as environment:
        yield environment


@pytest.fixture
async def town(env: WorkflowEnvironment, database: Database) -> AsyncIterator[Town]:
    async def client() -> Client:
        return env.client

    office = Office(database, now=(await env.get_current_time()).astimezone(UTC))
    office.add_contacts()
    deps = replace(office.deps, engine=(engine := Engine(client)))
    transport = httpx.ASGITransport(create_app(deps))
    async with (
        running(MailServer()) as server,
        worker(env.client, office, server),
        httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as browser,
    ):
        yield Town(office, engine, server, browser)


@asynccontextmanager
async def worker(client: Client, office: Office, server: MailServer) -> AsyncIterator[None]:
    """Let the real hands work, with the office's clock and keys."""
    register, calendar = office.register, HolidayCalendar(office.database)
    letters = TemplateLetters(
        office.database,
        Poster(SmtpMailer("127.0.0.1", server.port, timeout=5), sender="Aftalehjulet <aftaler@rn.example>"),
        office.signer,
        public_url=PUBLIC_URL,
        clock=lambda: office.now,
    )
    hands: list[Callable[..., Any]] = [
        *(register.enter_phase, register.open_round, register.open_stage, register.settle_round),
        *(register.open_inquiry, register.close_inquiry, register.record),
        *(letters.send, letters.give_up, letters.send_single),
        *(calendar.plan, calendar.plan_inquiry, calendar.plan_cycle),
    ]
    with ThreadPoolExecutor(8) as threads:
        worker = Worker(
            client,
            task_queue=TASK_QUEUE,
            workflows=WORKFLOWS,
            workflow_runner=workflow_runner(),
            activities=hands,
            activity_executor=threads,
            debug_mode=True,  # a machine that is busy elsewhere for two seconds is no deadlock
        )
        async with at_work(worker):
            yield


def always_open(office: Office) -> None:
    """Let letters pass at any hour, so that the day on which this runs does not matter."""
    with office.database.write() as session:
        cycle = session.get_one(Cycle, office.cycle)
        cycle.definition = definition_of(replace(kind_of(cycle.definition), is_always_open=True))


async def test_who_could_not_be_asked_for_status_is_asked_and_answers(town: Town) -> None:
    office = town.office
    year = office.now.year + 1
    office.cycle = office.begin(
        start_phase="godkendelse", period_start=f"{year}-01-01", period_end=f"{year + 3}-12-31"
    )
    always_open(office)
    owner = add_initiatives(office)
    with office.database.write() as session:
        session.delete(session.get_one(Contact, owner))
    ask(office, STATUS, InquiryKind.STATUS_ROUND, Phase.FOLLOW_UP)
    (task,) = town.rows(DeskTask)
    assert (task.kind, task.party, task.done_at) == (TaskKind.UNDELIVERABLE, owner, None)
    await town.goes_on()
    await town.change_contact(STATUS, owner)
    link = await town.link_to(NEW)
    assert link.startswith("/o/")
    (task,) = town.rows(DeskTask)
    assert task.done_at is not None
    assert "Indsats 1" in (await town.browser.get(link)).text
    answer = await town.browser.post(link, data=STATUS_REPORT)
    assert answer.status_code == 303, answer.text
    await eventually_so(lambda: len(town.rows(StatusReport)) == 2)
    assert "Registreret" in (await town.browser.get(answer.headers["location"])).text


async def test_the_old_link_of_a_changed_contact_is_dead_and_the_new_one_answers(town: Town) -> None:
    office = town.office
    hear(office)
    await town.goes_on()
    old = await town.link_to(OLD)
    assert (await town.browser.get(old)).status_code == 200
    await town.change_contact(HEARING, "825")
    new = await town.link_to(NEW)
    dead = await town.browser.post(old, data=HEARING_ANSWER)
    assert dead.status_code == 410
    assert "fordi jeres kontakt er ændret" in dead.text
    assert (await town.browser.post(new, data=HEARING_ANSWER)).status_code == 303
    await eventually_so(lambda: len(town.rows(HearingAnswer)) == 1)
