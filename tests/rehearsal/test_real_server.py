"""The same agreement, rehearsed on the test server and lived through on the real one: the same letters.

On the real server a day takes a moment: its clock is read as if it ran faster, and what is planned is handed to
the workflows by that clock. The kind's days are few and its office is always open, so that no hour matters.
"""

import asyncio
import re
import sys
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, combinations
from pathlib import Path
from typing import Any, TypeVar

from sqlmodel import col, select
from temporalio import activity
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from activities.calendar import HolidayCalendar
from activities.letters.sending import TemplateLetters
from activities.rehearsal import Cast, KeepingPoster, RehearsedRegister
from activities.rehearsal.script import Act, Inbox, morning_of
from cli.rehearsal.beginning import jump_to
from cli.rehearsal.quiet import without_closed_offices
from cli.rehearsal.scene import PUBLIC_URL, SENDER, Hands, hands_of, scene
from cli.rehearsal.server import time_skipping_server
from cli.workflow_process import workflow_process
from models.access.links import LinkSigner
from models.agreements.cycles import create_cycle, first_input
from models.agreements.starting import NewCycle
from models.calendar import local_day, start_of
from models.directory import note_meetings
from models.kinds import kind_of, store_kind
from models.store.database import Database
from models.store.scratch import scratch_store
from models.tables import Cycle, Letter, RegisterEntry, Request
from tests.playing import STARTS_ON
from workflows.contracts.councils import CouncilPlan, PlanOrder
from workflows.contracts.cycles import AgreementCycleInput, CyclePlan, CyclePlanOrder
from workflows.contracts.inquiries import InquiryPlan, InquiryPlanOrder, InquiryRef, OpenedInquiry
from workflows.contracts.requests import Recorded, RecordRequest
from workflows.contracts.rounds import OpenedRound, RoundRef, StageRef
from workflows.naming import SEARCH_ATTRIBUTES, TASK_QUEUE
from workflows.rehearsal.contracts import ImaginedParticipant
from workflows.rehearsal.participant import Participant
from workflows.rules.course.phases import Phase
from workflows.temporal.converter import DATA_CONVERTER

AN_EVENTFUL_DAY, A_QUIET_DAY = timedelta(seconds=5), timedelta(seconds=0.1)
"""How long a day takes on the real server: a busy machine must be done with what happens on it before the next."""
APART = timedelta(seconds=3)
"""Letters that lie closer together there may change places when the machine is busy."""
KIND = kind_of(
    tomllib.loads("""
code = "kvikaftale"
title = "Kvikaftale"
legal_basis = "Parternes egen aftale"
phases = ["udarbejdelse", "godkendelse", "stadfæstelse", "ikrafttræden", "opfølgning"]
term_years = 1
quiet = []
is_always_open = true
[[stages]]
parties = "chosen"
days = 14
[follow_up]
status_every_months = 1
answer_days = 10
grace_days = 2
councils_every = 2
has_midway = false
successor_months = 1
[reminders]
agenda_working_days = 3
""")
)
PARTIES = ("825", "851", "1081")
T = TypeVar("T")


@dataclass(frozen=True)
class Life:
    """What became of a cycle: its letters' keys, but for requests' numbers, with their ends; the eventful days."""

    letters: list[tuple[str, datetime]]
    days: set[date]


class Warp:
    """Reads the machine's clock as if days passed in a moment, quiet ones sooner than eventful ones."""

    def __init__(self, eventful_days: set[date]) -> None:
        days = [STARTS_ON + timedelta(days=number) for number in range((max(eventful_days) - STARTS_ON).days + 9)]
        lengths = [AN_EVENTFUL_DAY if day in eventful_days else A_QUIET_DAY for day in days]
        self._meant = [start_of(day) for day in days]
        self._passed = list(accumulate(lengths[:-1], initial=timedelta()))
        self._began = datetime.now(UTC)

    def begin(self, meant: datetime) -> None:
        """Let it be so late now."""
        self._began += datetime.now(UTC) - self.real_at(meant)

    def meant_at(self, instant: datetime) -> datetime:
        meant: datetime = _across(instant - self._began, self._passed, self._meant)
        return meant

    def real_at(self, instant: datetime) -> datetime:
        passed: timedelta = _across(instant, self._meant, self._passed)
        return self._began + passed

    def now(self) -> datetime:
        return self.meant_at(datetime.now(UTC))

    def as_real(self, message: T) -> T:
        """Return a message with all its instants as the workflows' clock has them."""
        mapped: T = _mapped(message, self.real_at)
        return mapped


def _across(value: Any, before: list[Any], after: list[Any]) -> Any:
    """Return where a value between two marks lies when they are moved; beyond all it goes on as at the last."""
    at = min(max(bisect_right(before, value) - 1, 0), len(before) - 2)
    share = (value - before[at]) / (before[at + 1] - before[at])
    return after[at] + share * (after[at + 1] - after[at])


def _mapped(message: Any, change: Callable[[datetime], datetime]) -> Any:
    if isinstance(message, datetime):
        return change(message)
    if isinstance(message, tuple):
        return tuple(_mapped(each, change) for each in message)
    if is_dataclass(message) and not isinstance(message, type):
        return replace(
            message, **{each.name: _mapped(getattr(message, each.name), change) for each in fields(message)}
        )
    return message


class WarpedRegister(RehearsedRegister):
    warp: Warp

    @activity.defn(name="Åbn runde")
    def open_round(self, order: RoundRef) -> OpenedRound:
        return self.warp.as_real(super().open_round(order))

    @activity.defn(name="Åbn trin")
    def open_stage(self, order: StageRef) -> OpenedRound:
        return self.warp.as_real(super().open_stage(order))

    @activity.defn(name="Åbn spørgerunde")
    def open_inquiry(self, order: InquiryRef) -> OpenedInquiry:
        return self.warp.as_real(super().open_inquiry(order))

    @activity.defn(name="Registrér henvendelse")
    def record(self, order: RecordRequest) -> Recorded:
        return self.warp.as_real(super().record(order))


class WarpedCalendar(HolidayCalendar):
    def __init__(self, database: Database, warp: Warp) -> None:
        super().__init__(database)
        self._warp = warp

    @activity.defn(name="Læg plan")
    def plan(self, order: PlanOrder) -> CouncilPlan:
        return self._warp.as_real(super().plan(self._meant(order)))

    @activity.defn(name="Læg plan for spørgerunde")
    def plan_inquiry(self, order: InquiryPlanOrder) -> InquiryPlan:
        return self._warp.as_real(super().plan_inquiry(self._meant(order)))

    @activity.defn(name="Læg plan for fase")
    def plan_cycle(self, order: CyclePlanOrder) -> CyclePlan:
        return self._warp.as_real(super().plan_cycle(self._meant(order)))

    def _meant(self, order: T) -> T:
        meant: T = _mapped(order, self._warp.meant_at)
        return meant


class WarpedCast(Cast):
    warp: Warp

    def enter(self, name: str, acts: Iterable[Act]) -> None:
        super().enter(name, [replace(act, at=self.warp.real_at(act.at)) for act in acts])


def warped_hands(client: Client, database: Database, cycle_id: str, warp: Warp) -> Hands:
    cast = WarpedCast(client, Inbox(database, cycle_id, warp.now))
    cast.warp = warp
    register = WarpedRegister(database, warp.now, cast, {})
    register.warp = warp
    signer = LinkSigner(["rehearsal"])
    letters = TemplateLetters(
        database, KeepingPoster(sender=SENDER), signer, public_url=PUBLIC_URL, clock=warp.now
    )
    return Hands(cast, register, WarpedCalendar(database, warp), letters)


async def warm(client: Client) -> None:
    """Have a workflow run: the first one waits for the worker, and would cost days."""
    nobody = ImaginedParticipant("ingen", ())
    await client.execute_workflow(Participant.run, nobody, id="ingen", task_queue=TASK_QUEUE)


def begun(folder: Path, now: datetime) -> tuple[Database, AgreementCycleInput]:
    """Create the cycle in a scratch store, at an instant (UTC)."""
    scratch = scratch_store(folder, None)
    store_kind(scratch, KIND)
    for code in PARTIES:
        note_meetings(scratch, f"raad-{code}", [STARTS_ON + timedelta(days=days) for days in (18, 32)])
    starts_on = STARTS_ON + timedelta(days=50)
    new = NewCycle(
        kind=KIND.code,
        region="Nordjylland",
        title="Kvikaftalen",
        period_start=starts_on,
        period_end=starts_on + timedelta(days=31),
        parties=PARTIES,
        unreachable_reason="Prøve.",
    )
    created = create_cycle(scratch, new, today=local_day(now), at=now)
    with scratch.read() as session:
        return scratch, first_input(session, created.id)


async def rehearsed(folder: Path) -> Life:
    async with workflow_process() as run_on, time_skipping_server() as environment:
        run_on(environment.client.service_client.config.target_host)
        scratch, start = begun(folder, await jump_to(environment, STARTS_ON))
        hands = hands_of(
            environment.client, scratch, KeepingPoster(sender=SENDER), cycle_id=start.cycle_id, assumptions={}
        )
        async with scene(environment.client, hands):
            cycle = await environment.client.start_workflow(
                "Aftaleforløb", start, id=start.cycle_id, task_queue=TASK_QUEUE
            )
            await cycle.result()
        return life_in(scratch)


async def lived(folder: Path, warp: Warp) -> Life:
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(Path(sys.executable).parent / "temporal"),
        data_converter=DATA_CONVERTER,
        search_attributes=list(SEARCH_ATTRIBUTES),
    ) as environment:
        morning = morning_of(STARTS_ON).astimezone(UTC)
        scratch, start = begun(folder, morning)
        hands = warped_hands(environment.client, scratch, start.cycle_id, warp)
        address = environment.client.service_client.config.target_host
        async with workflow_process() as run_on, scene(environment.client, hands):
            run_on(address)
            await warm(environment.client)
            warp.begin(morning)
            cycle = await environment.client.start_workflow(
                "Aftaleforløb", start, id=start.cycle_id, task_queue=TASK_QUEUE
            )
            await cycle.result()
        return life_in(scratch)


def life_in(scratch: Database) -> Life:
    with scratch.read() as session:
        assert session.exec(select(Cycle.phase)).one() is Phase.CLOSED
        letters = session.exec(select(Letter).order_by(col(Letter.ended_at), col(Letter.key))).all()
        ended = [(re.sub(r"/\d+$", "/nr", letter.key), letter.ended_at) for letter in letters if letter.ended_at]
        assert len(ended) == len(letters)
        instants = [*session.exec(select(RegisterEntry.recorded_at)), *session.exec(select(Request.received_at))]
    scratch.close()
    return Life(ended, {local_day(instant) for instant in (*instants, *(instant for _, instant in ended))})


def test_the_real_server_sends_the_rehearsed_letters_in_the_rehearsed_order(tmp_path: Path) -> None:
    for name in ("rehearsed", "lived"):
        (tmp_path / name).mkdir()
    with without_closed_offices():
        expected = asyncio.run(rehearsed(tmp_path / "rehearsed"))
        warp = Warp(expected.days)
        found = asyncio.run(lived(tmp_path / "lived", warp))
    assert len(expected.letters) > 30
    assert sorted(key for key, _ in found.letters) == sorted(key for key, _ in expected.letters)
    first_seen = {key: number for number, (key, _) in reversed(list(enumerate(found.letters)))}
    first_meant = dict(reversed(expected.letters))
    pairs = [
        (before, after)
        for before, after in combinations(sorted(first_meant, key=lambda key: first_meant[key]), 2)
        if warp.real_at(first_meant[after]) - warp.real_at(first_meant[before]) > APART
    ]
    assert len(pairs) > 200
    assert [pair for pair in pairs if first_seen[pair[0]] > first_seen[pair[1]]] == []
