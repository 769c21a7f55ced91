"""Dates so far from today that nobody means them: judged first, before anything is counted from them."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from models.faults import Fault

CHECK_THE_YEAR: Final = "Kontrollér årstallet."
FARTHEST: Final = timedelta(days=10 * 366)
"""How far ahead councils and offices plan."""
FARTHEST_DATE: Final = timedelta(days=30 * 366)


def faults_of_far_dates(days: Mapping[str, date | None], *, today: date) -> Iterator[Fault]:
    """Yield a fault for each field whose local date lies more than thirty years from the Danish date `today`.

    Dates near the first or the last that there is cannot be counted from without an overflow.
    """
    for field, day in days.items():
        if day is not None and abs(day - today) > FARTHEST_DATE:
            yield Fault(field, f"Datoen ligger mere end tredive år fra i dag. {CHECK_THE_YEAR}")
