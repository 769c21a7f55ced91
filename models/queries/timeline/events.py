"""What happened in a cycle, line by line."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    """What sort of thing happened; the value is the word that readers see."""

    PHASE = "fase"
    LETTER = "brev"
    DEADLINE = "frist"
    MEETING = "møde"
    INQUIRY = "spørgerunde"
    TASK = "opgave"
    REFUSAL = "afvist"


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One thing that happened, at a UTC instant; `who` is whom it concerns.

    Of a letter `key` is the identity, `mailbox` where it went, `sort` the words for its kind and `is_sent` whether
    it arrived there. What `is_of_the_day` has no hour that means anything.
    """

    at: datetime
    what: EventKind
    who: str
    text: str
    key: str = ""
    mailbox: str = ""
    sort: str = ""
    is_sent: bool = False

    @property
    def is_of_the_day(self) -> bool:
        """Tell whether only the day is known: that of a meeting, or the last one of a deadline."""
        return self.what in {EventKind.DEADLINE, EventKind.MEETING}
