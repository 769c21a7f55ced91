"""Frozen messages in and out of workflows: ids, codes and dates, never a person, an address or a text (law 6)."""

from dataclasses import dataclass
from datetime import date, datetime

from workflows.rules.kinds import AgreementKind
from workflows.rules.letters import LetterKind, Recipient
from workflows.rules.phases import Phase
from workflows.rules.requests import RequestKind
from workflows.rules.standing import AWAITED, Standing


@dataclass(frozen=True, slots=True)
class Party:
    """A council that is asked: the code of its municipality or region, the name Danes use, its clusters."""

    code: str
    name: str
    clusters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """A letter to be sent once; `key` says which one it is, however often it is ordered.

    `planned_on` is the local date that a reminder's policy names, `request` the inbox row that caused a letter.
    """

    kind: LetterKind
    cycle_id: str
    recipient: Recipient = Recipient.CONTACT
    round: int = 0
    party: str = ""
    planned_on: date | None = None
    request: int | None = None

    @property
    def key(self) -> str:
        """The letter's identity: (cycle, round, recipient, kind, planned date or causing request) (law 8)."""
        about = self.planned_on or self.request or ""
        return f"{self.cycle_id}/{self.round}/{self.party}:{self.recipient}/{self.kind}/{about}"


@dataclass(frozen=True, slots=True)
class PartyStanding:
    """A party of a round and where it stands."""

    party: Party
    standing: Standing = AWAITED


@dataclass(frozen=True, slots=True)
class OpenedRound:
    """One version put to all its parties; `late_at` is the UTC instant at which the deadline has passed."""

    number: int
    version: int
    deadline: date
    late_at: datetime
    parties: tuple[PartyStanding, ...]
    letters: tuple[LetterOrder, ...] = ()


@dataclass(frozen=True, slots=True)
class CycleSnapshot:
    """What the database knows of a running cycle, enough to go on in a new engine (law 8).

    `round` is the newest one, `rounds` counts them all; `has_version` tells whether there is a text to send,
    `checked` how many decisions were compared with the minutes.
    """

    phase: Phase
    rounds: int = 0
    has_version: bool = False
    round: OpenedRound | None = None
    letters: tuple[LetterOrder, ...] = ()
    checked: int = 0


@dataclass(frozen=True, slots=True)
class AgreementCycleInput:
    """All that a cycle starts from; the kind is frozen here, `resume` is given only to a rebuilt cycle.

    `request` is the inbox row that asked for the start.
    """

    cycle_id: str
    title: str
    region: str
    kind: AgreementKind
    start_phase: Phase
    request: int
    resume: CycleSnapshot | None = None


@dataclass(frozen=True, slots=True)
class AgreementCycleResult:
    """How a cycle ended."""

    phase: Phase
    rounds: int


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
class Delivery:
    """Signal: a request lies in the inbox; `party` is the council that it concerns, empty for the cycle."""

    request: int
    party: str = ""


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


@dataclass(frozen=True, slots=True)
class EnterPhase:
    """Order: the cycle is in this phase now."""

    cycle_id: str
    phase: Phase


@dataclass(frozen=True, slots=True)
class RoundRef:
    """Names a round of a cycle."""

    cycle_id: str
    round: int


@dataclass(frozen=True, slots=True)
class SettledRound:
    """Whether every approval counted when the round was to be settled, and the letters that say so.

    `parties` is where everybody stands by the register.
    """

    is_settled: bool
    parties: tuple[PartyStanding, ...] = ()
    letters: tuple[LetterOrder, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanOrder:
    """Order: plan the reminders of one council as seen from `now` (UTC)."""

    cycle_id: str
    round: int
    party: str
    now: datetime


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    """A reminder and the UTC instant at which it is due."""

    at: datetime
    order: LetterOrder


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


@dataclass(frozen=True, slots=True)
class LetterInput:
    """A single letter that a web act asks for: a sign-in link to a staff member, a link sent once more.

    `staff` is the staff member's id where the letter goes to one.
    """

    order: LetterOrder
    staff: int | None = None
