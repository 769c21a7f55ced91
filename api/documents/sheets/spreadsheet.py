"""Tables for a Danish Excel: semicolons, and UTF-8 with the mark by which Excel knows it."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as CSV (RFC 4180, with semicolons); what somebody typed is never run as a formula."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_as_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _as_cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA):
        return f"'{value}"
    return value
