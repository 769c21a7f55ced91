"""What reaches a workflow while something else is under way: nothing is lost, and nobody is asked twice."""

from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from temporalio import activity
from temporalio.client import WorkflowExecutionStatus
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from cli.working import at_work
from tests.fakes import Asked, MemoryRegister, PlainCalendar
from tests.stage import ALL_PHASES, CYCLE, KIND, PARTIES, STAGED, STAGED_PARTIES, Handle, Stage
from tests.waiting import PATIENCE, eventually
from workflows.contracts.councils import CouncilApprovalInput, CouncilPlan, Party, PlanOrder
from workflows.contracts.inquiries import InquiryPlan, InquiryPlanOrder
from workflows.contracts.ports import activities_of
from workflows.contracts.requests import Delivery, Recorded, RecordRequest
from workflows.contracts.rounds import RoundRef, SettledRound
from workflows.council.approval import CouncilApproval
from workflows.naming import REQUEST_ARRIVED, TASK_QUEUE, council_workflow_id, inquiry_workflow_id
from workflows.rules.council.facts import Answered, Protested
from workflows.rules.council.outcomes import Outcome
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind
from workflows.temporal.roster import WORKFLOWS
from workflows.temporal.sandbox import workflow_runner

OVERDUE = timedelta(hours=2)


class Slow(MemoryRegister):
    """A register that takes its time over what concerns a whole round."""

    def __init__(self, parties: tuple[Party, ...], stage: Stage) -> None:
        super().__init__(parties, deadline=stage.register.deadline)
        self.has_begun = Event()
        self.may_go_on = Event()
        self.settlings = 0

    @activity.defn(name="Registrér henvendelse")
    def record(self, order: RecordRequest) -> Recorded:
        if self.inbox[order.request].kind in {RequestKind.CLOSE_ROUND, RequestKind.DEADLINE}:
            self.has_begun.set()
            self.may_go_on.wait(PATIENCE)
        return super().record(order)

    @activity.defn(name="Afgør runde")
    def settle_round(self, order: RoundRef) -> SettledRound:
        self.settlings += 1
        return super().settle_round(order)


class Contested(MemoryRegister):
    """A register to which somebody says, just before a round is settled, that Læsø's decision is not theirs."""

    def __init__(self, parties: tuple[Party, ...], stage: Stage) -> None:
        super().__init__(parties, deadline=stage.register.deadline)
        self.contested: int | None = None

    @activity.defn(name="Afgør runde")
    def settle_round(self, order: RoundRef) -> SettledRound:
        if self.contested is not None:
            self.facts[order.round, "825"].append(Protested(self.contested))
            self.contested = None
        return super().settle_round(order)


class Belated(PlainCalendar):
    """A calendar whose first plan comes when its reminders should have gone out hours ago."""

    @activity.defn(name="Læg plan")
    def plan(self, order: PlanOrder) -> CouncilPlan:
        found = super().plan(order)
        if self.plans > len(self.register.parties):
            return found
        return replace(found, letters=tuple(replace(each, at=order.now - OVERDUE) for each in found.letters[:1]))

    @activity.defn(name="Læg plan for spørgerunde")
    def plan_inquiry(self, order: InquiryPlanOrder) -> InquiryPlan:
        found = super().plan_inquiry(order)
        if self.inquiry_plans > 1:
            return found
        return replace(found, reminders=tuple(replace(each, at=order.now - OVERDUE) for each in found.reminders))


async def has_work_done(handle: Handle) -> bool:
    """Tell whether an activity's end is what a workflow's next task has to hear of."""
    events = [event async for event in handle.fetch_history_events()]
    return any(event.HasField("activity_task_completed_event_attributes") for event in events[-2:])


@asynccontextmanager
async def mind_of(stage: Stage) -> AsyncIterator[None]:
    """Let somebody think, without hands."""
    worker = Worker(
        stage.env.client,
        task_queue=TASK_QUEUE,
        workflows=WORKFLOWS,
        workflow_runner=workflow_runner(),
        max_cached_workflows=0,
        debug_mode=True,
    )
    async with at_work(worker):
        yield


@asynccontextmanager
async def hands_of(stage: Stage) -> AsyncIterator[None]:
    """Let somebody act, without a mind."""
    with ThreadPoolExecutor(4) as threads:
        worker = Worker(
            stage.env.client,
            task_queue=TASK_QUEUE,
            activities=activities_of(stage.register, stage.outbox, stage.calendar),
            activity_executor=threads,
        )
        async with at_work(worker):
            yield


async def has_failed_to_signal(handle: Handle) -> bool:
    events = [event async for event in handle.fetch_history_events()]
    return any(event.HasField("signal_external_workflow_execution_failed_event_attributes") for event in events)


async def staged_with(
    env: WorkflowEnvironment,
    register: Callable[[tuple[Party, ...], Stage], MemoryRegister] | None = None,
    *,
    parties: tuple[Party, ...] = PARTIES,
    is_belated: bool = False,
) -> Stage:
    today = (await env.get_current_time()).date()
    stage = Stage(env, opened_on=today, deadline=today + timedelta(days=56), parties=parties)
    if register:
        stage.register = register(parties, stage)
    calendar = Belated if is_belated else PlainCalendar
    stage.calendar = calendar(stage.register, opened_on=today)
    return stage


@pytest.mark.parametrize(("kind", "parties"), [(KIND, PARTIES[:1]), (STAGED, STAGED_PARTIES)])
async def test_a_round_that_is_being_closed_is_neither_settled_nor_taken_a_step_further(
    env: WorkflowEnvironment, kind: AgreementKind, parties: tuple[Party, ...]
) -> None:
    stage = await staged_with(env, Slow, parties=parties)
    register = stage.register
    assert isinstance(register, Slow)
    async with stage.worker():
        cycle = await stage.start(kind=kind)
        await stage.ask(Asked(RequestKind.VERSION, version=1))
        await stage.until(lambda: stage.letters(LetterKind.REQUEST) == 1)
        await stage.post(Asked(RequestKind.CLOSE_ROUND))
        await stage.answer(parties[0].name)
        await stage.ends(stage.case(parties[0].name))
        await stage.shows(cycle, f"1 af {len(parties)} godkendt")
        register.may_go_on.set()
        await stage.until(lambda: register.phases == [Phase.APPROVAL, Phase.DRAFTING])
    assert (register.settlings, register.stage) == (0, 0)


async def test_a_decision_that_is_contested_as_the_round_is_settled_is_ruled_on_first(
    env: WorkflowEnvironment,
) -> None:
    stage = await staged_with(env, Contested)
    register = stage.register
    assert isinstance(register, Contested)
    async with stage.worker():
        cycle = await stage.open()
        register.contested = await stage.answer("Læsø")
        contested = register.contested
        for name in ("Aalborg", "Regionsrådet"):
            await stage.answer(name)
        await stage.runs(stage.case("Læsø", correction=1))
        await stage.shows(cycle, "2 af 3 godkendt")
        assert Phase.CONFIRMATION not in register.phases
        await stage.rule("Læsø", contested, counts=True)
        await stage.until(lambda: register.phases[-1] is Phase.CONFIRMATION)
    assert stage.outbox.kinds_to("825").count(LetterKind.REQUEST) == 1


async def test_a_case_that_hears_of_an_answer_before_its_first_step_reminds_nobody(
    env: WorkflowEnvironment,
) -> None:
    stage = await staged_with(env)
    stage.register.rounds, stage.register.version = [1], 1
    fact = Answered(7, Outcome.APPROVED)
    stage.register.ask(7, Asked(RequestKind.ANSWER, party="825", fact=fact))
    case = await env.client.start_workflow(
        CouncilApproval.run,
        CouncilApprovalInput(CYCLE, "Sundhedsaftalen 2028-2031", "Nordjylland", 1, PARTIES[0]),
        id=council_workflow_id(CYCLE, 1, "Læsø"),
        task_queue=TASK_QUEUE,
    )
    await case.signal(CouncilApproval.take, Delivery(7, "825"))
    async with stage.worker():
        result = await case.result()
    assert result.standing.counts
    assert stage.calendar.plans == 0


async def test_reminders_of_councils_that_come_hours_late_wait_for_a_new_plan(env: WorkflowEnvironment) -> None:
    stage = await staged_with(env, is_belated=True)
    async with stage.worker():
        await stage.open()
        await stage.until(lambda: stage.calendar.plans == 2 * len(PARTIES))
        assert stage.outbox.kinds_to("825") == [LetterKind.REQUEST]
        await stage.days(57)
        await stage.until(lambda: len(stage.outbox.kinds_to("825")) > 1)
    assert stage.outbox.kinds_to("825")[:2] == [LetterKind.REQUEST, LetterKind.AGENDA_REMINDER]


async def test_reminders_of_a_hearing_that_come_hours_late_wait_for_a_new_plan(env: WorkflowEnvironment) -> None:
    stage = await staged_with(env, is_belated=True)
    async with stage.worker():
        await stage.start(phase=Phase.HEARING, kind=ALL_PHASES)
        await stage.until(lambda: stage.calendar.inquiry_plans == 2)
        assert stage.letters(LetterKind.HEARING_REMINDER) == 0
        await stage.days(58)
        await stage.until(lambda: stage.register.phases[-1] is Phase.ADOPTION)
    assert stage.letters(LetterKind.HEARING_REMINDER) == 3


async def test_a_case_that_is_broken_off_as_the_deadline_moves_plans_by_the_new_one(stage: Stage) -> None:
    await stage.open()
    await stage.case("Læsø").cancel()
    await stage.ends(stage.case("Læsø"))
    later = stage.register.deadline + timedelta(days=60)
    await stage.ask(Asked(RequestKind.DEADLINE, deadline=later))
    await stage.shows_up_again(stage.case("Læsø"))
    await stage.days(110)
    assert stage.outbox.days_of("825", LetterKind.OVERDUE) == []
    assert len(stage.outbox.days_of("825", LetterKind.AGENDA_REMINDER)) == 1


async def test_an_answer_of_which_only_the_cycle_is_told_reaches_the_hearing(stage: Stage) -> None:
    cycle = await stage.start(phase=Phase.HEARING, kind=ALL_PHASES)
    await stage.until(lambda: stage.letters(LetterKind.HEARING_REQUEST) == len(PARTIES))
    stage.register.ask(7, Asked(RequestKind.HEARING_ANSWER, party="825", inquiry="høring"))
    await cycle.signal(REQUEST_ARRIVED, Delivery(7, "825", "høring"))
    await stage.until(lambda: 7 in stage.register.recorded)
    hearing = stage.env.client.get_workflow_handle(inquiry_workflow_id(CYCLE, "høring"))
    await stage.shows(hearing, "1 af 3 har svaret")


async def test_an_answer_that_comes_while_a_hearing_is_broken_off_waits_for_it(stage: Stage) -> None:
    await stage.start(phase=Phase.HEARING, kind=ALL_PHASES)
    await stage.until(lambda: stage.letters(LetterKind.HEARING_REQUEST) == len(PARTIES))
    hearing = stage.env.client.get_workflow_handle(inquiry_workflow_id(CYCLE, "høring"))
    await hearing.cancel()
    await stage.ends(hearing)
    number = await stage.post(Asked(RequestKind.HEARING_ANSWER, party="825", inquiry="høring"))
    await stage.until_later(lambda: number in stage.register.recorded)
    await stage.shows(hearing, "1 af 3 har svaret")
    assert stage.letters(LetterKind.HEARING_REQUEST) == len(PARTIES)


async def test_a_case_that_is_broken_off_as_it_hears_of_a_new_deadline_does_not_hold_up_the_others(
    env: WorkflowEnvironment,
) -> None:
    stage = await staged_with(env, Slow)
    register = stage.register
    assert isinstance(register, Slow)
    async with hands_of(stage):
        async with mind_of(stage):
            cycle = await stage.open()
            await stage.until(lambda: stage.calendar.plans == len(PARTIES))
            later = register.deadline + timedelta(days=60)
            number = await stage.post(Asked(RequestKind.DEADLINE, deadline=later))
            await stage.until(register.has_begun.is_set)
        register.may_go_on.set()
        await stage.until(lambda: number in register.recorded)
        await eventually(lambda: has_work_done(cycle))
        await stage.case("Læsø").terminate()
        async with mind_of(stage):
            await eventually(lambda: has_failed_to_signal(cycle))
            await stage.until(lambda: stage.calendar.plans == 2 * len(PARTIES) - 1)


async def test_a_request_that_reaches_a_case_as_it_is_broken_off_is_left_to_whoever_tells_again(
    env: WorkflowEnvironment,
) -> None:
    stage = await staged_with(env)
    async with stage.worker(max_cached_workflows=0):
        cycle = await stage.open()
    await stage.case("Læsø").terminate()
    stage.register.ask(77, Asked(RequestKind.ANSWER, party="825", fact=Answered(77, Outcome.APPROVED)))
    await cycle.signal(REQUEST_ARRIVED, Delivery(77, "825"))
    async with stage.worker():
        await eventually(lambda: has_failed_to_signal(cycle))
        assert (await cycle.describe()).status is WorkflowExecutionStatus.RUNNING
    assert 77 not in stage.register.recorded


async def test_a_request_that_reaches_a_hearing_as_it_is_broken_off_is_left_to_whoever_tells_again(
    env: WorkflowEnvironment,
) -> None:
    stage = await staged_with(env)
    hearing = env.client.get_workflow_handle(inquiry_workflow_id(CYCLE, "høring"))
    async with stage.worker(max_cached_workflows=0):
        cycle = await stage.start(phase=Phase.HEARING, kind=ALL_PHASES)
        await stage.until(lambda: stage.letters(LetterKind.HEARING_REQUEST) == len(PARTIES))
        await stage.until(lambda: stage.calendar.inquiry_plans == 1)
        await stage.shows(hearing, "0 af 3 har svaret")
    await hearing.terminate()
    stage.register.ask(77, Asked(RequestKind.HEARING_ANSWER, party="825", inquiry="høring"))
    await cycle.signal(REQUEST_ARRIVED, Delivery(77, "825", "høring"))
    async with stage.worker():
        await eventually(lambda: has_failed_to_signal(cycle))
        assert (await cycle.describe()).status is WorkflowExecutionStatus.RUNNING
    assert 77 not in stage.register.recorded
