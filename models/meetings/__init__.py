"""The councils' meetings: taken in from files, listed, and asked what they mean for a start."""

from models.meetings.importing import import_meetings
from models.meetings.listing import MeetingLine, UnknownCouncil, meeting_lines, meetings_of_bodies
from models.meetings.meeting_file import MeetingReport

__all__ = [
    "MeetingLine",
    "MeetingReport",
    "UnknownCouncil",
    "import_meetings",
    "meeting_lines",
    "meetings_of_bodies",
]
