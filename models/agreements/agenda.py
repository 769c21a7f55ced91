"""What the database knows that a phase's agenda hangs on, and which of its letters are known already."""

from datetime import date

from sqlmodel import Session, select

from models.agreements.cycle_log import correspondence, entered_at, successor_id
from models.calendar import calendar_of_kind, local_day
from models.kinds import kind_of
from models.tables import Cycle, Evaluation, Inquiry, Letter
from workflows.rules.calendar.working_days import WorkingCalendar
from workflows.rules.course.agenda import steps
from workflows.rules.course.agenda_parts import AgendaFacts, Step
from workflows.rules.course.phases import Phase
from workflows.rules.follow_up import EvaluationKind


def agenda_of(session: Session, cycle: Cycle, phase: Phase, *, today: date, until: date) -> tuple[Step, ...]:
    """Return the steps of a phase up to the local date `until`, but for inquiries that there were already."""
    kind = kind_of(cycle.definition)
    return steps(
        phase, facts_of(session, cycle, today=today), kind, calendar=calendar_of(cycle, today), until=until
    )


def facts_of(session: Session, cycle: Cycle, *, today: date) -> AgendaFacts:
    """Return what the cycle's agenda hangs on, as of the local date `today`."""
    opened = session.exec(select(Inquiry.slug).where(Inquiry.cycle_id == cycle.id))
    midway = select(Evaluation.id).where(Evaluation.cycle_id == cycle.id, Evaluation.kind == EvaluationKind.MIDWAY)
    return AgendaFacts(
        today=today,
        created_on=local_day(cycle.created_at),
        entered_on=local_day(entered_at(session, cycle)),
        period_start=cycle.period_start,
        period_end=cycle.period_end,
        adoption_on=cycle.adoption_on,
        authority=tuple((event.step, event.happened_on) for event in correspondence(session, cycle)),
        opened=frozenset(opened.all()),
        has_midway=session.exec(midway).first() is not None,
        has_successor=successor_id(session, cycle.id) is not None,
    )


def calendar_of(cycle: Cycle, today: date) -> WorkingCalendar:
    """Return the days by which the cycle is planned."""
    return calendar_of_kind(kind_of(cycle.definition), year=today.year)


def known_letters(session: Session, cycle_id: str) -> frozenset[str]:
    """Return the keys of the cycle's letters that were ordered; a rebuilt cycle carries on with them itself."""
    return frozenset(session.exec(select(Letter.key).where(Letter.cycle_id == cycle_id)))
