"""Inquiries: what each is called, and when its addressees are reminded."""

from datetime import date

import pytest

from workflows.rules.calendar.working_days import WorkingCalendar
from workflows.rules.council.reminders import Reminder, ReminderPolicy
from workflows.rules.inquiries import InquiryKind, inquiry_slug
from workflows.rules.inquiry_reminders import inquiry_reminders
from workflows.rules.letters import LetterKind

OPENED, DEADLINE = date(2028, 3, 1), date(2028, 4, 18)


def reminded(kind: InquiryKind, *, opened: date = OPENED, closes: date = DEADLINE) -> tuple[Reminder, ...]:
    return inquiry_reminders(kind, opened, DEADLINE, closes, policy=ReminderPolicy(), calendar=WorkingCalendar())


@pytest.mark.parametrize(
    ("kind", "letter", "day"),
    [
        (InquiryKind.HEARING, LetterKind.HEARING_REMINDER, date(2028, 4, 4)),
        (InquiryKind.CONTACT_ROUND, LetterKind.CONTACT_CHECK_REMINDER, date(2028, 4, 11)),
        (InquiryKind.STATUS_ROUND, LetterKind.STATUS_REMINDER, date(2028, 4, 11)),
    ],
)
def test_addressees_are_reminded_before_the_deadline(kind: InquiryKind, letter: LetterKind, day: date) -> None:
    assert reminded(kind) == (Reminder(letter, day, day),)


def test_the_silent_are_reminded_after_the_deadline_until_the_inquiry_closes() -> None:
    found = reminded(InquiryKind.STATUS_ROUND, opened=date(2028, 4, 11), closes=date(2028, 5, 2))
    assert [reminder.planned_on for reminder in found] == [date(2028, 4, 19), date(2028, 4, 26)]


def test_the_day_on_which_an_inquiry_closes_is_not_too_late_for_a_reminder() -> None:
    found = reminded(InquiryKind.STATUS_ROUND, opened=date(2028, 4, 11), closes=date(2028, 4, 26))
    assert [reminder.sent_on for reminder in found] == [date(2028, 4, 19), date(2028, 4, 26)]


def test_an_inquiry_is_called_by_its_kind_and_those_after_the_first_by_their_number_too() -> None:
    assert [inquiry_slug(InquiryKind.HEARING, number) for number in (1, 2)] == ["høring", "høring-2"]
