"""The decisions of a cycle as a table, for the office's own lists and its journal."""

from datetime import date, datetime
from typing import Final

from api.documents.sheets.spreadsheet import spreadsheet
from models.calendar import COPENHAGEN
from models.queries.cycle.decisions import DecisionLine
from models.queries.cycle.page import CyclePage

HEADER: Final = (
    "runde",
    "råd",
    "udfald",
    "besluttet af",
    "mødedato",
    "punkt",
    "rådets sagsnr.",
    "beslutning",
    "bemærkninger",
    "ny mødedato",
    "referat",
    "lukket punkt",
    "indberettet af",
    "på rådets vegne",
    "efter runden",
    "registreret",
    "nr. i registeret",
    "kontrolleret mod referat",
)


def decisions_sheet(page: CyclePage) -> bytes:
    """Return every recorded decision of the cycle, the oldest first, as CSV; times are Danish."""
    names = page.names
    return spreadsheet(
        HEADER, (_row(each, names.get(each.party, each.party)) for each in reversed(page.decisions))
    )


def _row(each: DecisionLine, council: str) -> tuple[object, ...]:
    return (
        each.round,
        council,
        each.outcome.danish,
        each.decided_by.danish,
        _day(each.meeting_date),
        each.agenda_item,
        each.case_number,
        each.decision_text,
        each.remarks,
        _day(each.next_meeting_date),
        each.minutes_url,
        _yes(each.is_closed_item),
        each.reported_by,
        _yes(each.on_behalf),
        _yes(each.is_late),
        _moment(each.recorded_at),
        each.entry,
        _moment(each.checked_at),
    )


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""


def _moment(instant: datetime | None) -> str:
    return f"{instant.astimezone(COPENHAGEN):%d-%m-%Y %H:%M}" if instant else ""


def _yes(is_so: bool) -> str:  # noqa: FBT001  # a word for a yes or no
    return "ja" if is_so else ""
