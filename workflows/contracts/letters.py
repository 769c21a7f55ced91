"""Messages about letters: which one is to be sent, once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from workflows.rules.letters import LetterKind, Recipient

OFFICES_CLOSED: Final = "OfficesClosed"
"""The type of the error by which a letter says that it must wait; its detail is the UTC instant, ISO 8601."""


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """A letter to be sent once; `key` says which one it is, however often it is ordered.

    `planned_on` is the local date that a reminder's policy names, `request` the inbox row that caused a letter.
    `inquiry` is the inquiry's slug where the letter belongs to one; `party` is the code of whom it concerns.
    """

    kind: LetterKind
    cycle_id: str
    recipient: Recipient = Recipient.CONTACT
    round: int = 0
    party: str = ""
    planned_on: date | None = None
    request: int | None = None
    inquiry: str = ""

    @property
    def key(self) -> str:
        """The letter's identity.

        That is (cycle, round or inquiry, recipient, kind, planned date or causing request).
        """
        about = self.planned_on or self.request or ""
        return f"{self.cycle_id}/{self.inquiry or self.round}/{self.party}:{self.recipient}/{self.kind}/{about}"


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    """A reminder and the UTC instant at which it is due."""

    at: datetime
    order: LetterOrder


@dataclass(frozen=True, slots=True)
class LetterInput:
    """A single letter that a web act asks for: a sign-in link to a staff member, a link sent once more.

    `staff` is the staff member's id where the letter goes to one.
    """

    order: LetterOrder
    staff: int | None = None
