"""The scene of a rehearsal: a worker with the workflows that will run, and hands that reach nobody."""

from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final

from temporalio import activity
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from activities.calendar import HolidayCalendar
from activities.letters import TemplateLetters
from activities.postbox import Postbox
from activities.rehearsal import Assumption, Cast, RehearsedRegister
from activities.rehearsal.script import Inbox
from models.database import Database
from models.links import LinkSigner
from workflows.naming import TASK_QUEUE
from workflows.rehearsal.participant import Participant
from workflows.roster import WORKFLOWS

THREADS: Final = 8
PUBLIC_URL: Final = "https://aftalehjul.example"
SENDER: Final = "Aftalehjulet <aftalehjulet@sekretariat.example>"


def rehearsed_now() -> datetime:
    """Return the instant (UTC) by the test server's clock, within an activity."""
    return activity.info().started_time.astimezone(UTC)


@asynccontextmanager
async def scene(
    client: Client,
    database: Database,
    postbox: Postbox,
    *,
    cycle_id: str,
    assumptions: Mapping[str, Assumption],
) -> AsyncIterator[Worker]:
    """Run a worker for one cycle of `database`; `assumptions` tell by code how councils behave."""
    cast = Cast(client, Inbox(database, cycle_id, rehearsed_now))
    register = RehearsedRegister(database, rehearsed_now, cast, assumptions)
    signer = LinkSigner(["rehearsal"])
    letters = TemplateLetters(database, postbox, signer, public_url=PUBLIC_URL, sender=SENDER, clock=rehearsed_now)
    calendar = HolidayCalendar(database)
    with ThreadPoolExecutor(THREADS) as threads:
        async with Worker(
            client,
            task_queue=TASK_QUEUE,
            workflows=[*WORKFLOWS, Participant],
            activities=[
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
                calendar.plan_cycle,
                calendar.plan_inquiry,
                cast.act,
            ],
            activity_executor=threads,
            # the sandbox guards what is developed; here it would only cost the time that a rehearsal saves
            workflow_runner=UnsandboxedWorkflowRunner(),
        ) as worker:
            yield worker
