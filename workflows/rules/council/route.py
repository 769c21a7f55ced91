"""The way of a case through a council's meetings: which of them can still decide it, and until when to send it.

A case goes from the committee to the finance committee and on to the council. It reaches a meeting when it was
sent no later than the day on which the agenda closes. Each level meets on a later day than the level before it,
and its agenda closes no earlier than the day of that meeting, whose recommendation it carries.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from workflows.rules.calendar.working_days import WorkingCalendar
from workflows.rules.council.meetings import KnownMeeting, MeetingLevel, on_record

SAFE: Final = 2
"""A safe window holds two ordinary council meetings: one may be missed, or the case postponed once."""
Latest = Mapping[KnownMeeting, date]


def reachable(
    dispatched_on: date, *, deadline: date, meetings: Iterable[KnownMeeting], calendar: WorkingCalendar
) -> tuple[date, ...]:
    """Return the days no later than `deadline` on which the council can decide what is sent on `dispatched_on`.

    `meetings` are one council's; only the levels that occur among them are passed. All dates are local.
    """
    latest = _latest_dispatches(meetings, deadline=deadline, calendar=calendar)
    return tuple(sorted(day for day, last in latest.items() if dispatched_on <= last))


def last_dispatch(
    *, deadline: date, meetings: Iterable[KnownMeeting], calendar: WorkingCalendar, at_least: int = 1
) -> date | None:
    """Return the last day to send a case and still reach `at_least` council meetings; None where no day will."""
    latest = _latest_dispatches(meetings, deadline=deadline, calendar=calendar)
    return sorted(latest.values(), reverse=True)[at_least - 1] if len(latest) >= at_least else None


def last_safe_dispatch(
    *, deadline: date, meetings: Iterable[KnownMeeting], calendar: WorkingCalendar
) -> date | None:
    """Return the last day to send a case and still reach two council meetings; None where no day will do."""
    return last_dispatch(deadline=deadline, meetings=meetings, calendar=calendar, at_least=SAFE)


def slack(
    dispatched_on: date, *, deadline: date, meetings: Iterable[KnownMeeting], calendar: WorkingCalendar
) -> int | None:
    """Return how many days later than `dispatched_on` the case may be sent without losing a council meeting.

    More meetings than two count as two. None where no meeting is reached.
    """
    latest = _latest_dispatches(meetings, deadline=deadline, calendar=calendar)
    reached = sorted((last for last in latest.values() if dispatched_on <= last), reverse=True)[:SAFE]
    return (reached[-1] - dispatched_on).days if reached else None


def deciding_meeting(
    meetings: Iterable[KnownMeeting], *, opened_on: date, deadline: date, calendar: WorkingCalendar
) -> date | None:
    """Return the first council meeting that can decide a round of `opened_on`; None where none is known to."""
    known = on_record(meetings, since=opened_on, deadline=deadline)
    return next(iter(reachable(opened_on, deadline=deadline, meetings=known, calendar=calendar)), None)


def _latest_dispatches(
    meetings: Iterable[KnownMeeting], *, deadline: date, calendar: WorkingCalendar
) -> dict[date, date]:
    """Return by the day of each council meeting how late the case may be sent to be decided there."""
    before: Latest | None = None
    known = tuple(meetings)
    for level in MeetingLevel:
        here = [each for each in known if each.level is level and each.held_on <= deadline]
        if any(each.level is level for each in known):
            before = _with_latest(here, before, calendar)
    days: dict[date, date] = {}
    for meeting, last in (before or {}).items():
        if meeting.level is MeetingLevel.COUNCIL:
            days[meeting.held_on] = max(last, days.get(meeting.held_on, last))
    return days


def _with_latest(here: Iterable[KnownMeeting], before: Latest | None, calendar: WorkingCalendar) -> Latest:
    """Return how late a case may be sent to each meeting `here`; `before` is None where no level goes before."""
    latest = {}
    for meeting in here:
        closes = meeting.closes_on(calendar)
        ways = [closes] if before is None else _ways(meeting, closes, before)
        if ways:
            latest[meeting] = max(ways)
    return latest


def _ways(meeting: KnownMeeting, closes: date, before: Latest) -> list[date]:
    return [last for each, last in before.items() if each.held_on < meeting.held_on and each.held_on <= closes]
