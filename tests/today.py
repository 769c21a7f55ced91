"""The day on which the tests run, as offices count it: a Danish day begins an hour or two before one of UTC."""

from datetime import UTC, date, datetime

from models.calendar import local_day


def today() -> date:
    """Return the Danish date of now."""
    return local_day(datetime.now(UTC))
