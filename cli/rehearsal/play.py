"""One rehearsal from start to end: a scratch store, the test server, the real workflows, imagined people."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlmodel import Session
from temporalio.client import WorkflowHandle
from temporalio.testing import WorkflowEnvironment

from activities.rehearsal import KeepingPostbox, read_assumptions
from activities.rehearsal.postbox import KeptMail
from activities.rehearsal.script import morning_of
from activities.resuming import first_input
from cli.rehearsal.scene import scene
from cli.rehearsal.server import time_skipping_server
from models.cycles import create_cycle
from models.database import Database
from models.directory import party_bodies
from models.faults import BadInput, Fault
from models.queries.overview import CycleLine, cycle_line
from models.queries.timeline import TimelineLine, timeline
from models.scratch import scratch_store
from models.starting import NewCycle, checked
from models.working_calendar import local_day, start_of
from workflows.agreement_cycle import AgreementCycle
from workflows.contracts.cycles import AgreementCycleInput, AgreementCycleResult
from workflows.naming import TASK_QUEUE
from workflows.rehearsal.contracts import ImaginedAct, ImaginedParticipant
from workflows.rehearsal.participant import Participant
from workflows.rules.phases import Phase

PATIENCE: Final = timedelta(days=183)
"""How long after its planned first day a rehearsed agreement may still be on its way."""
REASON: Final = "Prøve."


IN_FORCE: Final = frozenset({Phase.ENTRY_INTO_FORCE, Phase.FOLLOW_UP, Phase.EVALUATION})
Cycle = WorkflowHandle[AgreementCycle, AgreementCycleResult]


@dataclass(frozen=True, slots=True)
class Play:
    """What is rehearsed: a start, the local date on which it is made, and what is assumed of councils."""

    new: NewCycle
    starts_on: date
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of a rehearsal: all that happened, every mail, and the phase in which it ended.

    `events` is the length of the cycle's own history.
    """

    cycle_id: str
    title: str
    phase: Phase
    lines: tuple[TimelineLine, ...]
    mails: tuple[KeptMail, ...]
    events: int


async def rehearse(play: Play, source: Database | None) -> Rehearsal:
    """Rehearse an agreement; `source` is the store whose directory, meetings and kinds are used, only read.

    Raises:
        BadInput: the start cannot be made, or it lies in the past; with every fault.
        BadAssumption: something is assumed that cannot be.
        Trouble: the test server is not installed.
    """
    async with time_skipping_server() as environment:
        with TemporaryDirectory(prefix="aftalehjulet-") as folder:
            scratch = await asyncio.to_thread(scratch_store, Path(folder), source)
            try:
                return await _rehearse(play, scratch, environment)
            finally:
                scratch.close()


async def _rehearse(play: Play, scratch: Database, environment: WorkflowEnvironment) -> Rehearsal:
    now = await _begin(environment, play.starts_on)
    new = _with_reasons(play.new)
    created = create_cycle(scratch, new, today=local_day(now), at=now)
    with scratch.read() as session:
        assumptions = read_assumptions(play.assumptions, _party_codes(session, new, local_day(now)))
        start = first_input(session, created.id)
    postbox = KeepingPostbox()
    async with scene(environment.client, scratch, postbox, cycle_id=created.id, assumptions=assumptions):
        cycle = await _start(environment, start)
        await _play_to_the_end(environment, cycle, scratch, play.new)
        events = (await cycle.describe()).history_length
    line = _line(scratch, created.id)
    with scratch.read() as session:
        lines = timeline(session, created.id)
    return Rehearsal(created.id, line.title, line.phase, lines, tuple(postbox.mails), events)


async def _begin(environment: WorkflowEnvironment, starts_on: date) -> datetime:
    """Let the server's clock jump to the day on which the start is made; return the instant (UTC)."""
    now = await environment.get_current_time()
    if starts_on < local_day(now):
        raise BadInput(Fault("starts_on", "Prøven kan ikke begynde i fortiden; vælg i dag eller senere."))
    if starts_on > local_day(now):
        await environment.sleep(morning_of(starts_on) - now)
    return (await environment.get_current_time()).astimezone(UTC)


async def _start(environment: WorkflowEnvironment, start: AgreementCycleInput) -> Cycle:
    return await environment.client.start_workflow(
        AgreementCycle.run, start, id=start.cycle_id, task_queue=TASK_QUEUE
    )


async def _play_to_the_end(
    environment: WorkflowEnvironment, cycle: Cycle, scratch: Database, new: NewCycle
) -> None:
    """Let time pass until the cycle has ended, or is not in force long after it should have been."""
    with environment.auto_time_skipping_disabled():  # time is let go by whoever waits for its passing, once
        ended = asyncio.create_task(cycle.result())
        await asyncio.sleep(0)
    await _pass_time(environment, ended, start_of(new.period_start) + PATIENCE)
    line = _line(scratch, cycle.id)
    if line.phase in IN_FORCE:
        await _pass_time(environment, ended, start_of(line.period_end) + PATIENCE)
    ended.cancel()
    with suppress(asyncio.CancelledError):
        await ended


async def _pass_time(
    environment: WorkflowEnvironment, ended: asyncio.Task[AgreementCycleResult], until: datetime
) -> None:
    # a timer of a workflow: the server's own sleep would jump past work that is being done
    nothing = ImaginedParticipant("tålmodighed", (ImaginedAct(until, 0),))
    workflow_id = f"tænkt/tålmodighed/{until.date()}"
    patience = asyncio.create_task(
        environment.client.execute_workflow(Participant.run, nothing, id=workflow_id, task_queue=TASK_QUEUE)
    )
    await asyncio.wait({ended, patience}, return_when=asyncio.FIRST_COMPLETED)
    patience.cancel()
    with suppress(asyncio.CancelledError):
        await patience


def _line(scratch: Database, cycle_id: str) -> CycleLine:
    with scratch.read() as session:
        line = cycle_line(session, cycle_id)
    assert line is not None, "it was created a moment ago"
    return line


def _with_reasons(new: NewCycle) -> NewCycle:
    """Return the start with the reasons that only a real one must give."""
    basis = new.out_of_basis_reason or REASON
    return new.model_copy(
        update={"out_of_basis_reason": basis, "unreachable_reason": new.unreachable_reason or REASON}
    )


def _party_codes(session: Session, new: NewCycle, today: date) -> dict[str, str]:
    """Return the codes of all who are asked for their approval, by name."""
    basis = checked(session, new, today=today)
    return {
        party.name: party.code
        for stage in basis.kind.stages
        for party in party_bodies(
            session,
            region_code=basis.region.code,
            selector=stage.parties,
            on=today,
            chosen=basis.parties,
        )
    }
