"""An agreement's way from phase to phase, from the first draft to the last word on it."""

from datetime import datetime, timedelta

from tests.fakes import Asked
from tests.stage import ALL_PHASES, CYCLE, STAGED, Stage
from tests.tallies import own_events
from workflows.contracts.cycles import PlannedStep
from workflows.contracts.inquiries import InquiryRef
from workflows.contracts.letters import LetterOrder
from workflows.rules.authority import AuthorityStep
from workflows.rules.council.outcomes import Outcome
from workflows.rules.course.agenda_parts import StepKind
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind, status_slug
from workflows.rules.letters import LetterKind, Recipient
from workflows.rules.requests import RequestKind

QUARTER = timedelta(days=91)


def status_rounds(start: datetime, number: int) -> list[PlannedStep]:
    """Plan a status round each quarter, and the end of the phase after the last."""
    steps = [
        PlannedStep(
            start + QUARTER * each + timedelta(days=60),
            StepKind.INQUIRY,
            inquiry=InquiryRef(CYCLE, status_slug(2028 + each // 4, each % 4 + 1), InquiryKind.STATUS_ROUND),
        )
        for each in range(number)
    ]
    return [*steps, PlannedStep(start + QUARTER * number, StepKind.END)]


async def test_four_years_pass_in_sixteen_status_rounds_and_few_events(stage: Stage) -> None:
    now = await stage.env.get_current_time()
    stage.calendar.steps[Phase.FOLLOW_UP] = status_rounds(now, 16)
    stage.register.inquiry_days = 21
    cycle = await stage.start(phase=Phase.FOLLOW_UP, kind=ALL_PHASES)
    await stage.days(365 * 4)
    await stage.until(lambda: stage.register.phases[-1] is Phase.EVALUATION)
    await stage.ask(Asked(RequestKind.EVALUATION))
    assert (await cycle.result()).phase is Phase.CLOSED
    assert len(stage.register.inquiries) == 16
    assert stage.letters(LetterKind.STATUS_REQUEST) == 16 * 3
    assert len(own_events(await cycle.fetch_history())) < 200
    child = stage.env.client.get_workflow_handle(f"{CYCLE}/status-2031-4")
    assert len(own_events(await child.fetch_history())) < 56


async def test_a_status_answer_reaches_its_round(stage: Stage) -> None:
    now = await stage.env.get_current_time()
    stage.calendar.steps[Phase.FOLLOW_UP] = status_rounds(now, 1)
    stage.register.inquiry_days = 21
    await stage.start(phase=Phase.FOLLOW_UP, kind=ALL_PHASES)
    await stage.days(61)
    await stage.until(lambda: stage.letters(LetterKind.STATUS_REQUEST) == 3)
    await stage.ask(Asked(RequestKind.STATUS_REPORT, party="825", inquiry="status-2028-1"))
    child = stage.env.client.get_workflow_handle(f"{CYCLE}/status-2028-1")
    await stage.shows(child, "1 af 3 har svaret")


async def test_the_authority_may_ask_and_then_approve(stage: Stage) -> None:
    await stage.start(phase=Phase.SUBMISSION, kind=ALL_PHASES)
    await stage.until(lambda: stage.calendar.cycle_plans == 1)
    steps = (
        AuthorityStep.SUBMITTED,
        AuthorityStep.ACKNOWLEDGED,
        AuthorityStep.INFORMATION_ASKED,
        AuthorityStep.INFORMATION_GIVEN,
    )
    for planned, step in enumerate(steps, start=2):
        await stage.ask(Asked(RequestKind.AUTHORITY, authority=step, is_plan_stale=True))
        await stage.until(lambda: stage.calendar.cycle_plans == planned)  # noqa: B023  # waited for at once
    assert stage.register.phases == [Phase.SUBMISSION]
    await stage.ask(Asked(RequestKind.AUTHORITY, authority=AuthorityStep.APPROVED))
    await stage.until(lambda: stage.register.phases[-1] is Phase.ENTRY_INTO_FORCE)


async def test_an_objection_sends_the_text_back_to_adoption_and_to_a_new_round(stage: Stage) -> None:
    await stage.confirm_next(kind=ALL_PHASES)
    await stage.ask(Asked(RequestKind.CONFIRM))
    await stage.ask(Asked(RequestKind.AUTHORITY, authority=AuthorityStep.OBJECTED))
    await stage.until(lambda: stage.register.phases[-1] is Phase.ADOPTION)
    await stage.ask(Asked(RequestKind.VERSION, version=2))
    await stage.ask(Asked(RequestKind.ADOPTION))
    await stage.until(lambda: stage.letters(LetterKind.REQUEST) == 2 * 3)
    assert stage.register.rounds == [1, 2]


async def test_the_publication_is_asked_for_before_the_first_day(stage: Stage) -> None:
    now = await stage.env.get_current_time()
    letter = LetterOrder(LetterKind.PUBLICATION, CYCLE, Recipient.BODY, party="laesoe")
    stage.calendar.steps[Phase.ENTRY_INTO_FORCE] = [
        PlannedStep(now + timedelta(days=10), StepKind.LETTERS, (letter,)),
        PlannedStep(now + timedelta(days=20), StepKind.END),
    ]
    await stage.start(phase=Phase.ENTRY_INTO_FORCE, kind=ALL_PHASES)
    await stage.days(11)
    await stage.until(lambda: stage.letters(LetterKind.PUBLICATION) == 1)
    assert stage.register.phases == [Phase.ENTRY_INTO_FORCE]
    await stage.days(10)
    await stage.until(lambda: Phase.FOLLOW_UP in stage.register.phases)


async def test_an_end_that_has_passed_ends_the_phase_at_once(stage: Stage) -> None:
    now = await stage.env.get_current_time()
    stage.calendar.steps[Phase.ENTRY_INTO_FORCE] = [
        PlannedStep(now - timedelta(days=300), StepKind.END),
    ]
    await stage.start(phase=Phase.ENTRY_INTO_FORCE, kind=ALL_PHASES)
    await stage.until(lambda: Phase.FOLLOW_UP in stage.register.phases)


async def test_an_agreement_that_lapses_ends_as_bortfaldet(stage: Stage) -> None:
    cycle = await stage.start(phase=Phase.FOLLOW_UP, kind=ALL_PHASES)
    await stage.ask(Asked(RequestKind.LAPSE))
    assert (await cycle.result()).phase is Phase.LAPSED
    assert stage.register.phases == [Phase.FOLLOW_UP, Phase.LAPSED]
    assert stage.letters(LetterKind.HANDED_OVER) == 1  # it went out before the cycle ended


async def test_the_councils_are_asked_when_the_first_stage_is_settled(staged: Stage) -> None:
    await staged.start(kind=STAGED)
    await staged.ask(Asked(RequestKind.VERSION, version=1))
    await staged.until(lambda: staged.letters(LetterKind.REQUEST) == 1)
    await staged.answer("KKR")
    await staged.until(lambda: staged.letters(LetterKind.REQUEST) == 3)
    for name in ("Læsø", "Aalborg"):
        await staged.answer(name)
    await staged.until(lambda: staged.register.phases[-1] is Phase.CONFIRMATION)
    assert staged.register.rounds == [1]


async def test_a_first_stage_that_takes_its_approval_back_is_awaited_again(staged: Stage) -> None:
    cycle = await staged.start(kind=STAGED)
    await staged.ask(Asked(RequestKind.VERSION, version=1))
    first = await staged.answer("KKR")
    await staged.until(lambda: staged.letters(LetterKind.REQUEST) == 3)
    await staged.answer("KKR", Outcome.REJECTED, corrects=first)
    for name in ("Læsø", "Aalborg"):
        await staged.answer(name)
    await staged.shows(cycle, "blokeret")
    assert staged.register.phases == [Phase.APPROVAL]


async def test_a_no_in_the_first_stage_asks_no_council(staged: Stage) -> None:
    cycle = await staged.start(kind=STAGED)
    await staged.ask(Asked(RequestKind.VERSION, version=1))
    await staged.answer("KKR", Outcome.REJECTED)
    await staged.shows(cycle, "blokeret")
    assert staged.letters(LetterKind.REQUEST) == 1
