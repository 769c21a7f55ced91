"""The calendar: turns a council's plan of days into UTC instants, by today's holidays and the clock's zone."""

from datetime import timedelta
from typing import Final

from temporalio import activity

from activities.inquiry_plan import plan_of_inquiry
from activities.phase_plan import plan_of_phase
from activities.redaction import redacted
from models.agreements.planning import Plan, plan_of
from models.calendar import end_of, local_day, office_hour, start_of
from models.store.database import Database
from workflows.contracts.councils import CouncilPlan, PlanOrder
from workflows.contracts.cycles import CyclePlan, CyclePlanOrder
from workflows.contracts.inquiries import InquiryPlan, InquiryPlanOrder
from workflows.contracts.letters import LetterOrder, PlannedLetter
from workflows.contracts.ports import Calendar
from workflows.rules.council.reminders import Reminder
from workflows.rules.letters import LetterKind, Recipient

GOOD_FOR: Final = timedelta(days=14)
"""How long a council's plan stands: meetings may be imported meanwhile, and nobody tells the case of them."""


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
