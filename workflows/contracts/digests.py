"""Messages about the weekly letters: when they may go, and to whom."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DigestPlan:
    """When this week's letters go (UTC) and to which members of staff, by id; nobody where nothing runs."""

    at: datetime
    staff: tuple[int, ...]
