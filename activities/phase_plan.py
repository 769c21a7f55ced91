"""Turns a phase's agenda, local days and words, into a plan of UTC instants and letters."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import Session

from models.agreements.agenda import agenda_of, calendar_of, known_letters
from models.agreements.agreement_bodies import councils_of, newest_round
from models.agreements.planning import HORIZON
from models.calendar import local_day, office_hour, start_of
from models.tables import Cycle
from workflows.contracts.cycles import CyclePlan, CyclePlanOrder, PlannedStep
from workflows.contracts.inquiries import InquiryRef
from workflows.contracts.letters import LetterOrder
from workflows.rules.calendar.working_days import WorkingCalendar
from workflows.rules.course.agenda_parts import Step
from workflows.rules.course.steps import StepKind
from workflows.rules.letters import Recipient


def plan_of_phase(session: Session, order: CyclePlanOrder) -> CyclePlan:
    """Return the steps of a phase that are not taken yet, as seen from `order.now`."""
    cycle = session.get_one(Cycle, order.cycle_id)
    today = local_day(order.now)
    agenda = agenda_of(session, cycle, order.phase, today=today, until=today + HORIZON)
    calendar = calendar_of(cycle, today)
    return CyclePlan(
        ends_at=order.now + HORIZON - timedelta(days=1),
        steps=tuple(_planned(session, cycle, agenda, calendar, order.now)),
    )


def _planned(
    session: Session, cycle: Cycle, agenda: tuple[Step, ...], calendar: WorkingCalendar, now: datetime
) -> Iterator[PlannedStep]:
    known = known_letters(session, cycle.id)
    latest = now
    for step in agenda:
        if step.kind is StepKind.END:
            # what is due before the end is done before it, however late it comes
            yield PlannedStep(max(start_of(step.on), latest), StepKind.END)
            return
        letters = tuple(each for each in _letters(session, cycle, step, now) if each.key not in known)
        if letters or step.inquiry:
            latest = office_hour(step.on, earliest=now, calendar=calendar)
            yield PlannedStep(latest, step.kind, letters, _inquiry(cycle, step))


def _letters(session: Session, cycle: Cycle, step: Step, now: datetime) -> Iterator[LetterOrder]:
    if step.letter is None:
        return
    if not step.to_councils:
        yield LetterOrder(step.letter, cycle.id, Recipient.STAFF, planned_on=step.planned_on)
        return
    number = newest_round(session, cycle.id)
    for code in councils_of(session, cycle, on=local_day(now)):
        yield LetterOrder(
            step.letter, cycle.id, Recipient.BODY, round=number, party=code, planned_on=step.planned_on
        )


def _inquiry(cycle: Cycle, step: Step) -> InquiryRef | None:
    return InquiryRef(cycle.id, step.slug, step.inquiry) if step.inquiry else None
