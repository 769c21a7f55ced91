"""Reads CSV as offices save it: UTF-8 with or without a byte order mark, `;` or `,` between the columns."""

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

NOT_UTF8: Final = "Filen er ikke UTF-8. Gem den som »CSV UTF-8«."
UNREADABLE: Final = "Linjen kan ikke læses som CSV."
Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class CsvText:
    """The lines that hold anything, numbered from 1 as editors do; `unreadable` is the line at which it ended."""

    lines: list[Line]
    unreadable: int | None = None


def text_of(text_or_path: str | Path) -> str | None:
    """Return a file's text, or the text itself; None where a file is not UTF-8.

    Raises:
        OSError: the file cannot be opened.
    """
    if isinstance(text_or_path, str):
        return text_or_path
    try:
        return text_or_path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def csv_lines(text: str) -> CsvText:
    """Return a text's lines and their fields; the first line decides what stands between the fields."""
    text = text.removeprefix("\ufeff")
    header = text.lstrip().split("\n", 1)[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=";" if ";" in header else ",", strict=True)
    lines: list[Line] = []
    first = 1
    try:
        for values in reader:
            if any(value.strip() for value in values):
                lines.append((first, values))
            first = reader.line_num + 1
    except csv.Error:
        return CsvText(lines, first)
    return CsvText(lines)
