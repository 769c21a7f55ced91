"""The meetings at which a case is decided, level by level.

Of the agenda's four working days: lov om kommunernes styrelse, § 8, stk. 4.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from workflows.rules.calendar.working_days import WorkingCalendar

AGENDA_WORKING_DAYS: Final = 4
"""How many working days before a meeting its agenda goes out."""
EARLIEST: Final = timedelta(days=366)
"""How long before the deadline a case may begin its way through the meetings."""


class MeetingLevel(StrEnum):
    """Who meets; a case passes the levels in this order."""

    COMMITTEE = "committee"
    FINANCE_COMMITTEE = "finance_committee"
    COUNCIL = "council"

    @property
    def danish(self) -> str:
        """What a municipality calls it."""
        return _MUNICIPAL[self]

    @property
    def danish_in_a_region(self) -> str:
        """What a region calls it."""
        return _REGIONAL[self]


_MUNICIPAL: Final[Mapping[MeetingLevel, str]] = {
    MeetingLevel.COMMITTEE: "fagudvalg",
    MeetingLevel.FINANCE_COMMITTEE: "økonomiudvalg",
    MeetingLevel.COUNCIL: "råd",
}
_REGIONAL: Final[Mapping[MeetingLevel, str]] = {
    MeetingLevel.COMMITTEE: "stående udvalg",
    MeetingLevel.FINANCE_COMMITTEE: "forretningsudvalg",
    MeetingLevel.COUNCIL: "regionsråd",
}


@dataclass(frozen=True, slots=True)
class KnownMeeting:
    """A meeting whose local date is known; `agenda_closes_on` is the last day on which a case is taken in."""

    level: MeetingLevel
    held_on: date
    agenda_closes_on: date | None = None

    def closes_on(self, calendar: WorkingCalendar) -> date:
        """Return the last day on which a case reaches the meeting: as the council says, else by the law."""
        return self.agenda_closes_on or calendar.working_days_after(self.held_on, -AGENDA_WORKING_DAYS)


def on_record(meetings: Iterable[KnownMeeting], *, since: date, deadline: date) -> tuple[KnownMeeting, ...]:
    """Return one council's meetings that matter from `since` to `deadline`; none where the council is unknown.

    Councils publish their meetings by the calendar year. So a level is known when any meeting of its lies in the
    years from `since` to `deadline`, and a case passes the known levels only. Without a council meeting in
    those years nothing is known of the council.
    """
    known = tuple(meetings)
    years = range(since.year, deadline.year + 1)
    levels = {meeting.level for meeting in known if meeting.held_on.year in years}
    if MeetingLevel.COUNCIL not in levels:
        return ()
    first = min(since, deadline - EARLIEST).year
    return tuple(each for each in known if each.level in levels and first <= each.held_on.year)
