"""Days in three fields, as the design system has them: day, month and year, each kept as it was typed."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from starlette.datastructures import FormData

from api.forms.posted import text_of
from workflows.rules.calendar.danish import MONTHS

NO_SUCH_DAY: Final = "skriv en dato, der findes, som dag, måned og år, for eksempel 15 12 2027."
LEAST_OF_A_NAME: Final = 3
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YEAR_OF_TWO: Final = re.compile(r"\d{2}")
_PARTS: Final = ("day", "month", "year")


def part_names(name: str) -> tuple[str, str, str]:
    """Return how the three fields of a day are called."""
    day, month, year = (f"{name}-{part}" for part in _PARTS)
    return day, month, year


def typed_day(form: FormData, name: str) -> dict[str, str]:
    """Return a day of a form under its own name, and its three fields as typed.

    The day is ISO 8601 where the three say one ("15", "december", "27"), else what was typed; a form that has
    only the one field is read as well.
    """
    parts = {each: text_of(form, each) for each in part_names(name)}
    day, month, year = (value.strip() for value in parts.values())
    return {name: _joined(day, month, year) or text_of(form, name)} | parts


def day_parts(values: Mapping[str, str], name: str) -> tuple[str, str, str]:
    """Return what the three fields of a day show: what was typed in them, else the day that is known."""
    day, month, year = (values.get(each, "") for each in part_names(name))
    known = values.get(name, "")
    if day or month or year:
        return day, month, year
    if match := _ISO.fullmatch(known):
        return str(int(match[3])), str(int(match[2])), match[1]
    return known, "", ""


def is_day(value: str) -> bool:
    """Tell whether a text is a day of the calendar, as ISO 8601."""
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _joined(day: str, month: str, year: str) -> str:
    if not (month or year):
        return day
    number = _number_of(month)
    full_year = f"20{year}" if _YEAR_OF_TWO.fullmatch(year) else year
    iso = f"{full_year}-{number:0>2}-{day.rstrip('.'):0>2}"
    return iso if is_day(iso) else f"{day}.{month}.{year}"


def _number_of(month: str) -> str:
    name = month.lower().rstrip(".")
    named = [
        number for number, full in enumerate(MONTHS, 1) if len(name) >= LEAST_OF_A_NAME and full.startswith(name)
    ]
    return str(named[0]) if named else name
