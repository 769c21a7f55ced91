"""A rehearsal as a table, a line for each thing that happens."""

from typing import Final

from api.documents.sheets.spreadsheet import spreadsheet
from cli.rehearsal.writing.local_time import clock_of, day_of
from models.queries.timeline.rehearsed import Rehearsed

HEADER: Final = ("dato", "kl", "hvad", "hvem", "postkasse", "tekst", "nøgle")


def sheet_of(came: Rehearsed) -> bytes:
    """Return what came of a rehearsal as CSV; times are Danish."""
    return spreadsheet(
        HEADER,
        (
            (
                f"{day_of(line):%d-%m-%Y}",
                clock_of(line),
                line.what.value,
                line.who,
                line.mailbox,
                line.text,
                line.key,
            )
            for line in came.lines
        ),
    )
