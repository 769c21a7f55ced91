"""The fake calendar: plans by the rules, without holidays."""

from dataclasses import replace
from datetime import date, timedelta

from temporalio import activity

from tests.fakes.asked import midnight
from tests.fakes.register import MemoryRegister
from workflows.contracts.councils import CouncilPlan, PlanOrder
from workflows.contracts.cycles import CyclePlan, CyclePlanOrder, PlannedStep
from workflows.contracts.inquiries import (
    InquiryPlan,
    InquiryPlanOrder,
)
from workflows.contracts.letters import LetterOrder, PlannedLetter
from workflows.contracts.ports import Calendar
from workflows.rules.calendar.working_days import WorkingCalendar
from workflows.rules.council.outcomes import Outcome
from workflows.rules.council.reminders import ReminderPolicy, Waiting, late_from, reminders
from workflows.rules.council.standing import Standing, standing
from workflows.rules.course.agenda_parts import StepKind
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind, Recipient


class PlainCalendar(Calendar):
    """Plans by the rules with a calendar without holidays; a day begins at midnight UTC."""

    def __init__(self, register: MemoryRegister, *, opened_on: date) -> None:
        self.register = register
        self.opened_on = opened_on
        self.plans = 0
        self.cycle_plans = 0
        self.inquiry_plans = 0
        self.steps: dict[Phase, list[PlannedStep]] = {}
        self._postponed_on: dict[int | None, date] = {}

    @activity.defn(name="Læg plan")
    def plan(self, order: PlanOrder) -> CouncilPlan:
        self.plans += 1
        stands = standing(self.register.facts[order.round, order.party])
        waiting = Waiting(
            self.opened_on,
            self.register.deadline,
            stands.meeting,
            self._asked_from(stands, order),
            is_left_alone=not stands.may_be_reminded,
        )
        policy, calendar = ReminderPolicy(), WorkingCalendar(quiet=())
        until = order.now.date() + timedelta(days=366)
        planned = reminders(waiting, policy=policy, calendar=calendar, until=until)
        return CouncilPlan(
            deadline_at=midnight(self.register.deadline),
            late_at=midnight(late_from(waiting, policy=policy, calendar=calendar)),
            ends_at=order.now + timedelta(days=365),
            meeting_at=midnight(stands.meeting) if stands.meeting else None,
            letters=tuple(
                PlannedLetter(
                    max(midnight(reminder.sent_on) + timedelta(hours=9), order.now),
                    order_of(reminder.kind, order, reminder.planned_on),
                )
                for reminder in planned
            ),
        )

    @activity.defn(name="Læg plan for spørgerunde")
    def plan_inquiry(self, order: InquiryPlanOrder) -> InquiryPlan:
        self.inquiry_plans += 1
        inquiry = self.register.inquiries[order.ref.slug]
        kind = {
            InquiryKind.HEARING: LetterKind.HEARING_REMINDER,
            InquiryKind.CONTACT_ROUND: LetterKind.CONTACT_CHECK_REMINDER,
            InquiryKind.STATUS_ROUND: LetterKind.STATUS_REMINDER,
        }[order.ref.kind]
        day = inquiry.deadline - timedelta(days=7)
        reminders = tuple(
            PlannedLetter(
                max(midnight(day) + timedelta(hours=9), order.now),
                LetterOrder(kind, order.ref.cycle_id, party=party.code, planned_on=day, inquiry=order.ref.slug),
            )
            for party in self.register.parties
        )
        return InquiryPlan(inquiry.deadline, inquiry.closes_at, inquiry.closes_at, reminders)

    @activity.defn(name="Læg plan for fase")
    def plan_cycle(self, order: CyclePlanOrder) -> CyclePlan:
        self.cycle_plans += 1
        steps = [
            replace(step, at=step.at if step.kind is StepKind.END else max(step.at, order.now))
            for step in self.steps.get(order.phase, [])
            if not (step.inquiry and step.inquiry.slug in self.register.inquiries)
        ]
        return CyclePlan(order.now + timedelta(days=365), tuple(sorted(steps, key=lambda step: step.at)))

    def _asked_from(self, stands: Standing, order: PlanOrder) -> date | None:
        if stands.outcome is not Outcome.POSTPONED or stands.meeting:
            return None
        return self._postponed_on.setdefault(stands.decision, order.now.date())


def order_of(kind: LetterKind, order: PlanOrder, planned_on: date) -> LetterOrder:
    recipient = Recipient.STAFF if kind is LetterKind.OVERDUE_TO_STAFF else Recipient.CONTACT
    return LetterOrder(kind, order.cycle_id, recipient, order.round, order.party, planned_on)
