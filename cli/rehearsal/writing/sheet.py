"""A rehearsal for a Danish Excel: semicolons, and UTF-8 with the mark by which Excel knows it."""

import csv
from io import StringIO
from typing import Final

from cli.rehearsal.writing.local_time import clock_of, day_of
from models.queries.rehearsed import Rehearsed

HEADER: Final = ("dato", "kl", "hvad", "hvem", "postkasse", "tekst", "nøgle")


def sheet_of(came: Rehearsed) -> bytes:
    """Return what came of a rehearsal as CSV, a line for each thing that happens; times are Danish."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for line in came.lines:
        day, clock = f"{day_of(line):%d-%m-%Y}", clock_of(line)
        writer.writerow((day, clock, line.what.value, line.who, line.mailbox, line.text, line.key))
    return text.getvalue().encode("utf-8-sig")
