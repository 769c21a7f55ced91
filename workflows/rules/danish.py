"""Dates as Danes write them."""

from datetime import date
from typing import Final

MONTHS: Final = (
    "januar februar marts april maj juni juli august september oktober november december".split()  # noqa: SIM905
)
WEEKDAYS: Final = "mandag tirsdag onsdag torsdag fredag lørdag søndag".split()  # noqa: SIM905


def danish_date(day: date) -> str:
    """Return `day` as in "15. december 2027"."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def danish_weekday_date(day: date) -> str:
    """Return `day` as in "onsdag den 15. december 2027"."""
    return f"{WEEKDAYS[day.weekday()]} den {danish_date(day)}"
