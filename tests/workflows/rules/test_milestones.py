"""Milestones count back from the period, or name the last such day before it."""

from datetime import date

import pytest

from workflows.rules.course.milestones import milestone_date
from workflows.rules.kinds import Milestone


@pytest.mark.parametrize(
    ("months", "start", "falls_on"),
    [
        (17, date(2028, 1, 1), date(2026, 8, 1)),
        (12, date(2028, 1, 1), date(2027, 1, 1)),
        (1, date(2028, 1, 1), date(2027, 12, 1)),
        (0, date(2028, 1, 1), date(2028, 1, 1)),
        (2, date(2028, 4, 30), date(2028, 2, 29)),
        (2, date(2027, 4, 30), date(2027, 2, 28)),
    ],
)
def test_a_milestone_lies_months_before_the_period(months: int, start: date, falls_on: date) -> None:
    assert milestone_date(Milestone("Udkast klar", months_before=months), start) == falls_on


@pytest.mark.parametrize(
    ("day", "start", "falls_on"),
    [
        ((10, 15), date(2028, 1, 1), date(2027, 10, 15)),
        ((10, 15), date(2027, 10, 15), date(2026, 10, 15)),
        ((10, 15), date(2027, 10, 16), date(2027, 10, 15)),
        ((2, 29), date(2028, 1, 1), date(2027, 2, 28)),
        ((2, 29), date(2028, 3, 1), date(2028, 2, 29)),
    ],
)
def test_a_fixed_day_is_the_last_one_before_the_period(day: tuple[int, int], start: date, falls_on: date) -> None:
    assert milestone_date(Milestone("Styringsaftalen sendt", fixed_on=day), start) == falls_on


def test_a_milestone_without_a_date_is_refused() -> None:
    with pytest.raises(ValueError, match="Udkast klar"):
        milestone_date(Milestone("Udkast klar"), date(2028, 1, 1))
