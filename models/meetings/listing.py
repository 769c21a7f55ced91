"""Which meetings are known, for a list and for the rules."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from models.directory.bodies import exists
from models.meetings.councils import known_councils, lines_of
from models.tables import Body, BodyKind, Meeting
from workflows.rules.council.meetings import KnownMeeting, MeetingLevel

_HELD: Final = (
    select(Meeting)
    .where(col(Meeting.body_code).in_(bindparam("bodies", expanding=True)))
    .order_by(col(Meeting.held_on))
)


class UnknownCouncil(LookupError):
    """No council is called so."""


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A known meeting; dates are local, `level_word` is Danish as in a municipality or in a region."""

    body_code: str
    council: str
    level: MeetingLevel
    level_word: str
    held_on: date
    agenda_closes_on: date | None


def meeting_lines(session: Session, council: str = "") -> tuple[MeetingLine, ...]:
    """Return the known meetings by council and date: all, or those of the council called `council`.

    A council is named by its own code, or by its municipality's or region's name or code.

    Raises:
        UnknownCouncil: no council is called so.
    """
    query = select(Meeting, Body).join(Body, col(Body.code) == Meeting.body_code)
    if council:
        query = query.where(Meeting.body_code == _code_of(session, council))
    rows = session.exec(query.order_by(col(Body.sort_key), col(Body.code), col(Meeting.held_on)))
    return tuple(_line(meeting, body) for meeting, body in rows)


def meetings_of_bodies(session: Session, codes: Collection[str]) -> dict[str, tuple[KnownMeeting, ...]]:
    """Return the known meetings by council code; a council without any is left out.

    After its last day a council's are those of who took over: its own of days to come have fallen away.
    """
    lines = lines_of(session, codes)
    held = _by_body(session, {body.code for line in lines.values() for body in line})
    found = {code: tuple(known for body in line for known in _held(body, held)) for code, line in lines.items()}
    return {code: meetings for code, meetings in found.items() if meetings}


def _by_body(session: Session, codes: Collection[str]) -> dict[str, list[Meeting]]:
    found: dict[str, list[Meeting]] = defaultdict(list)
    for row in session.exec(_HELD, params={"bodies": sorted(codes)}):
        found[row.body_code].append(row)
    return found


def _held(body: Body, held: Mapping[str, list[Meeting]]) -> Iterator[KnownMeeting]:
    for row in held.get(body.code, ()):
        if exists(body, on=row.held_on):
            yield KnownMeeting(row.level, row.held_on, row.agenda_closes_on)


def _code_of(session: Session, council: str) -> str:
    code = known_councils(session).codes.get(council.strip().lower())
    if code is None:
        raise UnknownCouncil(council)
    return code


def _line(meeting: Meeting, body: Body) -> MeetingLine:
    level = meeting.level
    word = level.danish_in_a_region if body.kind is BodyKind.REGIONAL_COUNCIL else level.danish
    return MeetingLine(body.code, body.name, level, word, meeting.held_on, meeting.agenda_closes_on)
