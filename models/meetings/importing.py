"""Takes a file of meetings into the table: all of it, or nothing."""

from datetime import date
from pathlib import Path

from sqlmodel import Session, col, select

from models.directory.facts import RowProblem
from models.meetings.councils import known_councils
from models.meetings.meeting_file import MeetingFile, MeetingReport, Place, read_meeting_file
from models.store.csv_text import NOT_UTF8, text_of
from models.store.database import Database
from models.tables import Meeting


def import_meetings(database: Database, text_or_path: str | Path, *, today: date) -> MeetingReport:
    """Import meetings from CSV (UTF-8).

    Its columns are `kommune` or `kode`, `niveau`, `dato`, and optional `dagsorden_lukker`. A council is named by
    its municipality's or region's name or code, or by its own code; one that has another name on the day of the
    meeting is found under it, one that has merged by then is bad. A meeting that is known already is counted and
    stays, but for the day on which its agenda closes, where the file tells another. Where any row is bad, all bad
    rows are reported and nothing is imported. `today` is the Danish local date.

    Raises:
        OSError: the file cannot be opened.
    """
    text = text_of(text_or_path)
    if text is None:
        return MeetingReport(problems=(RowProblem(0, "", NOT_UTF8),))
    with database.write_in_turn() as session:
        found = read_meeting_file(text, known_councils(session), today=today)
        if found.problems:
            return MeetingReport(problems=tuple(sorted(found.problems, key=lambda problem: problem.line)))
        return put_meetings(session, found)


def put_meetings(session: Session, found: MeetingFile) -> MeetingReport:
    """Put checked meetings into the table; what is known stays, but for another closing day of its agenda."""
    codes = {code for code, _, _ in found.meetings}
    known: dict[Place, Meeting] = {
        (each.body_code, each.level, each.held_on): each
        for each in session.exec(select(Meeting).where(col(Meeting.body_code).in_(codes)))
    }
    corrected = 0
    for place, closes in found.meetings.items():
        meeting = known.get(place)
        if meeting is None:
            body_code, level, day = place
            session.add(Meeting(body_code=body_code, level=level, held_on=day, agenda_closes_on=closes))
        elif closes not in {None, meeting.agenda_closes_on}:
            meeting.agenda_closes_on = closes
            corrected += 1
    repeated = sum(place in known for place in found.meetings)
    return MeetingReport(
        imported=len(found.meetings) - repeated,
        duplicates=found.repeated + repeated - corrected,
        corrected=corrected,
    )
