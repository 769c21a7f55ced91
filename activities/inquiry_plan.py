"""Turns an inquiry's reminders into UTC instants and letters."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from models.agreements.agenda import calendar_of
from models.calendar import end_of, local_day, morning_after, morning_of, office_hour
from models.kinds import kind_of
from models.tables import Cycle, Inquiry, InquiryParty, Invitation, Letter
from workflows.contracts.inquiries import InquiryPlan, InquiryPlanOrder
from workflows.contracts.letters import LetterOrder, PlannedLetter
from workflows.rules.calendar.working_days import ONE_DAY
from workflows.rules.inquiries import InquiryKind
from workflows.rules.inquiry_reminders import inquiry_reminders
from workflows.rules.letters import Recipient


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
