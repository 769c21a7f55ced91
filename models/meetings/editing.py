"""One meeting, added or removed by hand: the same checks and the same table as a file of meetings."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlmodel import col, delete

from models.meetings.councils import known_councils
from models.meetings.importing import put_meetings
from models.meetings.meeting_file import MeetingFile
from models.meetings.row import AGENDA, BODY_COLUMNS, CODE, DAY, LEVEL, MeetingRow
from models.store.database import Database
from models.tables import Meeting
from request_types.faults import BadInput, Fault

MEETING_FIELDS: Final = (LEVEL, DAY, AGENDA)
_PAST: Final = Fault(DAY, "Mødet er allerede holdt; skriv en dag, der kommer.")


def add_meeting(database: Database, body_code: str, typed: Mapping[str, str], *, today: date) -> None:
    """Add a meeting of a council or its committees; one that is known stays, with the new closing day if any.

    `typed` has all of `MEETING_FIELDS`, `today` is the Danish local date.

    Raises:
        BadInput: with every fault, by the names of the columns; the body may be no council, or have ended by then.
    """
    texts = {name: typed[name].strip() for name in MEETING_FIELDS} | {CODE: body_code}
    with database.write_in_turn() as session:
        row = MeetingRow(texts, known_councils(session), today)
        faults = tuple(Fault("" if name in BODY_COLUMNS else name, why) for name, why in row.faults())
        if not faults and row.held_on < today:
            faults = (_PAST,)
        if faults:
            raise BadInput(*faults)
        place = (row.body_code, row.level, row.held_on)
        put_meetings(session, MeetingFile({place: row.agenda_closes_on}))


def remove_meeting(database: Database, body_code: str, number: int) -> None:
    """Remove a body's meeting; one that is gone already is no matter."""
    with database.write_in_turn() as session:
        mine = (col(Meeting.id) == number, col(Meeting.body_code) == body_code)
        session.connection().execute(delete(Meeting).where(*mine))
