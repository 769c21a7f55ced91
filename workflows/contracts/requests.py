"""Messages about requests: what lies in the inbox and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime

from workflows.contracts.letters import LetterOrder
from workflows.rules.authority import AuthorityStep
from workflows.rules.council.standing import Standing
from workflows.rules.requests import RequestKind


@dataclass(frozen=True, slots=True)
class Delivery:
    """Signal: a request lies in the inbox.

    `party` is the council that it concerns, `inquiry` the inquiry's slug; both are empty for the cycle.
    """

    request: int
    party: str = ""
    inquiry: str = ""


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
    Of a request of an inquiry, `answered` are the codes of those who have answered by it. `authority` is the step
    of the correspondence that was recorded; `is_plan_stale` says that the phase's plan is to be laid anew.
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
    answered: tuple[str, ...] = ()
    authority: AuthorityStep | None = None
    is_plan_stale: bool = False
    letters: tuple[LetterOrder, ...] = ()
