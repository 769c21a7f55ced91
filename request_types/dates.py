"""Which local dates a request may name, as seen from the Danish date on which it is made."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from request_types.faults import Fault

CHECK_THE_YEAR: Final = "Kontrollér årstallet."
FARTHEST: Final = timedelta(days=10 * 366)
"""How far ahead councils and offices plan."""
FARTHEST_DATE: Final = timedelta(days=30 * 366)
OLDEST_MEETING: Final = timedelta(days=2 * 366)


def faults_of_far_dates(days: Mapping[str, date | None], *, today: date) -> Iterator[Fault]:
    """Yield a fault for each field whose local date lies more than thirty years from the Danish date `today`.

    Dates near the first or the last that there is cannot be counted from without an overflow.
    """
    for field, day in days.items():
        if day is not None and abs(day - today) > FARTHEST_DATE:
            yield Fault(field, f"Datoen ligger mere end tredive år fra i dag. {CHECK_THE_YEAR}")


def has_happened(field: str, day: date, today: date, *, not_yet: str) -> Iterator[Fault]:
    """Yield what is wrong with the day of something that is told to have happened."""
    if day > today:
        yield Fault(field, not_yet)
    elif day < today - FARTHEST:
        yield Fault(field, f"Datoen ligger mere end ti år tilbage. {CHECK_THE_YEAR}")


def is_to_come(field: str, day: date | None, today: date, *, too_early: str, sooner_than: date) -> Iterator[Fault]:
    """Yield what is wrong with a day that is to come, not before `sooner_than`."""
    if day is not None and day < sooner_than:
        yield Fault(field, too_early)
    elif day is not None:
        yield from not_too_far(field, [day], today)


def not_too_far(field: str, days: Iterable[date], today: date, *, what: str = "En dato") -> Iterator[Fault]:
    """Yield a fault where a day lies farther ahead than anybody plans; `what` is Danish."""
    if any(day > today + FARTHEST for day in days):
        yield Fault(field, f"{what} ligger mere end ti år fremme. {CHECK_THE_YEAR}")
