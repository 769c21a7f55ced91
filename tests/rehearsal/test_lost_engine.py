"""In every phase the engine is lost once: the cycle is rebuilt from the store, and nobody notices."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import select
from temporalio import activity
from temporalio.client import Client
from temporalio.service import RPCError

from activities.rehearsal import RehearsedRegister
from activities.rehearsal.script import Act, Inbox, morning_of
from activities.resuming import resume_cycles
from cli.rehearsal.quiet import without_closed_offices
from models.calendar import local_day
from models.store.database import Database
from models.tables import Inquiry, Letter, Round, RoundParty
from tests.rehearsal.whole_life import KIND, one_life
from workflows.contracts.cycles import EnterPhase
from workflows.naming import council_workflow_id, inquiry_workflow_id
from workflows.rules.course.phases import Phase
from workflows.rules.letters import LetterState
from workflows.temporal.client import Engine

DAYS_INTO = {Phase.ENTRY_INTO_FORCE: 2, Phase.FOLLOW_UP: 160, Phase.EVALUATION: 4}
"""How many days into its phase the engine is lost (else 10): within a status round, before a letter is due."""
WHEN_NOBODY_ACTS = timedelta(minutes=17)
"""After the morning's acts: a workflow that is ended amid a task keeps the test server's clock locked for ever."""


@dataclass
class Loss:
    """Ends every workflow of the cycle and has it rebuilt, once in each of some phases, some days into it."""

    phases: tuple[Phase, ...]
    database: Database
    client: Client
    loop: asyncio.AbstractEventLoop
    happened: list[Phase] = field(default_factory=list)

    def acts(self, entered: Phase, today: date) -> Iterable[Act]:
        if entered in self.phases and entered not in self.happened:
            days = timedelta(days=DAYS_INTO.get(entered, 10))
            yield Act(morning_of(today + days) + WHEN_NOBODY_ACTS, partial(self.lose, entered))

    def lose(self, phase: Phase, inbox: Inbox) -> tuple[()]:
        self.happened.append(phase)
        asyncio.run_coroutine_threadsafe(self._lose(inbox.cycle_id), self.loop).result()
        return ()

    async def _lose(self, cycle_id: str) -> None:
        for workflow_id in (cycle_id, *self._children(cycle_id)):
            with suppress(RPCError):  # it has ended already
                await self.client.get_workflow_handle(workflow_id).terminate("lost")

        async def client() -> Client:
            return self.client

        (resumed,) = await resume_cycles(self.database, Engine(client))
        assert resumed.is_rebuilt

    def _children(self, cycle_id: str) -> list[str]:
        with self.database.read() as session:
            councils = session.exec(
                select(RoundParty.round, RoundParty.name).where(RoundParty.cycle_id == cycle_id)
            ).all()
            inquiries = session.exec(select(Inquiry.slug).where(Inquiry.cycle_id == cycle_id)).all()
        ids = [council_workflow_id(cycle_id, number, name) for number, name in councils]
        return ids + [inquiry_workflow_id(cycle_id, slug) for slug in inquiries]


@dataclass(frozen=True)
class Told:
    """What a cycle came to: its end, every letter with its end, and how many mails were posted."""

    phase: Phase
    letters: Counter[tuple[str, LetterState]]
    mails: int
    rounds: int


def losing(loss: Loss) -> type[RehearsedRegister]:
    class LosingRegister(RehearsedRegister):
        @activity.defn(name="Registrér fase")
        def enter_phase(self, order: EnterPhase) -> None:
            super().enter_phase(order)
            acts = loss.acts(order.phase, local_day(self._clock()))
            self._cast.enter("tab af motoren", acts)

    return LosingRegister


async def told_of(folder: Path, lost_in: tuple[Phase, ...]) -> Told:
    loop = asyncio.get_running_loop()
    async with one_life(folder) as life:
        loss = Loss(lost_in, life.store, life.client, loop)
        await life.lives(losing(loss))
        assert tuple(loss.happened) == lost_in
        assert life.problems() == []
        with life.store.read() as session:
            letters = [(letter.key, letter.state) for letter in session.exec(select(Letter))]
            rounds = len(session.exec(select(Round)).all())
        return Told(life.phase, counted(letters), len(life.poster.mails), rounds)


def counted(letters: Iterable[tuple[str, LetterState]]) -> Counter[tuple[str, LetterState]]:
    """Count letters by key, but for the number of the request: who acts at one instant is numbered by chance."""
    return Counter((re.sub(r"/\d+$", "/nr", key), state) for key, state in letters)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Told:
    with without_closed_offices():
        return asyncio.run(told_of(tmp_path_factory.mktemp("undisturbed"), ()))


def test_undisturbed_the_cycle_runs_to_its_end(undisturbed: Told) -> None:
    assert undisturbed.phase is Phase.CLOSED
    assert {state for _, state in undisturbed.letters} <= {LetterState.SENT, LetterState.OVERTAKEN}
    assert undisturbed.mails > 50


def test_a_cycle_lost_in_each_of_its_phases_goes_on_and_asks_nobody_twice(
    undisturbed: Told, tmp_path: Path
) -> None:
    with without_closed_offices():
        told = asyncio.run(told_of(tmp_path, KIND.phases))
    assert told.letters == undisturbed.letters
    assert told == undisturbed
