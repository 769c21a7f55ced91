"""Inquiries: rounds of questions to many bodies at once, each answered through a link, with a deadline."""

from datetime import date
from enum import StrEnum


class InquiryKind(StrEnum):
    """What is asked; the value is the word that readers see."""

    HEARING = "høring"
    CONTACT_ROUND = "kontaktrunde"
    STATUS_ROUND = "statusrunde"


def inquiry_slug(kind: InquiryKind, number: int) -> str:
    """Return the last part of an inquiry's workflow id: "høring", and "høring-2" for the second."""
    return kind.value if number == 1 else f"{kind.value}-{number}"


def status_slug(year: int, number: int) -> str:
    """Return the last part of a status round's workflow id, such as "status-2029-1"."""
    return f"status-{year}-{number}"


FINAL_STATUS_SLUG = "slutstatus"
"""The status round of the evaluation."""


def is_late(answered_on: date, deadline: date) -> bool:
    """Tell whether an answer came after a deadline; deadlines are inclusive."""
    return answered_on > deadline
