"""Dates as Danes write them."""

from collections.abc import Sequence
from datetime import date
from typing import Final

MONTHS: Final = (
    "januar februar marts april maj juni juli august september oktober november december".split()  # noqa: SIM905
)
WEEKDAYS: Final = "mandag tirsdag onsdag torsdag fredag lørdag søndag".split()  # noqa: SIM905
_DEFINITE: Final = ("en", "et")


def danish_day(day: date) -> str:
    """Return `day` as in "15. december", where the year goes without saying."""
    return f"{day.day}. {MONTHS[day.month - 1]}"


def danish_date(day: date) -> str:
    """Return `day` as in "15. december 2027"."""
    return f"{danish_day(day)} {day.year}"


def danish_weekday_date(day: date) -> str:
    """Return `day` as in "onsdag den 15. december 2027"."""
    return f"{WEEKDAYS[day.weekday()]} den {danish_date(day)}"


def listed(names: Sequence[str]) -> str:
    """Return names as Danes list them: "Læsø, Morsø og Rebild"."""
    return " og ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def amid(name: str) -> str:
    """Return a body's name as it stands amid a sentence: "Styregruppen" as "styregruppen", "KKR" as it is."""
    is_common = name.partition(" ")[0].endswith(_DEFINITE) and name[:2] != name[:2].upper()
    return name[:1].lower() + name[1:] if is_common else name
