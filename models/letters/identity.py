"""Which letter is meant."""

from dataclasses import dataclass
from datetime import date

from workflows.rules.letters import LetterKind, Recipient


@dataclass(frozen=True, slots=True)
class LetterIdentity:
    """Which letter is meant; `key` tells it from all others, however often it is ordered (law 8).

    `planned_on` is the local date that a reminder's policy names, `request` the inbox row that caused a letter.
    `inquiry` is the inquiry's slug where the letter belongs to one.
    """

    key: str
    kind: LetterKind
    recipient: Recipient
    cycle_id: str
    round: int = 0
    party: str = ""
    planned_on: date | None = None
    request: int | None = None
    inquiry: str = ""
