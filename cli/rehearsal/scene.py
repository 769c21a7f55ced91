"""The scene of a rehearsal: a worker with the workflows that will run, and hands that reach nobody."""

from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker

from activities.calendar import HolidayCalendar
from activities.letters.posting import Poster
from activities.letters.sending import TemplateLetters
from activities.letters.writing import Author
from activities.rehearsal import Assumption, Cast, RehearsedRegister
from activities.rehearsal.script import Inbox
from activities.store_register import StoreRegister
from cli.rehearsal.progress import Progress
from cli.workflow_process import ONE_BUILD
from cli.working import at_work
from models.access.links import LinkSigner
from models.store.database import Database
from workflows.contracts.ports import activities_of
from workflows.naming import TASK_QUEUE

THREADS: Final = 8
PUBLIC_URL: Final = "https://aftalehjul.example"
SENDER: Final = "Aftalehjulet <aftalehjulet@sekretariat.example>"


def rehearsed_now() -> datetime:
    """Return the instant (UTC) by the test server's clock, within an activity."""
    return activity.info().started_time.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Hands:
    """What does the work of a rehearsal: the cast, and the real register, calendar and letters."""

    cast: Cast
    register: StoreRegister
    calendar: HolidayCalendar
    letters: TemplateLetters

    @property
    def activities(self) -> list[Callable[..., Any]]:
        """Everything that workflows may ask of them."""
        return activities_of(self.register, self.letters, self.calendar, self.cast)


def hands_of(
    client: Client,
    database: Database,
    poster: Poster,
    *,
    cycle_id: str,
    assumptions: Mapping[str, Assumption],
    register: type[RehearsedRegister] = RehearsedRegister,
    author: type[Author] = Author,
    inbox: type[Inbox] = Inbox,
) -> Hands:
    """Return the hands for one cycle; `assumptions` tell by code how councils behave, `author` writes."""
    cast = Cast(client, inbox(database, cycle_id, rehearsed_now))
    signer = LinkSigner(["rehearsal"])
    return Hands(
        cast,
        register(database, rehearsed_now, cast, assumptions),
        HolidayCalendar(database),
        TemplateLetters(database, poster, signer, public_url=PUBLIC_URL, clock=rehearsed_now, author=author),
    )


@asynccontextmanager
async def scene(client: Client, hands: Hands) -> AsyncIterator[Progress]:
    """Let `hands` do what workflows ask; what is given tells whether they are asked."""
    progress = Progress()
    with ThreadPoolExecutor(THREADS) as threads:
        worker = Worker(
            client,
            task_queue=TASK_QUEUE,
            activities=hands.activities,
            activity_executor=threads,
            deployment_config=ONE_BUILD,
            interceptors=[progress],
        )
        async with at_work(worker):
            yield progress
