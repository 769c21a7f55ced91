from dataclasses import replace
from datetime import timedelta

from temporalio.client import WorkflowExecutionStatus

from tests.fakes import Asked
from tests.stage import KIND, Stage
from workflows.rules.council.outcomes import Outcome
from workflows.rules.council.quorum import Quorum
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import Stage as OneStage
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind

CLOSE = RequestKind.CLOSE_ROUND
VERSION = RequestKind.VERSION


async def test_a_round_that_is_closed_falls_and_a_new_text_is_put_to_everybody(stage: Stage) -> None:
    cycle = await stage.open()
    await stage.answer("Aalborg")
    await stage.answer("Læsø", Outcome.REJECTED)
    await stage.ask(Asked(CLOSE))
    await stage.until(lambda: stage.register.phases[-1] is Phase.DRAFTING)
    assert await stage.ends(stage.case("Læsø")) is WorkflowExecutionStatus.CANCELED
    assert await stage.ends(stage.case("Regionsrådet")) is WorkflowExecutionStatus.CANCELED
    await stage.ask(Asked(VERSION, version=2))
    await stage.ask(Asked(RequestKind.RELEASE))
    await stage.until(lambda: stage.letters(LetterKind.REQUEST) == 6)
    for name in stage.parties:
        await stage.answer(name)
    await stage.until(lambda: stage.register.phases[-1] is Phase.CONFIRMATION)
    assert stage.register.rounds == [1, 2]
    await stage.shows(cycle, "Runde 2, version 2")


async def test_a_closing_of_which_the_cycle_is_told_again_fells_no_other_round(stage: Stage) -> None:
    await stage.open()
    closing = await stage.ask(Asked(CLOSE))
    await stage.until(lambda: stage.register.phases[-1] is Phase.DRAFTING)
    await stage.ask(Asked(VERSION, version=2))
    await stage.ask(Asked(RequestKind.RELEASE))
    await stage.until(lambda: stage.letters(LetterKind.REQUEST) == 6)
    await stage.signal(closing)
    for name in stage.parties:
        await stage.answer(name)
    await stage.until(lambda: stage.register.phases[-1] is Phase.CONFIRMATION)
    assert stage.register.rounds == [1, 2]


async def test_a_substantive_version_starts_a_new_round_at_once(stage: Stage) -> None:
    await stage.open()
    await stage.answer("Aalborg")
    await stage.ask(Asked(VERSION, version=2))
    await stage.until(lambda: stage.letters(LetterKind.REQUEST) == 6)
    assert stage.register.rounds == [1, 2]
    assert stage.register.phases == [Phase.APPROVAL, Phase.APPROVAL]
    assert await stage.ends(stage.case("Læsø")) is WorkflowExecutionStatus.CANCELED


async def test_an_editorial_version_goes_on_in_the_same_round(stage: Stage) -> None:
    cycle = await stage.open()
    await stage.answer("Aalborg")
    await stage.ask(Asked(VERSION, version=2, is_editorial=True))
    await stage.shows(cycle, "Runde 1, version 2")
    assert "1 af 3 godkendt" in await stage.details(cycle)
    assert stage.letters(LetterKind.REQUEST) == 3


async def test_a_version_that_the_round_was_opened_with_does_not_fell_it(stage: Stage) -> None:
    cycle = await stage.start()
    stage.register.version = 2
    await stage.ask(Asked(VERSION, version=1))
    await stage.until(lambda: stage.letters(LetterKind.REQUEST) == 3)
    await stage.ask(Asked(VERSION, version=2))
    await stage.answer("Læsø")
    await stage.shows(cycle, "Runde 1, version 2")
    assert stage.register.rounds == [1]


async def test_a_late_answer_is_filed_and_moves_nothing(stage: Stage) -> None:
    cycle = await stage.confirm_next()
    await stage.answer("Læsø", Outcome.REJECTED, late=True)
    await stage.shows(cycle, "3 af 3 godkendt")
    await stage.ask(Asked(RequestKind.CONFIRM))
    assert (await cycle.result()).phase is Phase.CLOSED


async def test_a_reopened_council_goes_back_to_godkendelse_and_on_again(stage: Stage) -> None:
    cycle = await stage.confirm_next()
    no = await stage.answer("Læsø", Outcome.REJECTED, kind=RequestKind.REOPEN)
    await stage.until(lambda: stage.register.phases[-1] is Phase.APPROVAL)
    await stage.runs(stage.case("Læsø", correction=1))
    assert stage.letters(LetterKind.REQUEST) == 3
    await stage.answer("Læsø", corrects=no)
    await stage.until(lambda: stage.register.phases[-1] is Phase.CONFIRMATION)
    await stage.ask(Asked(RequestKind.CONFIRM))
    assert (await cycle.result()).phase is Phase.CLOSED


async def test_a_moved_deadline_moves_the_reminders_of_open_cases(stage: Stage) -> None:
    cycle = await stage.open()
    later = stage.register.deadline + timedelta(days=60)
    await stage.ask(Asked(RequestKind.DEADLINE, deadline=later))
    await stage.until(lambda: stage.calendar.plans == 6)
    await stage.days(110)
    assert stage.outbox.days_of("825", LetterKind.OVERDUE) == []
    (reminded,) = stage.outbox.days_of("825", LetterKind.AGENDA_REMINDER)
    assert timedelta(days=12) <= later - reminded <= timedelta(days=14)  # ten working days
    attributes = (await cycle.describe()).typed_search_attributes
    assert any(pair.value.date() == later for pair in attributes if pair.key.name == "Frist")


async def test_a_cycle_may_be_given_up_in_every_phase(stage: Stage) -> None:
    cycle = await stage.start(phase=Phase.DRAFTING)
    await stage.ask(Asked(RequestKind.CANCEL))
    assert (await cycle.result()).phase is Phase.CANCELLED
    cycle = await stage.open()
    await stage.ask(Asked(RequestKind.CANCEL))
    assert (await cycle.result()).phase is Phase.CANCELLED
    assert await stage.ends(stage.case("Læsø")) is WorkflowExecutionStatus.CANCELED
    cycle = await stage.confirm_next()
    await stage.ask(Asked(RequestKind.CANCEL))
    assert (await cycle.result()).phase is Phase.CANCELLED


async def test_a_case_that_is_ended_by_hand_is_opened_again(stage: Stage) -> None:
    cycle = await stage.open()
    await stage.case("Læsø").cancel()
    await stage.ends(stage.case("Læsø"))
    await stage.shows_up_again(stage.case("Læsø"))
    for name in stage.parties:
        await stage.answer(name)
    await stage.until(lambda: stage.register.phases[-1] is Phase.CONFIRMATION)
    assert stage.outbox.kinds_to("825").count(LetterKind.REQUEST) == 1
    await stage.shows(cycle, "3 af 3 godkendt")


async def test_one_approval_is_enough_where_a_single_one_is_needed(stage: Stage) -> None:
    cycle = await stage.open(kind=replace(KIND, stages=(OneStage(quorum=Quorum.SINGLE),)))
    await stage.answer("Læsø", Outcome.REJECTED)
    await stage.answer("Aalborg")
    await stage.until(lambda: stage.register.phases[-1] is Phase.CONFIRMATION)
    for spared in ("Læsø", "Regionsrådet"):
        assert await stage.ends(stage.case(spared)) is WorkflowExecutionStatus.CANCELED
    await stage.ask(Asked(RequestKind.CONFIRM))
    assert (await cycle.result()).phase is Phase.CLOSED
    assert stage.register.phases.count(Phase.APPROVAL) == 1


async def test_all_are_asked_again_when_the_only_approval_is_taken_back(stage: Stage) -> None:
    await stage.open(kind=replace(KIND, stages=(OneStage(quorum=Quorum.SINGLE),)))
    yes = await stage.answer("Aalborg")
    await stage.until(lambda: stage.register.phases[-1] is Phase.CONFIRMATION)
    await stage.answer("Aalborg", Outcome.REJECTED, kind=RequestKind.REOPEN, corrects=yes)
    await stage.until(lambda: stage.register.phases[-1] is Phase.APPROVAL)
    await stage.runs(stage.case("Læsø"))
    await stage.runs(stage.case("Regionsrådet"))
    assert stage.letters(LetterKind.REQUEST) == 3
