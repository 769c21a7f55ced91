from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from workflows.rules.authority import AuthorityStep
from workflows.rules.calendar.dates import add_months, last_on
from workflows.rules.calendar.working_days import WorkingCalendar
from workflows.rules.course.agenda import steps
from workflows.rules.course.agenda_parts import AgendaFacts, Step, StepKind
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.kinds import AgreementKind, AuthorityTerms, FollowUpTerms, Milestone
from workflows.rules.letters import LetterKind

CALENDAR = WorkingCalendar()
KIND = AgreementKind(
    code="prøve",
    title="Prøve",
    legal_basis="",
    phases=tuple(phase for phase in Phase if not phase.is_final),
    milestones=(
        Milestone("Procesplan", months_before=17),
        Milestone("Udkast", months_before=8),
        Milestone("Juni", fixed_on=(6, 15)),
    ),
    authority=AuthorityTerms("Sundhedsstyrelsen"),
)
FACTS = AgendaFacts(
    today=date(2028, 1, 3),
    created_on=date(2026, 1, 1),
    entered_on=date(2028, 1, 1),
    period_start=date(2028, 1, 1),
    period_end=date(2031, 12, 31),
)


def agenda(
    phase: Phase, *, kind: AgreementKind = KIND, until: date = date(2040, 1, 1), **facts: Any
) -> tuple[Step, ...]:
    found = steps(phase, replace(FACTS, **facts), kind, calendar=CALENDAR, until=until)
    assert list(found) == sorted(found, key=lambda step: step.on)
    return found


def letters(found: tuple[Step, ...], kind: LetterKind) -> list[date]:
    days = [step.planned_on for step in found if step.letter is kind and step.planned_on]
    assert all(CALENDAR.may_remind_on(step.on) for step in found if step.letter)
    return days


def opened(found: tuple[Step, ...]) -> dict[str, date]:
    return {step.slug: step.on for step in found if step.kind is StepKind.INQUIRY}


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2028, 1, 1), -18, date(2026, 7, 1)),
    ],
)
def test_months_are_counted_to_the_last_day_of_short_ones(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_a_day_of_the_year_is_the_last_one_before() -> None:
    assert last_on((10, 15), before=date(2028, 1, 1)) == date(2027, 10, 15)
    assert last_on((1, 1), before=date(2028, 1, 1)) == date(2027, 1, 1)
    assert last_on((2, 29), before=date(2028, 1, 1)) == date(2027, 2, 28)


def test_the_office_is_told_of_each_milestone_that_lies_ahead_of_the_start() -> None:
    found = agenda(Phase.DRAFTING, created_on=date(2026, 9, 1), today=date(2026, 9, 1))
    assert letters(found, LetterKind.MILESTONE) == [date(2027, 5, 1), date(2027, 6, 15)]
    assert [step.on for step in found] == [date(2027, 5, 3), date(2027, 6, 15)]  # 1 May 2027 is a Saturday
    both = replace(KIND, milestones=(Milestone("a", months_before=2), Milestone("b", fixed_on=(11, 1))))
    assert letters(agenda(Phase.DRAFTING, kind=both), LetterKind.MILESTONE) == [date(2027, 11, 1)]


def test_a_milestone_on_the_day_of_the_start_is_not_over() -> None:
    found = agenda(Phase.DRAFTING, created_on=date(2026, 8, 1), today=date(2026, 8, 1))
    assert letters(found, LetterKind.MILESTONE)[0] == date(2026, 8, 1)


@pytest.mark.parametrize("phase", [Phase.HEARING, Phase.APPROVAL, Phase.CONFIRMATION, Phase.CLOSED, Phase.LAPSED])
def test_phases_that_others_carry_have_no_agenda(phase: Phase) -> None:
    assert agenda(phase) == ()


def test_contacts_are_confirmed_three_weeks_before_the_adoption() -> None:
    found = agenda(Phase.ADOPTION, today=date(2027, 3, 1), adoption_on=date(2027, 6, 1))
    assert opened(found) == {"kontaktrunde": date(2027, 5, 11)}
    assert letters(found, LetterKind.ADOPTION_DUE)[0] >= date(2028, 1, 2)  # not before the phase is entered
    again = agenda(Phase.ADOPTION, adoption_on=date(2028, 6, 1), opened=frozenset({"kontaktrunde"}))
    assert opened(again) == {}


def test_contacts_are_confirmed_at_once_where_the_adoption_is_near_or_unknown() -> None:
    today = date(2028, 1, 8)  # a Saturday
    assert opened(agenda(Phase.ADOPTION, today=today)) == {"kontaktrunde": date(2028, 1, 10)}
    near = agenda(Phase.ADOPTION, today=today, adoption_on=date(2028, 1, 20))
    assert opened(near) == {"kontaktrunde": date(2028, 1, 10)}


def test_a_missing_adoption_is_asked_for_every_month() -> None:
    found = agenda(Phase.ADOPTION, adoption_on=date(2028, 3, 1), until=date(2028, 6, 1))
    assert letters(found, LetterKind.ADOPTION_DUE) == [
        date(2028, 3, 2) + timedelta(days=30 * number) for number in range(4)
    ]


def test_the_office_is_told_to_send_the_agreement_to_the_authority() -> None:
    found = agenda(
        Phase.SUBMISSION, entered_on=date(2027, 12, 21), today=date(2027, 12, 21), until=date(2028, 2, 1)
    )
    assert letters(found, LetterKind.SUBMISSION_DUE) == [date(2027, 12, 24), date(2028, 1, 23)]
    assert found[0].on == date(2028, 1, 3)  # not between the years
    later = agenda(Phase.SUBMISSION, entered_on=date(2027, 12, 21), today=date(2028, 3, 1), until=date(2028, 4, 1))
    assert letters(later, LetterKind.SUBMISSION_DUE) == [
        date(2028, 2, 22),
        date(2028, 3, 23),
    ]  # one of those missed
    same_day = agenda(
        Phase.SUBMISSION, entered_on=date(2027, 12, 21), today=date(2028, 2, 22), until=date(2028, 3, 1)
    )
    assert letters(same_day, LetterKind.SUBMISSION_DUE) == [date(2028, 2, 22)]


def test_a_silent_authority_is_noticed_by_its_receipt_and_by_its_answer() -> None:
    submitted = (AuthorityStep.SUBMITTED, date(2028, 1, 3))
    silent = letters(agenda(Phase.SUBMISSION, authority=(submitted,)), LetterKind.AUTHORITY_SILENT)
    assert silent[:2] == [date(2028, 1, 17), date(2028, 2, 28)]
    received = (submitted, (AuthorityStep.ACKNOWLEDGED, date(2028, 1, 10)))
    silent = letters(agenda(Phase.SUBMISSION, authority=received), LetterKind.AUTHORITY_SILENT)
    assert silent[:2] == [date(2028, 3, 6), date(2028, 4, 5)]


@pytest.mark.parametrize("step", [AuthorityStep.INFORMATION_ASKED, AuthorityStep.APPROVED, AuthorityStep.OBJECTED])
def test_an_authority_that_said_something_is_not_called_silent(step: AuthorityStep) -> None:
    told = ((AuthorityStep.SUBMITTED, date(2028, 1, 3)), (step, date(2028, 2, 1)))
    assert agenda(Phase.SUBMISSION, authority=told) == ()


def test_the_councils_are_told_to_publish_a_fortnight_before_the_period() -> None:
    found = agenda(Phase.ENTRY_INTO_FORCE, today=date(2027, 11, 1), entered_on=date(2027, 11, 1))
    assert [(step.on, step.kind, step.to_councils) for step in found] == [
        (date(2027, 12, 20), StepKind.LETTERS, True),
        (date(2028, 1, 1), StepKind.END, False),
    ]
    assert found[0].planned_on == date(2027, 12, 18)


def test_the_publication_is_the_only_letter_to_the_councils() -> None:
    found = [step for phase in Phase for step in agenda(phase)]
    assert {step.letter for step in found if step.to_councils} == {LetterKind.PUBLICATION}


def test_a_late_entry_into_force_is_not_over_before_the_councils_are_told() -> None:
    found = agenda(Phase.ENTRY_INTO_FORCE, today=date(2028, 7, 5), entered_on=date(2028, 7, 5))
    assert [(step.on, step.kind) for step in found] == [
        (date(2028, 8, 1), StepKind.LETTERS),
        (date(2028, 8, 1), StepKind.END),
    ]


def test_four_years_have_sixteen_status_rounds() -> None:
    found = agenda(Phase.FOLLOW_UP)
    rounds = opened(found)
    assert list(rounds) == [f"status-{year}-{number}" for year in range(2028, 2032) for number in range(1, 5)]
    assert rounds["status-2028-1"] == date(2028, 2, 25)  # 35 days before 31 March, in a leap year
    assert rounds["status-2031-4"] == date(2031, 11, 26)
    assert (found[-1].kind, found[-1].on) == (StepKind.END, date(2032, 1, 1))


def test_the_rhythm_of_status_rounds_is_the_kinds() -> None:
    half_yearly = replace(KIND, follow_up=FollowUpTerms(status_every_months=6, has_midway=False))
    found = agenda(Phase.FOLLOW_UP, kind=half_yearly, period_end=date(2029, 12, 31))
    assert list(opened(found)) == ["status-2028-1", "status-2028-2", "status-2029-1", "status-2029-2"]
    assert letters(found, LetterKind.MIDWAY_DUE) == []


def test_a_period_may_begin_in_the_middle_of_a_year() -> None:
    found = opened(agenda(Phase.FOLLOW_UP, period_start=date(2028, 5, 31), period_end=date(2030, 5, 30)))
    assert Counter(slug[:11] for slug in found) == {"status-2028": 2, "status-2029": 4, "status-2030": 2}


def test_after_an_outage_only_the_newest_status_round_is_caught_up_with() -> None:
    found = agenda(Phase.FOLLOW_UP, today=date(2029, 1, 15), opened=frozenset({"status-2028-1"}))
    assert list(opened(found))[:2] == ["status-2028-4", "status-2029-1"]
    caught_up = opened(agenda(Phase.FOLLOW_UP, today=date(2028, 5, 26)))
    assert next(iter(caught_up.items())) == ("status-2028-2", date(2028, 5, 26))  # it is due this very day


def test_status_rounds_open_until_the_last_day_of_the_period() -> None:
    assert list(opened(agenda(Phase.FOLLOW_UP, today=date(2031, 12, 31)))) == ["status-2031-4"]
    assert list(opened(agenda(Phase.FOLLOW_UP, today=date(2032, 1, 1)))) == []


def test_a_status_round_opens_when_offices_may_be_written_to_and_in_its_time() -> None:
    in_july = replace(KIND, follow_up=FollowUpTerms(status_every_months=1, answer_days=14))
    rounds = opened(agenda(Phase.FOLLOW_UP, kind=in_july))
    assert len(rounds) == 48
    assert rounds["status-2028-7"] == date(2028, 7, 31)  # no day of July will do
    assert rounds["status-2028-8"] == date(2028, 8, 3)


def test_the_successor_is_asked_for_three_times_until_there_is_one() -> None:
    found = letters(agenda(Phase.FOLLOW_UP), LetterKind.SUCCESSOR_DUE)
    assert found == [date(2030, 7, 1), date(2030, 7, 31), date(2030, 8, 30)]
    assert letters(agenda(Phase.FOLLOW_UP, has_successor=True), LetterKind.SUCCESSOR_DUE) == []


def test_the_midway_evaluation_is_asked_for_until_it_is_made() -> None:
    assert letters(agenda(Phase.FOLLOW_UP), LetterKind.MIDWAY_DUE) == [date(2029, 12, 31)]
    assert letters(agenda(Phase.FOLLOW_UP, has_midway=True), LetterKind.MIDWAY_DUE) == []


def test_the_evaluation_begins_with_a_last_status_and_is_asked_for() -> None:
    today = date(2032, 1, 1)
    found = agenda(Phase.EVALUATION, today=today, entered_on=today, until=date(2032, 4, 1))
    assert opened(found) == {"slutstatus": date(2032, 1, 5)}
    assert letters(found, LetterKind.EVALUATION_DUE) == [
        date(2032, 1, 30),
        date(2032, 2, 29),
        date(2032, 3, 30),
    ]


@pytest.mark.parametrize(
    ("phase", "kind"),
    [
        (Phase.ADOPTION, InquiryKind.CONTACT_ROUND),
        (Phase.FOLLOW_UP, InquiryKind.STATUS_ROUND),
        (Phase.EVALUATION, InquiryKind.STATUS_ROUND),
    ],
)
def test_each_phase_opens_inquiries_of_its_own_kind(phase: Phase, kind: InquiryKind) -> None:
    assert {step.inquiry for step in agenda(phase) if step.slug} == {kind}


def test_the_last_day_of_the_horizon_belongs_to_the_agenda() -> None:
    due = date(2028, 3, 2)
    found = agenda(Phase.ADOPTION, adoption_on=date(2028, 3, 1), until=due)
    assert letters(found, LetterKind.ADOPTION_DUE) == [due]


def test_the_agenda_ends_at_its_horizon() -> None:
    found = agenda(Phase.FOLLOW_UP, until=date(2028, 12, 31))
    assert {step.kind for step in found} == {StepKind.INQUIRY}
    assert len(found) == 4
