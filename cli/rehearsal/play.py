"""One rehearsal from start to end: a scratch store, the test server, the real workflows, imagined people."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import structlog
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import WorkflowEnvironment

from activities.letters.writing import Author
from activities.rehearsal import Assumption, KeepingPoster, read_assumptions
from activities.rehearsal.poster import KeptMail
from cli.errors import CommandError
from cli.rehearsal.beginning import check_day, completed, jump_to, party_codes
from cli.rehearsal.passing_time import play_to_the_end
from cli.rehearsal.progress import StandsStill
from cli.rehearsal.quiet import without_closed_offices
from cli.rehearsal.scene import SENDER, hands_of, scene
from cli.rehearsal.server import time_skipping_server
from cli.workflow_process import workflow_process
from models.agreements.cycles import create_cycle, first_input
from models.agreements.starting import NewCycle
from models.calendar import local_day
from models.queries.cycle.overview import CycleLine, cycle_line
from models.queries.cycle.page import CyclePage, cycle_page
from models.queries.timeline.rehearsed import Rehearsed, what_came
from models.store.database import Database
from models.store.scratch import scratch_store
from workflows.cycle.agreement_cycle import AgreementCycle
from workflows.naming import TASK_QUEUE, council_workflow_id, inquiry_workflow_id

TRIES: Final = 3
STANDS_STILL: Final = "Prøven gik i stå. Der er ikke startet noget; prøv igen."
ASSUMED: Final = "Parterne er antaget; vælg dem selv, når forløbet startes."
log = structlog.get_logger()


async def history_lengths(client: Client, scratch: Database, cycle_id: str, *, today: date) -> dict[str, int]:
    """Return the numbers of events of the cycle, its councils' cases and its inquiries, by workflow id."""
    with scratch.read() as session:
        page = cycle_page(session, cycle_id, today=today)
    assert page is not None, "it was rehearsed a moment ago"
    ids = tuple(_ids(page))
    lengths = await asyncio.gather(*(_length(client, workflow_id) for workflow_id in ids))
    return {workflow_id: length for workflow_id, length in zip(ids, lengths, strict=True) if length}


def _ids(page: CyclePage) -> Iterator[str]:
    cycle_id = page.line.id
    yield cycle_id
    for number in range(1, (page.line.round or 0) + 1):
        for council in page.councils:
            yield council_workflow_id(cycle_id, number, council.name)
    for inquiry in page.inquiries:
        yield inquiry_workflow_id(cycle_id, inquiry.slug)


async def _length(client: Client, workflow_id: str) -> int:
    try:
        return (await client.get_workflow_handle(workflow_id).describe()).history_length
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return 0  # it was never asked: its step of the round did not begin
        raise


@dataclass(frozen=True, slots=True)
class Play:
    """What is rehearsed: a start, the local date on which it is made, and what is assumed of councils."""

    new: NewCycle
    starts_on: date
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of a rehearsal, and every mail; `histories` are the lengths of the workflows' histories by id."""

    came: Rehearsed
    mails: tuple[KeptMail, ...]
    histories: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Begun:
    cycle_id: str
    at: datetime
    assumptions: Mapping[str, Assumption]
    assumes_parties: bool


async def rehearse(play: Play, source: Database | None, *, author: type[Author] = Author) -> Rehearsal:
    """Rehearse an agreement; `source` is the store whose directory, meetings and kinds are used, only read.

    `author` writes the letters, or only addresses them.

    Raises:
        BadInput: the start cannot be made, or it lies in the past; with every fault.
        BadAssumption: something is assumed that cannot be.
        CommandError: the test server is not installed, or has lost the agreement again and again.
    """
    check_day(play.starts_on, local_day(datetime.now(UTC)))
    for number in range(1, TRIES + 1):
        try:
            return await _try(play, source, author)
        except StandsStill:
            log.warning("rehearsal_stands_still", number=number)
    raise CommandError(STANDS_STILL)


async def _try(play: Play, source: Database | None, author: type[Author]) -> Rehearsal:
    async with workflow_process() as run_on:  # gets itself ready while we do
        with TemporaryDirectory(prefix="aftalehjulet-") as folder, _scratch(Path(folder), source) as scratch:
            _check(play, scratch)
            async with time_skipping_server() as environment:
                with without_closed_offices():
                    begun = _begin(play, scratch, await jump_to(environment, play.starts_on))
                    run_on(environment.client.service_client.config.target_host)
                    return await _rehearse(begun, scratch, environment, author)


@contextmanager
def _scratch(folder: Path, source: Database | None) -> Iterator[Database]:
    scratch = scratch_store(folder, source)
    try:
        yield scratch
    finally:
        scratch.close()


def _check(play: Play, scratch: Database) -> None:
    """Refuse what cannot be rehearsed before anything is started for it."""
    with scratch.read() as session:
        new = completed(session, play.new, today=play.starts_on)
        read_assumptions(play.assumptions, party_codes(session, new, today=play.starts_on))


async def _rehearse(
    begun: _Begun, scratch: Database, environment: WorkflowEnvironment, author: type[Author]
) -> Rehearsal:
    poster = KeepingPoster(sender=SENDER)
    client, cycle_id = environment.client, begun.cycle_id
    hands = hands_of(client, scratch, poster, cycle_id=cycle_id, assumptions=begun.assumptions, author=author)
    async with scene(client, hands) as progress:
        with scratch.read() as session:
            start = first_input(session, cycle_id)
        cycle = await client.start_workflow(AgreementCycle.run, start, id=cycle_id, task_queue=TASK_QUEUE)
        await progress.follow(play_to_the_end(environment, cycle, lambda: _line(scratch, cycle_id)))
        today = local_day(await environment.get_current_time())
        histories = await history_lengths(client, scratch, cycle_id, today=today)
    came = _came(scratch, begun, poster, today)
    return Rehearsal(came, tuple(poster.mails), histories)


def _begin(play: Play, scratch: Database, now: datetime) -> _Begun:
    today = local_day(now)
    with scratch.read() as session:
        new = completed(session, play.new, today=today)
        assumptions = read_assumptions(play.assumptions, party_codes(session, new, today=today))
    created = create_cycle(scratch, new, today=today, at=now)
    return _Begun(created.id, now, assumptions, new.parties != play.new.parties)


def _came(scratch: Database, begun: _Begun, poster: KeepingPoster, today: date) -> Rehearsed:
    mailboxes = [mail.to for mail in poster.mails]
    with scratch.read() as session:
        came = what_came(session, begun.cycle_id, begun_on=local_day(begun.at), today=today, mailboxes=mailboxes)
    return replace(came, sentences=(*came.sentences, ASSUMED)) if begun.assumes_parties else came


def _line(scratch: Database, cycle_id: str) -> CycleLine:
    with scratch.read() as session:
        line = cycle_line(session, cycle_id)
    assert line is not None, "it was created a moment ago"
    return line
