"""Dates as offices write them in a spreadsheet."""

import re
from datetime import date
from typing import Final

_DANISH: Final = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class NoDate(ValueError):
    """The text is no date."""


def read_date(text: str) -> date:
    """Return the date that a text means: "15-09-2027", "15.9.2027", "15/9/2027" or "2027-09-15".

    Raises:
        NoDate: it means none.
    """
    danish, iso = _DANISH.fullmatch(text), _ISO.fullmatch(text)
    parts = iso.groups() if iso else reversed(danish.groups()) if danish else ()
    try:
        return date(*(int(part) for part in parts))
    except (TypeError, ValueError):
        raise NoDate(text) from None
