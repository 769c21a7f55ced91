import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from temporalio.client import Client

from activities.sweep import Sweep
from models.store.database import Database
from models.tables import TaskKind
from tests.activities.records import ANSWER, LAESOE, Records
from tests.waiting import eventually
from workflows.contracts.cycles import AgreementCycleInput
from workflows.contracts.letters import LetterInput
from workflows.contracts.requests import Delivery
from workflows.rules.course.phases import Phase
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind
from workflows.temporal.client import CycleNotRunning, Engine, EngineAway


async def nowhere() -> Client:
    raise RuntimeError("no server is asked")


@dataclass
class Errands(Engine):
    """An engine that writes down what it is told."""

    started: list[AgreementCycleInput] = field(default_factory=list)
    told: list[tuple[int, str, str, int]] = field(default_factory=list)
    letters: list[LetterInput] = field(default_factory=list)
    is_away: bool = False
    is_empty: bool = False
    takes_no_letters: bool = False
    trips_over: int = 0
    stumbles: int = 0

    def __post_init__(self) -> None:
        super().__init__(nowhere)

    async def start(self, cycle: AgreementCycleInput) -> None:
        if self.is_away:
            raise EngineAway
        self.started.append(cycle)

    async def deliver(self, cycle_id: str, delivery: Delivery, *, round_number: int, party_name: str) -> None:
        if self.is_away:
            raise EngineAway
        if self.is_empty:
            raise CycleNotRunning(cycle_id)
        if delivery.request == self.trips_over:
            raise LookupError(delivery.request)
        self.told.append((delivery.request, delivery.party, party_name, round_number))

    async def send_letter(self, letter: LetterInput, *, workflow_id: str) -> None:
        if self.takes_no_letters:
            raise EngineAway
        assert workflow_id == f"brev/{letter.order.key}"
        self.letters.append(letter)

    async def is_running(self, cycle_id: str) -> bool:
        assert cycle_id
        if self.stumbles:
            self.stumbles -= 1
            raise LookupError(cycle_id)
        return not self.is_empty


@pytest.fixture
def records(database: Database) -> Records:
    records = Records(database)
    records.open()
    return records


@pytest.fixture
def engine() -> Errands:
    return Errands()


@pytest.fixture
def sweep(records: Records, engine: Errands) -> Sweep:
    return Sweep(records.database, engine, records.register, lambda: records.now)


def ask(records: Records) -> int:
    return records.post(RequestKind.ANSWER, party=LAESOE, **ANSWER)


async def test_the_first_sweep_tells_of_all_that_waits(records: Records, engine: Errands, sweep: Sweep) -> None:
    number = ask(records)
    assert await sweep.once(is_first_sweep=True) == 1
    assert engine.told == [(number, LAESOE, "Læsø", 1)]


async def test_a_request_is_told_again_after_pauses_that_double_to_an_hour(
    records: Records, engine: Errands, sweep: Sweep
) -> None:
    ask(records)
    assert await sweep.once() == 0
    pauses = [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    for tries, pause in enumerate(pauses, start=1):
        records.later(seconds=pause - 1)
        assert await sweep.once() == 0
        records.later(seconds=1)
        assert await sweep.once() == 1
        assert len(engine.told) == tries
        assert [task.kind for task in records.desk()] == ([TaskKind.STUCK] if tries >= 5 else [])


async def test_an_alert_is_over_when_the_request_is_recorded(records: Records, sweep: Sweep) -> None:
    number = ask(records)
    for _ in range(5):
        records.later(hours=1)
        await sweep.once()
    assert [task.kind for task in records.desk()] == [TaskKind.STUCK]
    records.record(number)
    assert TaskKind.STUCK not in {task.kind for task in records.desk()}
    records.later(hours=1)
    assert await sweep.once() == 0


async def test_while_the_engine_is_away_no_try_is_counted(records: Records, engine: Errands, sweep: Sweep) -> None:
    ask(records)
    engine.is_away = True
    for _ in range(9):
        records.later(hours=1)
        with pytest.raises(EngineAway):
            await sweep.once()
    assert records.desk() == []
    engine.is_away = False
    assert await sweep.once() == 1
    records.later(seconds=30)
    assert await sweep.once() == 1


async def test_a_request_that_trips_the_sweep_holds_up_no_other(
    records: Records, engine: Errands, sweep: Sweep
) -> None:
    engine.trips_over = ask(records)
    number = ask(records)
    assert await sweep.once(is_first_sweep=True) == 2
    assert [told[0] for told in engine.told] == [number]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_after_a_sweep_that_failed_comes_the_next_one(
    records: Records, engine: Errands, sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("activities.sweep.SECONDS_BETWEEN_SWEEPS", 0)
    records.answer()
    records.enter(Phase.CANCELLED)
    engine.is_empty, engine.stumbles = True, 2
    sweeping = asyncio.create_task(sweep.run())

    async def is_sent_or_over() -> bool:
        return bool(engine.letters) or sweeping.done()

    await eventually(is_sent_or_over)
    assert sweeping.cancel()
    assert [letter.order.kind for letter in engine.letters][:1] == [LetterKind.RECEIPT]
    assert engine.stumbles == 0


async def test_what_a_council_asked_first_is_told_first_though_it_is_not_due_yet(
    records: Records, engine: Errands, sweep: Sweep
) -> None:
    first = ask(records)
    records.later(seconds=15)
    await sweep.once()
    second, third = ask(records), ask(records)
    records.later(seconds=15)
    assert await sweep.once() == 2
    assert [told[0] for told in engine.told] == [first, first, second, third]


async def test_a_start_is_swept_too(database: Database, engine: Errands) -> None:
    records = Records(database)
    records.start(phase=Phase.DRAFTING)
    sweep = Sweep(database, engine, records.register, lambda: records.now)
    await sweep.once(is_first_sweep=True)
    (started,) = engine.started
    assert (started.cycle_id, started.start_phase, started.resume) == (records.cycle, Phase.DRAFTING, None)
    assert started.region == "Nordjylland"


async def test_what_comes_after_the_end_is_refused_and_said_so(
    records: Records, engine: Errands, sweep: Sweep
) -> None:
    engine.is_empty = True
    number = ask(records)
    await sweep.once(is_first_sweep=True)
    assert engine.letters == []
    records.enter(Phase.CANCELLED)
    records.later(minutes=1)
    await sweep.once()
    assert records.reason(number) == "Forløbet er afsluttet."
    assert [letter.order.kind for letter in engine.letters] == [LetterKind.REFUSAL]
    records.now += timedelta(days=1)
    assert await sweep.once() == 0


async def test_a_refusal_that_nobody_ordered_is_sent_when_the_engine_is_back(
    records: Records, engine: Errands, sweep: Sweep
) -> None:
    records.enter(Phase.CANCELLED)
    number = ask(records)
    engine.is_empty = engine.takes_no_letters = True
    with pytest.raises(EngineAway):
        await sweep.once(is_first_sweep=True)
    assert records.reason(number) == "Forløbet er afsluttet."
    records.later(hours=1)
    assert await sweep.once() == 0
    assert engine.letters == []
    engine.takes_no_letters = False
    await sweep.tidy()
    assert [(letter.order.kind, letter.order.request) for letter in engine.letters] == [
        (LetterKind.REFUSAL, number)
    ]


async def test_letters_of_a_cycle_that_still_runs_are_its_own(
    records: Records, engine: Errands, sweep: Sweep
) -> None:
    records.enter(Phase.CANCELLED)
    ask(records)
    engine.is_empty = engine.takes_no_letters = True
    with pytest.raises(EngineAway):
        await sweep.once(is_first_sweep=True)
    engine.is_empty = engine.takes_no_letters = False
    await sweep.tidy()
    assert engine.letters == []
