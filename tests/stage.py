"""A stage for workflows: the time-skipping server, the real workflows, and fakes for the world."""

import sys
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import WorkflowHandle
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from tests.fakes import Asked, MemoryRegister, Outbox, PlainCalendar
from workflows.agreement_cycle import AgreementCycle
from workflows.client import DATA_CONVERTER
from workflows.contracts.messages import AgreementCycleInput, AgreementCycleResult, CycleSnapshot, Delivery, Party
from workflows.council_approval import CouncilApproval
from workflows.letter import SingleLetter
from workflows.naming import SEARCH_ATTRIBUTES, TASK_QUEUE, council_workflow_id
from workflows.rules.kinds import AgreementKind
from workflows.rules.phases import Phase

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
    """What a workflow test acts with."""

    def __init__(self, env: WorkflowEnvironment, *, opened_on: date, deadline: date) -> None:
        self.env = env
        self.opened_on = opened_on
        self.register = MemoryRegister(PARTIES, deadline=deadline)
        self.outbox = Outbox()
        self.calendar = PlainCalendar(self.register, opened_on=opened_on)
        self._numbers = iter(range(2, 10_000))

    @asynccontextmanager
    async def worker(self, **options: Any) -> AsyncIterator[Worker]:
        register, outbox = self.register, self.outbox
        with ThreadPoolExecutor(4) as threads:
            async with Worker(
                self.env.client,
                task_queue=TASK_QUEUE,
                workflows=[AgreementCycle, CouncilApproval, SingleLetter],
                activities=[
                    register.enter_phase,
                    register.open_round,
                    register.settle_round,
                    register.record,
                    outbox.send,
                    outbox.give_up,
                    outbox.send_single,
                    self.calendar.plan,
                ],
                activity_executor=threads,
                **options,
            ) as worker:
                yield worker

    async def start(
        self, *, phase: Phase = Phase.APPROVAL, resume: CycleSnapshot | None = None
    ) -> WorkflowHandle[AgreementCycle, AgreementCycleResult]:
        start = AgreementCycleInput(CYCLE, "Sundhedsaftalen 2028-2031", "Nordjylland", KIND, phase, 1, resume)
        return await self.env.client.start_workflow(AgreementCycle.run, start, id=CYCLE, task_queue=TASK_QUEUE)

    async def ask(self, asked: Asked, *, at_cycle: bool = False, round_number: int = 1) -> int:
        """Put a request in the inbox and signal it, as the front door does."""
        number = next(self._numbers)
        self.register.ask(number, asked)
        names = {party.code: party.name for party in PARTIES}
        of_council = asked.party and not at_cycle
        workflow_id = council_workflow_id(CYCLE, round_number, names[asked.party]) if of_council else CYCLE
        handle: WorkflowHandle[Any, Any] = self.env.client.get_workflow_handle(workflow_id)
        await handle.signal("Henvendelse modtaget", Delivery(number, asked.party))
        return number

    async def days(self, count: float) -> None:
        """Let days pass."""
        await self.env.sleep(timedelta(days=count))
