"""Messages about requests: what lies in the inbox and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime

from workflows.contracts.letters import LetterOrder
from workflows.rules.requests import RequestKind
from workflows.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Delivery:
    """Signal: a request lies in the inbox; `party` is the council that it concerns, empty for the cycle."""

    request: int
    party: str = ""


@dataclass(frozen=True, slots=True)
class RecordRequest:
    """Order: take the request from the inbox, judge it by the rules and write down what follows."""

    request: int
    cycle_id: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of a request; `accepted` is False where it was refused, and then nothing else changed.

    `standing` is the council's after a request of a council; `deadline` and `late_at` (UTC) follow a moved
    deadline; `version` and `is_editorial` follow a published version, `checked` (how many decisions are) a check.
    """

    request: int
    kind: RequestKind
    accepted: bool
    party: str = ""
    standing: Standing | None = None
    is_late: bool = False
    version: int | None = None
    is_editorial: bool = False
    deadline: date | None = None
    late_at: datetime | None = None
    checked: int | None = None
    letters: tuple[LetterOrder, ...] = ()
