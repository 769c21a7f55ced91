"""The calendar: turns plans of phases, inquiries, councils and weekly letters into UTC instants."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar
from temporalio import activity

from activities.letters.facts.weekly import coordinators
from activities.redaction import redacted
from models.agreements.agenda import agenda_of, calendar_of, known_letters
from models.agreements.agreement_bodies import councils_of, newest_round
from models.agreements.planning import HORIZON, Plan, plan_of
from models.calendar import (
    danish_calendar,
    end_of,
    local_day,
    morning_after,
    morning_of,
    next_office_hour,
    office_hour,
    start_of,
)
from models.kinds import kind_of
from models.store.database import Database
from models.tables import Cycle, Inquiry, InquiryParty, Invitation, Letter
from workflows.contracts.councils import CouncilPlan, PlanOrder
from workflows.contracts.cycles import CyclePlan, CyclePlanOrder, PlannedStep
from workflows.contracts.digests import DigestPlan
from workflows.contracts.inquiries import InquiryPlan, InquiryPlanOrder, InquiryRef
from workflows.contracts.letters import LetterOrder, PlannedLetter
from workflows.contracts.ports import Calendar, Digests
from workflows.rules.calendar.working_days import CHRISTMAS, JULY, ONE_DAY, WorkingCalendar
from workflows.rules.council.reminders import Reminder
from workflows.rules.course.agenda_parts import Step, StepKind
from workflows.rules.inquiries import InquiryKind
from workflows.rules.inquiry_reminders import inquiry_reminders
from workflows.rules.letters import LetterKind, Recipient

NEXT_LETTER: Final = timedelta(days=6)
"""What cannot go before then is left to the letter of the next week."""
GOOD_FOR: Final = timedelta(days=14)
"""How long a council's plan stands: meetings may be imported meanwhile, and nobody tells the case of them."""


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


def plan_of_inquiry(session: Session, order: InquiryPlanOrder) -> InquiryPlan:
    """Return the reminders of an inquiry to every addressee who can be written to, as seen from `order.now`."""
    inquiry = session.get_one(Inquiry, (order.ref.cycle_id, order.ref.slug))
    letters = sorted(_reminders(session, inquiry, order.now), key=lambda letter: letter.at)
    return InquiryPlan(
        deadline=inquiry.deadline,
        late_at=end_of(inquiry.deadline),
        closes_at=closing_of(session, inquiry, order.now),
        reminders=tuple(letters),
    )


def closing_of(session: Session, inquiry: Inquiry, now: datetime) -> datetime:
    """Return when the inquiry is closed, seen from `now` (both UTC): the morning after its last day.

    A hearing holds the agreement up and is closed on the next working day; the others, whose closing is told to
    bodies, on the next day on which these may be written to.
    """
    calendar = calendar_of(session.get_one(Cycle, inquiry.cycle_id), local_day(now))
    if inquiry.kind is InquiryKind.HEARING:
        return morning_after(inquiry.closes_on, calendar)
    return morning_of(calendar.first_reminder_day(inquiry.closes_on + ONE_DAY))


def reachable(inquiry: Inquiry) -> SelectOfScalar[str]:
    """Return the statement that finds the codes of those who can be written to, in their order."""
    invited = select(Invitation.party).where(
        Invitation.cycle_id == inquiry.cycle_id,
        Invitation.inquiry == inquiry.slug,
        col(Invitation.revoked_at).is_(None),
    )
    mine = select(InquiryParty.code).where(
        InquiryParty.cycle_id == inquiry.cycle_id,
        InquiryParty.slug == inquiry.slug,
        col(InquiryParty.code).in_(invited),
    )
    return mine.order_by(col(InquiryParty.position))


def _reminders(session: Session, inquiry: Inquiry, now: datetime) -> Iterator[PlannedLetter]:
    cycle = session.get_one(Cycle, inquiry.cycle_id)
    calendar = calendar_of(cycle, local_day(now))
    codes = session.exec(reachable(inquiry)).all()
    asked_on = _first_written_to(session, inquiry)
    for reminder in inquiry_reminders(
        inquiry.kind,
        inquiry.opened_on,
        inquiry.deadline,
        inquiry.closes_on,
        policy=kind_of(cycle.definition).reminders,
        calendar=calendar,
    ):
        at = office_hour(reminder.sent_on, earliest=now, calendar=calendar)
        for code in codes:
            if reminder.sent_on <= asked_on.get(code, inquiry.opened_on):
                continue  # who got a contact late was asked only then
            letter = LetterOrder(
                reminder.kind, cycle.id, party=code, planned_on=reminder.planned_on, inquiry=inquiry.slug
            )
            yield PlannedLetter(at, letter)


def _first_written_to(session: Session, inquiry: Inquiry) -> dict[str, date]:
    """Return the local date on which each addressee was first written to, by its code."""
    first = func.min(Letter.ordered_at)
    mine = select(Letter.party, first).where(
        Letter.cycle_id == inquiry.cycle_id,
        Letter.inquiry == inquiry.slug,
        Letter.recipient == Recipient.CONTACT,
    )
    return {party: local_day(at) for party, at in session.exec(mine.group_by(Letter.party))}


class StaffDigests(Digests):
    """Looks into the staff list and the Danish calendar."""

    def __init__(self, database: Database) -> None:
        self._database: Final = database

    @activity.defn(name="Læg ugebreve")
    def plan_digests(self, now: datetime) -> DigestPlan:
        """Return to whom this week's letters go and when, as seen from `now` (UTC)."""
        at = next_office_hour(now, danish_calendar((JULY, CHRISTMAS), year=now.year))
        if at - now >= NEXT_LETTER:
            return DigestPlan(now, ())
        with self._database.read() as session:
            return DigestPlan(at, coordinators(session))


class HolidayCalendar(Calendar):
    """Plans by the Danish calendar and the facts in the store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @activity.defn(name="Læg plan")
    def plan(self, order: PlanOrder) -> CouncilPlan:
        """Return one council's reminders as seen from `order.now`."""
        today = local_day(order.now)
        with redacted(order.cycle_id), self._database.read() as session:
            plan = plan_of(
                session,
                cycle_id=order.cycle_id,
                round_number=order.round,
                party=order.party,
                today=today,
            )
        meeting = plan.waiting.meeting
        letters = (_letter(reminder, order, plan) for reminder in plan.reminders)
        return CouncilPlan(
            deadline_at=end_of(plan.waiting.deadline),
            late_at=start_of(plan.late_from),
            ends_at=order.now + GOOD_FOR,
            meeting_at=start_of(meeting) if meeting else None,
            letters=tuple(sorted(letters, key=lambda letter: letter.at)),
        )

    @activity.defn(name="Læg plan for spørgerunde")
    def plan_inquiry(self, order: InquiryPlanOrder) -> InquiryPlan:
        """Return the reminders of an inquiry as seen from `order.now`."""
        with redacted(order.ref.cycle_id), self._database.read() as session:
            return plan_of_inquiry(session, order)

    @activity.defn(name="Læg plan for fase")
    def plan_cycle(self, order: CyclePlanOrder) -> CyclePlan:
        """Return the steps of a phase that are not taken yet, as seen from `order.now`."""
        with redacted(order.cycle_id), self._database.read() as session:
            return plan_of_phase(session, order)


def _letter(reminder: Reminder, order: PlanOrder, plan: Plan) -> PlannedLetter:
    to_staff = reminder.kind is LetterKind.OVERDUE_TO_STAFF
    letter = LetterOrder(
        reminder.kind,
        order.cycle_id,
        recipient=Recipient.STAFF if to_staff else Recipient.CONTACT,
        round=order.round,
        party=order.party,
        planned_on=reminder.planned_on,
    )
    at = office_hour(reminder.sent_on, earliest=order.now, calendar=plan.calendar)
    return PlannedLetter(at, letter)
