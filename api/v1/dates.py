"""Dates in JSON."""

from datetime import date, datetime


def iso(when: date | datetime | None) -> str | None:
    """Return a date or instant as ISO 8601."""
    return when.isoformat() if when else None
