"""When a silent council is written to again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, count, takewhile

from workflows.rules.calendar.working_days import ONE_DAY, WorkingCalendar
from workflows.rules.letters import LetterKind


@dataclass(frozen=True, slots=True)
class ReminderPolicy:
    """How patient the office is; days are calendar days where they are not called working days."""

    agenda_working_days: int = 10
    asked_working_days: int = 3
    new_date_working_days: int = 10
    repeat_days: int = 7
    overdue_letters: int = 4
    staff_repeat_days: int = 30


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is known of a council that is waited for; all dates are Danish local dates.

    `meeting` is the council's own and `told_on` the day on which it told so; `asked_new_date_from` is the day on
    which it postponed without a new date. A council that `is_left_alone` is not written to: only the office is.
    Before `quiet_until` nobody is reminded of it: so the office and the council agreed on the phone.
    """

    opened_on: date
    deadline: date
    meeting: date | None = None
    asked_new_date_from: date | None = None
    told_on: date | None = None
    is_left_alone: bool = False
    quiet_until: date | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder: the day that the policy names (its identity) and the day on which it may be sent."""

    kind: LetterKind
    planned_on: date
    sent_on: date


def reminders(
    waiting: Waiting,
    *,
    policy: ReminderPolicy,
    calendar: WorkingCalendar,
    until: date,
) -> tuple[Reminder, ...]:
    """Return the reminders planned up to and including `until`, in the order in which they are sent."""
    before = (each for each in _before_the_deadline(waiting, policy, calendar) if each[1] <= until)
    after = takewhile(lambda each: each[1] <= until, _after_the_deadline(waiting, policy, calendar))
    planned = (each for each in chain(before, after) if _may_go(each[0], waiting))
    quiet = waiting.quiet_until or waiting.opened_on
    moved = (Reminder(kind, day, calendar.first_reminder_day(max(day, quiet))) for kind, day in planned)
    return tuple(sorted(moved, key=lambda each: (each.sent_on, each.planned_on)))


def reminder_now(waiting: Waiting, *, today: date) -> LetterKind:
    """Return what a council that is reminded on the local date `today` is asked."""
    if waiting.meeting and waiting.meeting < today:
        return LetterKind.WHAT_WAS_DECIDED
    if waiting.deadline < today:
        return LetterKind.OVERDUE
    if waiting.asked_new_date_from and not waiting.meeting:
        return LetterKind.NEW_DATE_ASKED
    return LetterKind.AGENDA_REMINDER


def late_from(waiting: Waiting, *, policy: ReminderPolicy, calendar: WorkingCalendar) -> date:
    """Return the first day on which the council is late: it let the deadline pass, or its own meeting."""
    after_deadline = waiting.deadline + ONE_DAY
    asked = _asked_on(waiting, policy, calendar)
    return min(after_deadline, asked) if asked else after_deadline


def _may_go(kind: LetterKind, waiting: Waiting) -> bool:
    return kind is LetterKind.OVERDUE_TO_STAFF or not waiting.is_left_alone


def _before_the_deadline(
    waiting: Waiting, policy: ReminderPolicy, calendar: WorkingCalendar
) -> Iterator[tuple[LetterKind, date]]:
    agenda = calendar.working_days_after(waiting.meeting or waiting.deadline, -policy.agenda_working_days)
    if agenda > max(waiting.opened_on, waiting.told_on or waiting.opened_on):
        yield LetterKind.AGENDA_REMINDER, agenda
    if waiting.asked_new_date_from and not waiting.meeting:
        asked = calendar.working_days_after(waiting.asked_new_date_from, policy.new_date_working_days)
        yield from _repeated(LetterKind.NEW_DATE_ASKED, asked, waiting.deadline, policy)
    if asked_on := _asked_on(waiting, policy, calendar):
        last = max(asked_on, waiting.deadline)
        yield from _repeated(LetterKind.WHAT_WAS_DECIDED, asked_on, last, policy)


def _after_the_deadline(
    waiting: Waiting, policy: ReminderPolicy, calendar: WorkingCalendar
) -> Iterator[tuple[LetterKind, date]]:
    asked_on = _asked_on(waiting, policy, calendar)
    if asked_on and asked_on > waiting.deadline:
        first = asked_on + policy.repeat_days * ONE_DAY
    else:
        first = waiting.deadline + ONE_DAY
    for number in range(policy.overdue_letters):
        yield LetterKind.OVERDUE, first + timedelta(days=number * policy.repeat_days)
    first += timedelta(days=policy.overdue_letters * policy.repeat_days)
    for number in count():
        yield LetterKind.OVERDUE_TO_STAFF, first + timedelta(days=number * policy.staff_repeat_days)


def _repeated(
    kind: LetterKind, first: date, last: date, policy: ReminderPolicy
) -> Iterator[tuple[LetterKind, date]]:
    days = (first + timedelta(days=number * policy.repeat_days) for number in count())
    return ((kind, day) for day in takewhile(lambda day: day <= last, days))


def _asked_on(waiting: Waiting, policy: ReminderPolicy, calendar: WorkingCalendar) -> date | None:
    if waiting.meeting is None:
        return None
    return calendar.working_days_after(waiting.meeting, policy.asked_working_days)
