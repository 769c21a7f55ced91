"""The councils' meetings, as far as they are known."""

from collections.abc import Collection
from datetime import date

from sqlmodel import col, select

from models.store.database import Database
from models.tables import Meeting
from workflows.rules.council.meetings import MeetingLevel


def note_meetings(database: Database, body_code: str, days: Collection[date]) -> None:
    """Note on which local dates a council meets; a meeting that is known already stays as it is."""
    with database.write() as session:
        mine = select(col(Meeting.held_on)).where(
            Meeting.body_code == body_code, Meeting.level == MeetingLevel.COUNCIL
        )
        for day in sorted(set(days) - set(session.exec(mine).all())):
            session.add(Meeting(body_code=body_code, level=MeetingLevel.COUNCIL, held_on=day))
