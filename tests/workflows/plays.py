"""Cycles played for the record: each keeps the histories of its workflows, by name, as they are at that moment."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from tests.fakes import Asked
from tests.stage import ALL_PHASES, CYCLE, PARTIES, STAGED, STAGED_PARTIES, Handle, Stage
from workflows.contracts.councils import Party
from workflows.contracts.cycles import PlannedStep
from workflows.contracts.inquiries import InquiryRef
from workflows.contracts.letters import LetterOrder
from workflows.naming import inquiry_workflow_id
from workflows.rules.authority import AuthorityStep
from workflows.rules.council.outcomes import DecidedBy, Outcome
from workflows.rules.course.agenda_parts import StepKind
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind, Recipient
from workflows.rules.requests import RequestKind


async def plain(stage: Stage) -> None:
    """From udarbejdelse to afsluttet, everybody approves."""
    cycle = await stage.open(phase=Phase.DRAFTING)
    for name in stage.parties:
        await stage.answer(name)
    await stage.until(lambda: stage.register.phases[-1] is Phase.CONFIRMATION)
    await stage.ask(Asked(RequestKind.CONFIRM))
    await cycle.result()
    await stage.keep("plain-cycle", cycle)
    await stage.keep("plain-council", stage.case("Læsø"))


async def doubtful(stage: Stage) -> None:
    """A chair, a no that is corrected, a protest, a moved deadline, silence; two rounds."""
    cycle = await stage.open()
    chair = await stage.answer("Læsø", decided_by=DecidedBy.CHAIR)
    await stage.rule("Læsø", chair, counts=True)
    await stage.ends(stage.case("Læsø"))
    await stage.protest("Læsø", chair)
    no = await stage.answer("Aalborg", Outcome.REJECTED)
    await stage.answer("Aalborg", corrects=no)
    await stage.days(60)
    await stage.ask(Asked(RequestKind.VERSION, version=2))
    await stage.until(lambda: stage.letters(LetterKind.REQUEST) == 2 * len(stage.parties))
    await stage.answer("Læsø", Outcome.POSTPONED)
    await stage.shows(cycle, "Læsø (udsat)")
    await stage.keep("doubtful-cycle", cycle)
    await stage.keep("doubtful-council", stage.case("Læsø"))
    await stage.keep("doubtful-council-corrected", stage.case("Læsø", correction=1))
    await stage.keep("silent-council-cancelled", stage.case("Regionsrådet"))
    await stage.keep("postponed-council-running", stage.case("Læsø", round_number=2))


async def staged(stage: Stage) -> None:
    """KKR first, then the councils."""
    cycle = await stage.start(kind=STAGED)
    await stage.ask(Asked(RequestKind.VERSION, version=1))
    await stage.until(lambda: stage.letters(LetterKind.REQUEST) == 1)
    await stage.answer("KKR")
    await stage.until(lambda: stage.letters(LetterKind.REQUEST) == len(stage.parties))
    await stage.answer("Læsø")
    await stage.shows(cycle, "2 af 3 godkendt")
    await stage.keep("staged-cycle", cycle)


async def four_years(stage: Stage) -> None:
    """All phases of an agreement, each kept while the cycle is in it."""
    await _until_it_is_adopted(stage)
    await _until_it_is_in_force(stage)
    await _until_it_is_over(stage)


async def objected(stage: Stage) -> None:
    """The authority objects, and the agreement lapses before it is adopted anew."""
    cycle = await stage.confirm_next(kind=ALL_PHASES)
    await stage.ask(Asked(RequestKind.CONFIRM))
    await stage.ask(Asked(RequestKind.AUTHORITY, authority=AuthorityStep.OBJECTED))
    await stage.until(lambda: stage.register.phases[-1] is Phase.ADOPTION)
    await stage.keep("objected-cycle", cycle)
    await stage.ask(Asked(RequestKind.LAPSE))
    await cycle.result()
    await stage.keep("lapsed-cycle", cycle)


PLAYS: Mapping[Callable[[Stage], Awaitable[None]], tuple[Party, ...]] = {
    plain: PARTIES,
    doubtful: PARTIES,
    staged: STAGED_PARTIES,
    four_years: PARTIES,
    objected: PARTIES,
}


async def _until_it_is_adopted(stage: Stage) -> None:
    await _plan(stage, Phase.DRAFTING, 1, letter=LetterKind.MILESTONE)
    await _plan(stage, Phase.ADOPTION, 2, inquiry=("kontaktrunde", InquiryKind.CONTACT_ROUND))
    cycle = await stage.start(phase=Phase.DRAFTING, kind=ALL_PHASES)
    await stage.until(lambda: stage.calendar.cycle_plans == 1)
    await stage.days(2)
    await stage.until(lambda: stage.letters(LetterKind.MILESTONE) == 1)
    await stage.keep("drafting-cycle", cycle)
    await stage.ask(Asked(RequestKind.VERSION, version=1))
    await stage.ask(Asked(RequestKind.RELEASE))
    await stage.until(lambda: stage.letters(LetterKind.HEARING_REQUEST) == len(stage.parties))
    await stage.ask(Asked(RequestKind.HEARING_ANSWER, party="825", inquiry="høring"))
    later = stage.register.inquiry_deadline + timedelta(days=14)
    await stage.ask(Asked(RequestKind.EXTENSION, inquiry="høring", deadline=later))
    await stage.keep("hearing-cycle", cycle)
    await stage.keep("hearing", _inquiry(stage, "høring"))
    await stage.ask(Asked(RequestKind.CLOSE_INQUIRY, inquiry="høring"))
    await stage.until(lambda: stage.letters(LetterKind.CONTACT_CHECK) == len(stage.parties))
    await stage.keep("hearing-closed", _inquiry(stage, "høring"))
    await stage.keep("adoption-cycle", cycle)
    await stage.keep("contact-round", _inquiry(stage, "kontaktrunde"))


async def _until_it_is_in_force(stage: Stage) -> None:
    cycle = stage.env.client.get_workflow_handle(CYCLE)
    await _plan(stage, Phase.ENTRY_INTO_FORCE, 400, letter=LetterKind.PUBLICATION, ends_after=420)
    await stage.ask(Asked(RequestKind.ADOPTION))
    await stage.until(lambda: stage.letters(LetterKind.REQUEST) == len(stage.parties))
    await stage.keep("approval-cycle", cycle)
    for name in stage.parties:
        await stage.answer(name)
    await stage.until(lambda: stage.register.phases[-1] is Phase.CONFIRMATION)
    await stage.keep("confirmation-cycle", cycle)
    await stage.ask(Asked(RequestKind.CONFIRM))
    await stage.ask(Asked(RequestKind.AUTHORITY, authority=AuthorityStep.SUBMITTED, is_plan_stale=True))
    await stage.keep("submission-cycle", cycle)
    await stage.ask(Asked(RequestKind.AUTHORITY, authority=AuthorityStep.APPROVED))
    await stage.until(lambda: stage.register.phases[-1] is Phase.ENTRY_INTO_FORCE)
    await stage.keep("entry-into-force-cycle", cycle)


async def _until_it_is_over(stage: Stage) -> None:
    cycle = stage.env.client.get_workflow_handle(CYCLE)
    status = ("status-2028-1", InquiryKind.STATUS_ROUND)
    await _plan(stage, Phase.FOLLOW_UP, 430, inquiry=status, ends_after=800)
    await _plan(stage, Phase.EVALUATION, 0, inquiry=("slutstatus", InquiryKind.STATUS_ROUND))
    stage.register.inquiry_days = 21
    await stage.days(421)
    await stage.until(lambda: stage.register.phases[-1] is Phase.FOLLOW_UP)
    await stage.days(12)
    await stage.until(lambda: stage.letters(LetterKind.STATUS_REQUEST) == len(stage.parties))
    await stage.ask(Asked(RequestKind.STATUS_REPORT, party="825", inquiry="status-2028-1"))
    await stage.keep("follow-up-cycle", cycle)
    await stage.keep("status-round", _inquiry(stage, "status-2028-1"))
    await stage.days(801)
    await stage.until(lambda: stage.letters(LetterKind.STATUS_REQUEST) == 2 * len(stage.parties))
    await stage.keep("status-round-closed", _inquiry(stage, "status-2028-1"))
    await stage.keep("evaluation-cycle", cycle)
    await stage.ask(Asked(RequestKind.EVALUATION))
    await cycle.result()
    await stage.keep("closed-cycle", cycle)


async def _plan(
    stage: Stage,
    phase: Phase,
    after: int,
    *,
    letter: LetterKind | None = None,
    inquiry: tuple[str, InquiryKind] | None = None,
    ends_after: int | None = None,
) -> None:
    """Plan a phase's step some days from now, and its end."""
    now = await stage.env.get_current_time()
    at = now + timedelta(days=after)
    steps = stage.calendar.steps[phase] = []
    if letter:
        order = LetterOrder(letter, CYCLE, Recipient.STAFF, planned_on=at.date())
        steps.append(PlannedStep(at, StepKind.LETTERS, (order,)))
    if inquiry:
        steps.append(PlannedStep(at, StepKind.INQUIRY, inquiry=InquiryRef(CYCLE, *inquiry)))
    if ends_after:
        steps.append(PlannedStep(now + timedelta(days=ends_after), StepKind.END))


def _inquiry(stage: Stage, slug: str) -> Handle:
    return stage.env.client.get_workflow_handle(inquiry_workflow_id(CYCLE, slug))
