"""A kind's numbers and days of the year: what cannot be counted with, each with its key."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Final

from workflows.rules.calendar.working_days import QuietPeriod
from workflows.rules.kinds import AgreementKind

LARGEST_NUMBER: Final = 3660
LEAST_OPEN_DAYS: Final = 60
_MAY_BE_NEVER: Final = frozenset({"follow_up.committee_every", "follow_up.councils_every"})
_DAYS_OF_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAP_DAY: Final = (2, 29)
_WITH_ELECTIONS, _WITHOUT = date(2025, 1, 1), date(2026, 1, 1)
_DAYS_OF_YEAR: Final = 365


def faults_of_numbers(kind: AgreementKind) -> Iterator[str]:
    """Yield the numbers of days, months, years and times that are too small or beyond all measure."""
    for key, number in _numbers_in(kind, ""):
        least = 0 if key in _MAY_BE_NEVER else 1
        if number < least:
            yield f"{key}: skal være mindst {least}"
        if number > LARGEST_NUMBER:
            yield f"{key}: er for stort; højst {LARGEST_NUMBER}"


def _numbers_in(value: object, prefix: str) -> Iterator[tuple[str, int]]:
    """Yield every number of days, months, years or times by its key; days of a calendar are judged elsewhere."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield prefix, value
    elif is_dataclass(value):
        for each in fields(value):
            yield from _numbers_in(getattr(value, each.name), f"{prefix}.{each.name}".lstrip("."))
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            if is_dataclass(part):
                yield from _numbers_in(part, f"{prefix}.{number}")


def faults_of_days(kind: AgreementKind) -> Iterator[str]:
    """Yield the days of the year that no year has, and milestones of which nobody knows when they are."""
    anchors = {f"milestones.{number}.fixed_on": each.fixed_on for number, each in enumerate(kind.milestones)}
    anchors["approval_deadline_on"] = kind.approval_deadline_on
    for key, anchor in anchors.items():
        if anchor is not None and not (_is_day(*anchor) and anchor != _LEAP_DAY):
            yield f"{key}: skrives som [måned, dag], en dag som hvert år har"
    for number, each in enumerate(kind.milestones):
        if (each.months_before is None) == (each.fixed_on is None):
            yield f"milestones.{number}: skal have netop én af months_before og fixed_on"


def faults_of_quiet(kind: AgreementKind) -> Iterator[str]:
    """Yield quiet periods that no year has, and those that leave no time to remind anybody."""
    wrong = [
        f"quiet.{number}: dage skrives som [måned, dag]"
        for number, period in enumerate(kind.quiet)
        if not (_is_day(*period.first) and _is_day(*period.last))
    ]
    yield from wrong
    if (
        not wrong
        and min(_open_days(kind.quiet, _WITH_ELECTIONS), _open_days(kind.quiet, _WITHOUT)) < LEAST_OPEN_DAYS
    ):
        yield f"quiet: mindst {LEAST_OPEN_DAYS} dage om året skal være uden stilleperiode"


def _open_days(quiet: tuple[QuietPeriod, ...], new_year: date) -> int:
    days = (new_year + timedelta(days=number) for number in range(_DAYS_OF_YEAR))
    return sum(not any(period.holds(day) for period in quiet) for day in days)


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= len(_DAYS_OF_MONTH) and 1 <= day <= _DAYS_OF_MONTH[month - 1]
