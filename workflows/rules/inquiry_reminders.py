"""When the addressees of an inquiry are reminded (local dates)."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from workflows.rules.calendar.working_days import ONE_DAY, WorkingCalendar
from workflows.rules.council.reminders import Reminder, ReminderPolicy
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind

REMINDERS: Final[Mapping[InquiryKind, LetterKind]] = {
    InquiryKind.HEARING: LetterKind.HEARING_REMINDER,
    InquiryKind.CONTACT_ROUND: LetterKind.CONTACT_CHECK_REMINDER,
    InquiryKind.STATUS_ROUND: LetterKind.STATUS_REMINDER,
}
SHORT_NOTICE: Final = 5
"""Working days before the deadline of an inquiry that takes minutes and lasts some weeks."""


def inquiry_reminders(
    kind: InquiryKind,
    opened_on: date,
    deadline: date,
    closes_on: date,
    *,
    policy: ReminderPolicy,
    calendar: WorkingCalendar,
) -> tuple[Reminder, ...]:
    """Return an inquiry's reminders in the order in which they are sent, none of them after it closes."""
    days = (*_before(kind, opened_on, deadline, policy, calendar), *_after(deadline, closes_on, policy))
    found = (Reminder(REMINDERS[kind], day, calendar.first_reminder_day(day)) for day in days)
    return tuple(reminder for reminder in found if reminder.sent_on <= closes_on)


def _before(
    kind: InquiryKind, opened_on: date, deadline: date, policy: ReminderPolicy, calendar: WorkingCalendar
) -> Iterator[date]:
    ahead = policy.agenda_working_days if kind is InquiryKind.HEARING else SHORT_NOTICE
    day = calendar.working_days_after(deadline, -ahead)
    if day > opened_on:
        yield day


def _after(deadline: date, closes_on: date, policy: ReminderPolicy) -> Iterator[date]:
    day = deadline + ONE_DAY
    while day <= closes_on:
        yield day
        day += timedelta(days=policy.repeat_days)
