"""When the parties of a round can first decide, as far as the table of meetings knows."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session

from models.meetings import meetings_of_bodies
from models.tables import Round, RoundParty
from models.working_calendar import calendar_of_kind
from workflows.rules.kinds import AgreementKind
from workflows.rules.meetings import KnownMeeting
from workflows.rules.route import deciding_meeting


def deciding_meetings(
    session: Session, round_: Round, parties: Iterable[RoundParty], deadline: date, kind: AgreementKind
) -> dict[str, date]:
    """Return the council meeting at which each party can first decide, as far as the table of meetings knows."""
    opened_on = round_.stage_opened_on
    calendar = calendar_of_kind(kind, year=opened_on.year)
    found = {
        party: deciding_meeting(meetings, opened_on=opened_on, deadline=deadline, calendar=calendar)
        for party, meetings in _known_meetings(session, parties).items()
    }
    return {party: day for party, day in found.items() if day is not None}


def _known_meetings(session: Session, parties: Iterable[RoundParty]) -> dict[str, tuple[KnownMeeting, ...]]:
    """Return each party's known meetings, its committees' too; after its last day those of who took over."""
    bodies = {party.code: party.body_code for party in parties}
    known = meetings_of_bodies(session, set(bodies.values()))
    return {party: known[body] for party, body in bodies.items() if body in known}
