"""A stage for workflows: the time-skipping server, the real workflows, and fakes for the world."""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from cli.working import at_work
from tests.fakes import Asked, MemoryRegister, Outbox, PlainCalendar
from tests.waiting import eventually
from workflows.contracts.councils import Party
from workflows.contracts.cycles import AgreementCycleInput, AgreementCycleResult, CycleSnapshot
from workflows.contracts.ports import activities_of
from workflows.contracts.requests import Delivery
from workflows.cycle.agreement_cycle import AgreementCycle
from workflows.naming import SEARCH_ATTRIBUTES, TASK_QUEUE, correction_workflow_id, council_workflow_id
from workflows.rules.council.facts import Answered, Protested, Ruled
from workflows.rules.council.outcomes import Outcome
from workflows.rules.council.standing import Standing
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind, PartySelector
from workflows.rules.kinds import Stage as Stage_
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind
from workflows.temporal.client import Engine, EngineAway
from workflows.temporal.converter import DATA_CONVERTER
from workflows.temporal.roster import WORKFLOWS
from workflows.temporal.sandbox import workflow_runner

Handle = WorkflowHandle[Any, Any]
CYCLE = "sundhedsaftale-nordjylland-2028"
PARTIES = (
    Party("825", "Læsø", ("nord",)),
    Party("851", "Aalborg", ("midt",)),
    Party("1081", "Regionsrådet"),
)
KIND = AgreementKind(
    "sundhedsaftale",
    "Sundhedsaftale",
    "sundhedsloven",
    (Phase.DRAFTING, Phase.APPROVAL, Phase.CONFIRMATION),
)

ALL_PHASES = AgreementKind(
    "sundhedsaftale",
    "Sundhedsaftale",
    "sundhedsloven",
    (
        Phase.DRAFTING,
        Phase.HEARING,
        Phase.ADOPTION,
        Phase.APPROVAL,
        Phase.CONFIRMATION,
        Phase.SUBMISSION,
        Phase.ENTRY_INTO_FORCE,
        Phase.FOLLOW_UP,
        Phase.EVALUATION,
    ),
)
STAGED_PARTIES = (Party("kkr-1081", "KKR"), Party("825", "Læsø", stage=1), Party("851", "Aalborg", stage=1))
STAGED = AgreementKind(
    "rammeaftale",
    "Rammeaftale",
    "serviceloven",
    (Phase.APPROVAL, Phase.CONFIRMATION),
    stages=(Stage_(PartySelector.KKR), Stage_(PartySelector.MUNICIPALITIES)),
)


async def prepared_environment() -> WorkflowEnvironment:
    env = await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=str(Path(sys.executable).parent / "temporal-test-server"),
        data_converter=DATA_CONVERTER,
    )
    types = {key.name: IndexedValueType.ValueType(key.indexed_value_type) for key in SEARCH_ATTRIBUTES}
    await env.client.operator_service.add_search_attributes(
        AddSearchAttributesRequest(search_attributes=types, namespace=env.client.namespace)
    )
    return env


class Stage:
    """What a workflow test acts with; councils are named as Danes do."""

    def __init__(
        self, env: WorkflowEnvironment, *, opened_on: date, deadline: date, parties: tuple[Party, ...] = PARTIES
    ) -> None:
        self.env = env
        self.opened_on = opened_on
        self.parties = {party.name: party for party in parties}
        self.register = MemoryRegister(parties, deadline=deadline)
        self.outbox = Outbox()
        self.calendar = PlainCalendar(self.register, opened_on=opened_on)
        self._numbers = count(2)
        self.kept: dict[str, str] = {}

    @asynccontextmanager
    async def worker(self, **options: Any) -> AsyncIterator[Worker]:
        with ThreadPoolExecutor(4) as threads:
            worker = Worker(
                self.env.client,
                task_queue=TASK_QUEUE,
                workflows=WORKFLOWS,
                workflow_runner=workflow_runner(),
                activities=activities_of(self.register, self.outbox, self.calendar),
                activity_executor=threads,
                # A machine that is busy elsewhere for two seconds is no deadlock.
                debug_mode=True,
                **options,
            )
            async with at_work(worker):
                yield worker

    async def start(
        self,
        *,
        phase: Phase = Phase.APPROVAL,
        resume: CycleSnapshot | None = None,
        kind: AgreementKind = KIND,
    ) -> WorkflowHandle[AgreementCycle, AgreementCycleResult]:
        self.register.quorums = [stage.quorum for stage in kind.stages]
        start = AgreementCycleInput(CYCLE, "Sundhedsaftalen 2028-2031", "Nordjylland", kind, phase, 1, resume)
        return await self.env.client.start_workflow(AgreementCycle.run, start, id=CYCLE, task_queue=TASK_QUEUE)

    async def open(
        self, *, phase: Phase = Phase.APPROVAL, kind: AgreementKind = KIND
    ) -> WorkflowHandle[AgreementCycle, AgreementCycleResult]:
        """Start a cycle, publish its text and wait until everybody is asked."""
        cycle = await self.start(phase=phase, kind=kind)
        await self.ask(Asked(RequestKind.VERSION, version=1))
        if phase is Phase.DRAFTING:
            await self.ask(Asked(RequestKind.RELEASE))
        await self.until(lambda: self.letters(LetterKind.REQUEST) == len(self.parties))
        await self.shows(cycle, f"0 af {len(self.parties)} godkendt")
        return cycle

    async def answer(self, name: str, outcome: Outcome = Outcome.APPROVED, **more: Any) -> int:
        """Let a council answer in the round that is open, and return the decision's number."""
        decision = next(self._numbers)
        kinds = {"late": more.pop("late", False), "kind": more.pop("kind", RequestKind.ANSWER)}
        fact = Answered(decision, outcome, **more)
        await self.tell(name, Asked(kinds["kind"], fact=fact, is_late=kinds["late"]))
        return decision

    async def rule(self, name: str, decision: int, *, counts: bool) -> None:
        """Let the secretariat rule on a decision."""
        await self.tell(name, Asked(RequestKind.RULING, fact=Ruled(decision, counts=counts)))

    async def protest(self, name: str, decision: int) -> None:
        """Let somebody in the town hall say that a decision is not theirs."""
        await self.tell(name, Asked(RequestKind.PROTEST, fact=Protested(decision)))

    async def confirm_next(
        self, *, kind: AgreementKind = KIND
    ) -> WorkflowHandle[AgreementCycle, AgreementCycleResult]:
        """Play a cycle up to stadfæstelse."""
        cycle = await self.open(kind=kind)
        for name in self.parties:
            await self.answer(name)
        await self.until(lambda: self.register.phases[-1] is Phase.CONFIRMATION)
        await self.shows(cycle, Phase.CONFIRMATION)
        return cycle

    async def tell(self, name: str, asked: Asked) -> int:
        """Ask something of a council's case, and wait until it is recorded."""
        asked.party = self.parties[name].code
        return await self.ask(asked)

    async def ask(self, asked: Asked) -> int:
        """Put a request in the inbox, signal it as the front door does, and wait until it is recorded."""
        number = await self.post(asked)
        await self.until(lambda: number in self.register.recorded)
        return number

    async def post(self, asked: Asked) -> int:
        """Put a request in the inbox and signal it."""
        number = next(self._numbers)
        self.register.ask(number, asked)
        await self.signal(number, asked.party, inquiry=asked.inquiry)
        return number

    async def signal(self, number: int, code: str = "", *, inquiry: str = "") -> None:
        """Tell a council's open case, or an open inquiry, of a request, else the cycle."""
        names = [party.name for party in self.parties.values() if party.code == code]
        round_number = self.register.rounds[-1] if self.register.rounds else 0
        name = names[0] if names else ""
        delivery = Delivery(number, code, inquiry)

        async def is_delivered() -> bool:
            try:
                await self.engine.deliver(CYCLE, delivery, round_number=round_number, party_name=name)
            except EngineAway:  # a busy machine; the worker's sweep does the same
                return False
            return True

        await eventually(is_delivered)

    @property
    def engine(self) -> Engine:
        """The engine's front door, which leads to the stage's server."""
        return Engine(self._client)

    def standing(self, name: str) -> Standing:
        """Return where a council stands by the register."""
        code = self.parties[name].code
        parties = self.register.standings(self.register.rounds[-1])
        return next(entry.standing for entry in parties if entry.party.code == code)

    def letters(self, kind: LetterKind) -> int:
        """Return how many letters of a kind were sent."""
        return sum(order.kind is kind for order in self.outbox.sent.values())

    def case(self, name: str, *, round_number: int = 1, correction: int = 0) -> WorkflowHandle[Any, Any]:
        """Return the handle of a council's case."""
        workflow_id = council_workflow_id(CYCLE, round_number, name)
        if correction:
            workflow_id = correction_workflow_id(CYCLE, round_number, name, correction)
        return self.env.client.get_workflow_handle(workflow_id)

    async def keep(self, name: str, handle: Handle) -> None:
        """Keep a workflow's history as it is now."""
        self.kept[name] = (await handle.fetch_history()).to_json()

    async def details(self, handle: WorkflowHandle[Any, Any]) -> str:
        """Return what the Temporal UI shows of a workflow now."""
        metadata = await handle.query("__temporal_workflow_metadata", result_type=WorkflowMetadata)
        return str(metadata.current_details)

    async def shows(self, handle: WorkflowHandle[Any, Any], text: str) -> None:
        """Wait until the Temporal UI shows a text of a workflow."""

        async def is_shown() -> bool:
            return text in await self.details(handle)

        await eventually(is_shown)

    async def ends(self, handle: WorkflowHandle[Any, Any]) -> WorkflowExecutionStatus | None:
        """Wait, while no workflow's time passes, until a workflow has ended, and return how."""
        await eventually(lambda: _has_ended(handle))
        return (await handle.describe()).status

    async def ends_later(self, handle: WorkflowHandle[Any, Any]) -> WorkflowExecutionStatus | None:
        """Let minutes pass until a workflow has ended, and return how."""
        await self._minutes_until(lambda: _has_ended(handle))
        return (await handle.describe()).status

    async def runs(self, handle: WorkflowHandle[Any, Any]) -> None:
        """Wait until a workflow has been started."""

        async def is_running() -> bool:
            try:
                return (await handle.describe()).status is WorkflowExecutionStatus.RUNNING
            except RPCError as error:
                if error.status is RPCStatusCode.NOT_FOUND:
                    return False
                raise

        await eventually(is_running)

    async def shows_up_again(self, handle: WorkflowHandle[Any, Any]) -> None:
        """Let minutes pass until a workflow that was ended runs once more."""

        async def is_running() -> bool:
            return (await handle.describe()).status is WorkflowExecutionStatus.RUNNING

        await self._minutes_until(is_running)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait, while no workflow's time passes, until something has happened."""

        async def has_happened() -> bool:
            return condition()

        await eventually(has_happened)

    async def until_later(self, condition: Callable[[], bool]) -> None:
        """Let minutes pass until something has happened: what is tried again and again needs time for it."""

        async def has_happened() -> bool:
            return condition()

        await self._minutes_until(has_happened)

    async def _minutes_until(self, is_so: Callable[[], Awaitable[bool]]) -> None:
        async def is_so_now() -> bool:
            await self.env.sleep(timedelta(minutes=1))
            return await is_so()

        await eventually(is_so_now)

    async def days(self, number: float) -> None:
        """Let days pass."""
        await self.env.sleep(timedelta(days=number))

    async def _client(self) -> Client:
        return self.env.client


async def _has_ended(handle: WorkflowHandle[Any, Any]) -> bool:
    return (await handle.describe()).status is not WorkflowExecutionStatus.RUNNING
