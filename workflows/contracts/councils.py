"""Messages about one council: its case in a round, where it stands, how it is reminded."""

from dataclasses import dataclass
from datetime import date, datetime

from workflows.contracts.letters import LetterOrder, PlannedLetter
from workflows.rules.council.standing import AWAITED, Standing


@dataclass(frozen=True, slots=True)
class Party:
    """A body that is asked for its approval: its code, the name Danes use, its clusters, its stage (from 0).

    A council goes by the code of its municipality or region, any other body by its own.
    """

    code: str
    name: str
    clusters: tuple[str, ...] = ()
    stage: int = 0


@dataclass(frozen=True, slots=True)
class PartyStanding:
    """A party of a round and where it stands."""

    party: Party
    standing: Standing = AWAITED


@dataclass(frozen=True, slots=True)
class CouncilApprovalInput:
    """One council's case in one round; a correction (numbered from 1) starts with what is to be recorded."""

    cycle_id: str
    title: str
    region: str
    round: int
    party: Party
    standing: Standing = AWAITED
    correction: int = 0
    requests: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CouncilApprovalResult:
    """Where the council stands at the end of its case, and the letters and requests that it leaves behind."""

    standing: Standing
    letters: tuple[LetterOrder, ...] = ()
    requests: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CouncilMoved:
    """Signal from a council's case to its cycle: the council of the round stands elsewhere now."""

    party: str
    standing: Standing
    round: int


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """Signal from a cycle to its councils' cases: a deadline moved, so reminders are planned anew."""

    deadline: date


@dataclass(frozen=True, slots=True)
class PlanOrder:
    """Order: plan the reminders of one council as seen from `now` (UTC)."""

    cycle_id: str
    round: int
    party: str
    now: datetime


@dataclass(frozen=True, slots=True)
class CouncilPlan:
    """A council's reminders in the order of their instants; valid until `ends_at` (UTC), then planned anew.

    `late_at` is the UTC instant from which the council is late, `meeting_at` its own meeting's (UTC) day start.
    """

    deadline_at: datetime
    late_at: datetime
    ends_at: datetime
    meeting_at: datetime | None = None
    letters: tuple[PlannedLetter, ...] = ()
