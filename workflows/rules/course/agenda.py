"""The agenda of a phase: which letters go, which inquiries open and when the phase is over (local dates)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from workflows.rules.authority import AuthorityStep
from workflows.rules.calendar.dates import add_months
from workflows.rules.calendar.working_days import ONE_DAY, WorkingCalendar
from workflows.rules.course.agenda_parts import Agenda, AgendaFacts, Step, StepKind
from workflows.rules.course.milestones import milestone_date
from workflows.rules.course.phases import Phase
from workflows.rules.course.status_rhythm import status_rounds
from workflows.rules.inquiries import FINAL_STATUS_SLUG, InquiryKind, inquiry_slug
from workflows.rules.kinds import AgreementKind
from workflows.rules.letters import LetterKind

PUBLICATION_AHEAD: Final = timedelta(days=14)
SUBMISSION_WORKING_DAYS: Final = 3
SUCCESSOR_LETTERS: Final = 3


def steps(
    phase: Phase, facts: AgendaFacts, kind: AgreementKind, *, calendar: WorkingCalendar, until: date
) -> tuple[Step, ...]:
    """Return the steps of a phase up to and including `until`, in the order of their days, its end last."""
    found = _AGENDAS[phase](Agenda(facts, kind, calendar, until)) if phase in _AGENDAS else iter(())
    wanted = (step for step in found if step.on <= until)
    return tuple(sorted(wanted, key=lambda step: (step.on, step.kind is StepKind.END, step.planned_on or step.on)))


def _drafting(agenda: Agenda) -> Iterator[Step]:
    start = agenda.facts.period_start
    days = {milestone_date(milestone, start) for milestone in agenda.kind.milestones}
    for day in sorted(day for day in days if day >= agenda.facts.created_on):
        yield agenda.letter(LetterKind.MILESTONE, day)


def _adoption(agenda: Agenda) -> Iterator[Step]:
    facts, planned = agenda.facts, agenda.facts.adoption_on
    ahead = timedelta(agenda.kind.contact_round.days_before)
    on = agenda.calendar.first_reminder_day(max(facts.today, planned - ahead) if planned else facts.today)
    slug = inquiry_slug(InquiryKind.CONTACT_ROUND, 1)
    yield from agenda.inquiry(slug, InquiryKind.CONTACT_ROUND, on)
    if planned:
        yield from agenda.repeated(LetterKind.ADOPTION_DUE, max(planned, facts.entered_on) + ONE_DAY)


def _submission(agenda: Agenda) -> Iterator[Step]:
    terms, told = agenda.kind.authority, dict(agenda.facts.authority)
    if AuthorityStep.SUBMITTED not in told:
        due = agenda.calendar.working_days_after(agenda.facts.entered_on, SUBMISSION_WORKING_DAYS)
        yield from agenda.repeated(LetterKind.SUBMISSION_DUE, due)
        return
    newest = agenda.facts.authority[-1][0]
    if terms is None or newest.is_answer or newest is AuthorityStep.INFORMATION_ASKED:
        return
    submitted = told[AuthorityStep.SUBMITTED]
    if newest is AuthorityStep.SUBMITTED:
        yield agenda.letter(LetterKind.AUTHORITY_SILENT, submitted + timedelta(terms.acknowledge_days))
    asked = told.get(AuthorityStep.ACKNOWLEDGED, submitted)
    yield from agenda.repeated(LetterKind.AUTHORITY_SILENT, asked + timedelta(terms.answer_days))


def _entry_into_force(agenda: Agenda) -> Iterator[Step]:
    facts = agenda.facts
    planned = max(facts.entered_on, facts.period_start - PUBLICATION_AHEAD)
    publication = agenda.letter(LetterKind.PUBLICATION, planned, to_councils=True)
    yield publication
    # a phase that is entered late is not over before the councils were told
    yield Step(max(facts.period_start, publication.on), StepKind.END)


def _follow_up(agenda: Agenda) -> Iterator[Step]:
    facts, terms = agenda.facts, agenda.kind.follow_up
    for slug, on in status_rounds(
        terms, facts.period_start, facts.period_end, calendar=agenda.calendar, today=facts.today
    ):
        if facts.today <= facts.period_end:
            yield from agenda.inquiry(slug, InquiryKind.STATUS_ROUND, on)
    if terms.has_midway and not facts.has_midway:
        yield agenda.letter(
            LetterKind.MIDWAY_DUE, facts.period_start + (facts.period_end - facts.period_start) / 2
        )
    if not facts.has_successor:
        first = add_months(facts.period_end + ONE_DAY, -terms.successor_months)
        yield from agenda.repeated(LetterKind.SUCCESSOR_DUE, first, at_most=SUCCESSOR_LETTERS)
    yield Step(facts.period_end + ONE_DAY, StepKind.END)


def _evaluation(agenda: Agenda) -> Iterator[Step]:
    facts = agenda.facts
    on = agenda.calendar.first_reminder_day(facts.today)
    yield from agenda.inquiry(FINAL_STATUS_SLUG, InquiryKind.STATUS_ROUND, on)
    due = facts.period_end + timedelta(agenda.kind.reminders.staff_repeat_days)
    yield from agenda.repeated(LetterKind.EVALUATION_DUE, max(due, facts.entered_on))


_AGENDAS: Final[Mapping[Phase, Callable[[Agenda], Iterator[Step]]]] = {
    Phase.DRAFTING: _drafting,
    Phase.ADOPTION: _adoption,
    Phase.SUBMISSION: _submission,
    Phase.ENTRY_INTO_FORCE: _entry_into_force,
    Phase.FOLLOW_UP: _follow_up,
    Phase.EVALUATION: _evaluation,
}
