from datetime import date, timedelta
from itertools import pairwise

import pytest
from temporalio.client import WorkflowExecutionStatus
from temporalio.testing import WorkflowEnvironment

from tests.fakes import Asked
from tests.stage import Stage
from workflows.rules.council.facts import Planned
from workflows.rules.council.outcomes import Outcome
from workflows.rules.course.phases import Phase
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind

REQUEST, AGENDA, OVERDUE = LetterKind.REQUEST, LetterKind.AGENDA_REMINDER, LetterKind.OVERDUE
TO_STAFF, ASKED, NEW_DATE = LetterKind.OVERDUE_TO_STAFF, LetterKind.WHAT_WAS_DECIDED, LetterKind.NEW_DATE_ASKED


async def test_a_year_of_silence_is_an_agenda_four_letters_and_then_the_office_alone(stage: Stage) -> None:
    await stage.open()
    await stage.days(420)
    letters = stage.outbox.kinds_to("825")
    assert letters[:6] == [REQUEST, AGENDA, OVERDUE, OVERDUE, OVERDUE, OVERDUE]
    assert letters[6:] == [TO_STAFF] * len(letters[6:])
    assert len(letters[6:]) in {11, 12}
    for before, after in pairwise(stage.outbox.days_of("825", OVERDUE)):
        assert after - before == timedelta(days=7)
    await stage.shows(stage.case("Læsø"), "**Forsinket**")


async def test_a_council_that_has_answered_is_not_reminded_any_more(stage: Stage) -> None:
    await stage.open()
    await stage.answer("Læsø", Outcome.REJECTED)
    await stage.answer("Aalborg")
    await stage.days(200)
    assert set(stage.outbox.kinds_to("825")) == {REQUEST, LetterKind.RECEIPT}
    assert set(stage.outbox.kinds_to("851")) == {REQUEST, LetterKind.RECEIPT}
    assert OVERDUE in stage.outbox.kinds_to("1081")


@pytest.mark.parametrize("outcome", [Outcome.NOTED, Outcome.RETURNED])
async def test_nobody_argues_with_a_council_that_gave_a_doubtful_answer(stage: Stage, outcome: Outcome) -> None:
    await stage.open()
    await stage.answer("Læsø", outcome)
    await stage.days(150)
    letters = stage.outbox.kinds_to("825")
    assert letters[:2] == [REQUEST, LetterKind.RECEIPT]
    assert set(letters[2:]) == {TO_STAFF}
    assert OVERDUE in stage.outbox.kinds_to("851")


async def test_a_council_that_told_of_a_meeting_after_a_doubtful_answer_is_reminded_of_it(stage: Stage) -> None:
    await stage.open()
    await stage.answer("Læsø", Outcome.RETURNED)
    meeting = stage.opened_on + timedelta(days=40)
    await stage.tell("Læsø", Asked(RequestKind.PLAN, fact=Planned(meeting)))
    await stage.shows(stage.case("Læsø"), "- Stilling: planlagt")
    await stage.days(47)
    assert stage.outbox.kinds_to("825") == [REQUEST, LetterKind.RECEIPT, LetterKind.RECEIPT, AGENDA, ASKED]


async def test_a_council_that_postponed_to_a_date_is_asked_after_that_date(stage: Stage) -> None:
    await stage.open()
    meeting = stage.opened_on + timedelta(days=40)
    await stage.answer("Læsø", Outcome.POSTPONED, next_meeting=meeting)
    await stage.shows(stage.case("Læsø"), "- Rådets møde: ")
    await stage.days(47)
    assert stage.outbox.kinds_to("825") == [REQUEST, LetterKind.RECEIPT, AGENDA, ASKED]


async def test_a_council_without_a_new_date_is_asked_for_one(stage: Stage) -> None:
    await stage.open()
    await stage.answer("Læsø", Outcome.POSTPONED)
    await stage.days(17)
    assert stage.outbox.kinds_to("825") == [REQUEST, LetterKind.RECEIPT, NEW_DATE]
    meeting = stage.opened_on + timedelta(days=50)
    await stage.tell("Læsø", Asked(RequestKind.PLAN, fact=Planned(meeting)))
    await stage.shows(stage.case("Læsø"), "- Stilling: planlagt")
    await stage.days(28)
    assert stage.outbox.kinds_to("825").count(NEW_DATE) == 1


async def test_reminders_that_were_missed_collapse_into_one(env: WorkflowEnvironment) -> None:
    missed = _day_for_letters_before((await env.get_current_time()).date())
    stage = Stage(env, opened_on=missed - timedelta(days=78), deadline=missed - timedelta(days=22))
    async with stage.worker():
        await stage.open()
        await stage.until(lambda: len(stage.outbox.kinds_to("825")) > 1)
        await stage.days(0.5)
        assert stage.outbox.kinds_to("825") == [REQUEST, OVERDUE]
        assert stage.outbox.days_of("825", OVERDUE) == [missed]


def _day_for_letters_before(today: date) -> date:
    """Return the last day from Tuesday to Thursday: a letter planned on another may go out later."""
    earlier = (today - timedelta(days=number) for number in range(1, 6))
    return next(day for day in earlier if day.weekday() in {1, 2, 3})


async def test_a_dead_mail_server_keeps_nobody_from_deciding(stage: Stage) -> None:
    stage.outbox.is_down = True
    cycle = await stage.start()
    await stage.ask(Asked(RequestKind.VERSION, version=1))
    for name in stage.parties:
        await stage.runs(stage.case(name))
        await stage.answer(name)
    await stage.days(0.1)
    await stage.until(lambda: stage.register.phases[-1] is Phase.CONFIRMATION)
    assert stage.outbox.sent == {}
    for name in stage.parties:
        assert await stage.ends(stage.case(name)) is WorkflowExecutionStatus.COMPLETED
    stage.outbox.is_down = False
    await stage.until_later(lambda: stage.letters(LetterKind.RECEIPT) == 3)
    assert stage.outbox.given_up == []
    await stage.shows(cycle, "3 af 3 godkendt")


async def test_a_letter_is_given_up_after_five_days(stage: Stage) -> None:
    stage.outbox.is_down = True
    await stage.start()
    await stage.ask(Asked(RequestKind.VERSION, version=1))
    await stage.runs(stage.case("Læsø"))
    await stage.days(4.5)
    assert stage.outbox.given_up == []
    await stage.until_later(lambda: len(stage.outbox.given_up) == len(stage.parties))
    assert stage.outbox.tries < 200 * len(stage.parties)
    await stage.shows(stage.case("Læsø"), "- Stilling: afventer")


async def test_a_letter_waits_for_the_office_however_long_that_takes_and_is_tried_twice(stage: Stage) -> None:
    now = await stage.env.get_current_time()
    stage.outbox.opens_at = now + timedelta(days=31)
    await stage.start()
    await stage.ask(Asked(RequestKind.VERSION, version=1))
    await stage.until(lambda: stage.outbox.tries == 3)
    await stage.days(32)
    await stage.until(lambda: stage.letters(LetterKind.REQUEST) == 3)
    assert stage.outbox.given_up == []
    assert stage.outbox.tries == 6
