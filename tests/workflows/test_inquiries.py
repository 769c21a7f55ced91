"""Hearings, contact rounds and status rounds, as their workflows conduct them."""

from dataclasses import replace
from datetime import timedelta

from temporalio.client import WorkflowExecutionStatus

from tests.fakes import Asked
from tests.stage import ALL_PHASES, CYCLE, Stage
from workflows.contracts.cycles import PlannedStep
from workflows.contracts.inquiries import InquiryRef
from workflows.rules.course.agenda_parts import StepKind
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind


async def heard(stage: Stage) -> None:
    """Start a cycle at the hearing, and wait until everybody is asked."""
    await stage.start(phase=Phase.HEARING, kind=ALL_PHASES)
    await stage.until(lambda: stage.letters(LetterKind.HEARING_REQUEST) == 3)


def answered(name: str, stage: Stage) -> Asked:
    return Asked(RequestKind.HEARING_ANSWER, party=stage.parties[name].code, inquiry="høring")


async def test_the_hearing_lasts_until_its_deadline_and_reminds_only_who_is_silent(stage: Stage) -> None:
    await heard(stage)
    await stage.ask(answered("Læsø", stage))
    await stage.days(58)
    await stage.until(lambda: stage.register.phases[-1] is Phase.ADOPTION)
    reminded = {order.party for order in stage.outbox.sent.values() if order.kind is LetterKind.HEARING_REMINDER}
    assert reminded == {"851", "1081"}
    assert stage.register.inquiries["høring"].is_closed
    assert stage.letters(LetterKind.INQUIRY_CLOSED) == 1


async def test_the_secretariat_may_close_a_hearing_early(stage: Stage) -> None:
    await heard(stage)
    await stage.ask(Asked(RequestKind.CLOSE_INQUIRY, inquiry="høring"))
    await stage.until(lambda: stage.register.phases[-1] is Phase.ADOPTION)
    assert stage.letters(LetterKind.HEARING_REMINDER) == 0


async def test_a_refused_closing_leaves_the_hearing_open(stage: Stage) -> None:
    await heard(stage)
    await stage.ask(Asked(RequestKind.CLOSE_INQUIRY, inquiry="høring", accepted=False))
    await stage.ask(answered("Læsø", stage))
    assert stage.register.phases == [Phase.HEARING]


async def test_an_extension_moves_the_reminders_and_the_end(stage: Stage) -> None:
    await heard(stage)
    later = stage.register.inquiry_deadline + timedelta(days=30)
    await stage.ask(Asked(RequestKind.EXTENSION, inquiry="høring", deadline=later))
    await stage.days(60)
    assert stage.register.phases == [Phase.HEARING]
    assert stage.letters(LetterKind.HEARING_REMINDER) == 0
    await stage.days(28)
    await stage.until(lambda: stage.register.phases[-1] is Phase.ADOPTION)
    assert stage.letters(LetterKind.HEARING_REMINDER) == 3


async def test_an_answer_after_the_hearing_is_recorded_by_the_cycle(stage: Stage) -> None:
    await heard(stage)
    await stage.ask(Asked(RequestKind.CLOSE_INQUIRY, inquiry="høring"))
    await stage.until(lambda: stage.register.phases[-1] is Phase.ADOPTION)
    late = answered("Læsø", stage)
    late.is_late = True
    number = await stage.ask(late)
    assert stage.register.recorded[number].accepted


async def test_a_hearing_that_somebody_ends_by_hand_goes_on_and_asks_nobody_twice(stage: Stage) -> None:
    await heard(stage)
    await stage.ask(answered("Læsø", stage))
    child = stage.env.client.get_workflow_handle(f"{CYCLE}/høring")
    await child.cancel()
    await stage.ends(child)
    await stage.shows_up_again(child)
    await stage.until(lambda: stage.register.inquiries["høring"].openings == 2)
    await stage.ask(answered("Aalborg", stage))
    await stage.shows(child, "2 af 3 har svaret")
    assert stage.letters(LetterKind.HEARING_REQUEST) == 3


async def test_a_cancelled_cycle_cancels_its_hearing(stage: Stage) -> None:
    await heard(stage)
    child = stage.env.client.get_workflow_handle(f"{CYCLE}/høring")
    await stage.ask(Asked(RequestKind.CANCEL))
    assert await stage.ends(child) is WorkflowExecutionStatus.CANCELED
    await stage.until(lambda: stage.register.phases[-1] is Phase.CANCELLED)


async def test_the_temporal_ui_tells_who_is_missing(stage: Stage) -> None:
    await heard(stage)
    await stage.ask(answered("Læsø", stage))
    child = stage.env.client.get_workflow_handle(f"{CYCLE}/høring")
    await stage.shows(child, "1 af 3 har svaret")
    await stage.shows(child, "- Mangler: Aalborg, Regionsrådet")


async def test_the_plan_opens_the_contact_round_and_the_adoption_does_not_wait_for_it(stage: Stage) -> None:
    now = await stage.env.get_current_time()
    ref = InquiryRef(CYCLE, "kontaktrunde", InquiryKind.CONTACT_ROUND)
    stage.calendar.steps[Phase.ADOPTION] = [
        PlannedStep(now + timedelta(days=3), StepKind.INQUIRY, inquiry=ref),
    ]
    cycle = await stage.start(phase=Phase.ADOPTION, kind=ALL_PHASES)
    await stage.days(4)
    await stage.until(lambda: stage.letters(LetterKind.CONTACT_CHECK) == 3)
    await stage.shows(cycle, "Åben spørgerunde: kontaktrunde")
    await stage.ask(Asked(RequestKind.VERSION, version=1))
    await stage.ask(Asked(RequestKind.ADOPTION))
    await stage.until(lambda: stage.letters(LetterKind.REQUEST) == 3)


async def test_a_hearing_that_closes_on_a_sunday_does_not_hold_the_agreement_up(stage: Stage) -> None:
    await heard(stage)
    now = await stage.env.get_current_time()
    stage.outbox.opens_at = now + timedelta(days=1)
    await stage.ask(Asked(RequestKind.CLOSE_INQUIRY, inquiry="høring"))
    await stage.until(lambda: stage.register.phases[-1] is Phase.ADOPTION)
    assert (await stage.env.get_current_time()) - now < timedelta(hours=1)
    await stage.days(2)
    await stage.until(lambda: stage.letters(LetterKind.INQUIRY_CLOSED) == 1)


async def test_a_status_round_that_is_open_at_the_last_days_end_is_closed_properly(stage: Stage) -> None:
    now = await stage.env.get_current_time()
    status = InquiryRef(CYCLE, "status-2028-1", InquiryKind.STATUS_ROUND)
    stage.calendar.steps[Phase.FOLLOW_UP] = [
        PlannedStep(now + timedelta(days=1), StepKind.INQUIRY, inquiry=status),
        PlannedStep(now + timedelta(days=9), StepKind.END),
    ]
    kind = replace(ALL_PHASES, phases=(Phase.APPROVAL, Phase.FOLLOW_UP))
    cycle = await stage.start(phase=Phase.FOLLOW_UP, kind=kind)
    assert (await cycle.result()).phase is Phase.CLOSED
    assert stage.register.inquiries[status.slug].is_closed
    assert stage.letters(LetterKind.INQUIRY_CLOSED) == 1


async def test_a_new_contact_moves_the_plan_and_its_letter_goes_out(stage: Stage) -> None:
    await heard(stage)
    await stage.until(lambda: stage.calendar.inquiry_plans == 1)
    await stage.ask(Asked(RequestKind.CONTACT, party="825", inquiry="høring"))
    await stage.until(lambda: stage.letters(LetterKind.NEW_LINK) == 1)
    await stage.until(lambda: stage.calendar.inquiry_plans == 2)
    await stage.days(58)
    await stage.until(lambda: stage.register.phases[-1] is Phase.ADOPTION)
    assert stage.letters(LetterKind.HEARING_REMINDER) == 3


async def test_a_refused_contact_leaves_the_plan_as_it_is(stage: Stage) -> None:
    await heard(stage)
    await stage.until(lambda: stage.calendar.inquiry_plans == 1)
    await stage.ask(Asked(RequestKind.CONTACT, party="825", inquiry="høring", accepted=False))
    await stage.ask(answered("Læsø", stage))
    assert stage.calendar.inquiry_plans == 1


async def test_after_the_hearing_the_cycle_has_a_contact_refused(stage: Stage) -> None:
    await heard(stage)
    await stage.ask(Asked(RequestKind.CLOSE_INQUIRY, inquiry="høring"))
    await stage.until(lambda: stage.register.phases[-1] is Phase.ADOPTION)
    number = await stage.ask(Asked(RequestKind.CONTACT, party="825", inquiry="høring", accepted=False))
    assert not stage.register.recorded[number].accepted
    assert stage.register.phases[-1] is Phase.ADOPTION
