"""The weekly letters' workflow, on a real server whose time is skipped."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from cli.working import at_work
from workflows.contracts.digests import DigestPlan
from workflows.contracts.letters import LetterInput, LetterOrder
from workflows.contracts.ports import Digests, Letters
from workflows.digest import WeeklyDigest
from workflows.naming import TASK_QUEUE
from workflows.rules.letters import LetterKind, LetterState
from workflows.temporal.sandbox import workflow_runner

NUMBERS: Iterator[int] = count()
UNREACHABLE = 2


@dataclass
class Office(Digests):
    """Writes to three coordinators when `waits` is over."""

    waits: timedelta = timedelta()

    @activity.defn(name="Læg ugebreve")
    async def plan_digests(self, now: datetime) -> DigestPlan:  # type: ignore[override]
        return DigestPlan(now + self.waits, (1, UNREACHABLE, 3))


@dataclass
class Mail(Letters):
    """Reaches everybody but one."""

    sent: dict[int, datetime] = field(default_factory=dict)

    async def send(self, order: LetterOrder) -> LetterState:
        raise NotImplementedError(order)

    def give_up(self, order: LetterOrder) -> None:
        raise NotImplementedError(order)

    @activity.defn(name="Send enkeltbrev")
    async def send_single(self, letter: LetterInput) -> LetterState:
        assert letter.order.kind is LetterKind.WEEKLY
        assert letter.staff is not None
        if letter.staff == UNREACHABLE:
            raise ApplicationError("away", type="MailServerAway")
        self.sent[letter.staff] = activity.info().scheduled_time
        return LetterState.SENT


@asynccontextmanager
async def working(env: WorkflowEnvironment, office: Office, mail: Mail) -> AsyncIterator[None]:
    worker = Worker(
        env.client,
        task_queue=TASK_QUEUE,
        workflows=[WeeklyDigest],
        workflow_runner=workflow_runner(),
        activities=[office.plan_digests, mail.send_single],
        debug_mode=True,
    )
    async with at_work(worker):
        yield


async def reached(env: WorkflowEnvironment) -> int:
    return await env.client.execute_workflow(
        WeeklyDigest.run, id=f"ugebreve-{next(NUMBERS)}", task_queue=TASK_QUEUE
    )


async def test_one_who_cannot_be_reached_keeps_no_letter_from_the_others(env: WorkflowEnvironment) -> None:
    mail = Mail()
    async with working(env, Office(), mail):
        assert await reached(env) == 2
    assert set(mail.sent) == {1, 3}


async def test_the_letters_wait_until_offices_are_open(env: WorkflowEnvironment) -> None:
    mail = Mail()
    before = await env.get_current_time()
    async with working(env, Office(waits=timedelta(hours=25)), mail):
        await reached(env)
    assert min(mail.sent.values()) >= before + timedelta(hours=25)
