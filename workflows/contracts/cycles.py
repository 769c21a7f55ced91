"""Messages about a whole cycle: what it starts from, how it is rebuilt, how it ends."""

from dataclasses import dataclass
from datetime import datetime

from workflows.contracts.inquiries import InquiryRef
from workflows.contracts.letters import LetterOrder
from workflows.contracts.rounds import OpenedRound
from workflows.rules.authority import AuthorityStep
from workflows.rules.course.agenda_parts import StepKind
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind


@dataclass(frozen=True, slots=True)
class CycleSnapshot:
    """What the database knows of a running cycle, enough to go on in a new engine.

    `round` is the newest one, `rounds` counts them all; `has_version` tells whether there is a text to send,
    `checked` how many decisions were compared with the minutes. `inquiries` are those that are open, `hearings`
    how many hearings there were; `authority` is the newest step of the correspondence with the authority.
    """

    phase: Phase
    rounds: int = 0
    has_version: bool = False
    round: OpenedRound | None = None
    letters: tuple[LetterOrder, ...] = ()
    checked: int = 0
    inquiries: tuple[InquiryRef, ...] = ()
    hearings: int = 0
    authority: AuthorityStep | None = None


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
class EnterPhase:
    """Order: the cycle is in this phase now."""

    cycle_id: str
    phase: Phase


@dataclass(frozen=True, slots=True)
class CyclePlanOrder:
    """Order: lay the plan of a phase as seen from `now` (UTC)."""

    cycle_id: str
    phase: Phase
    now: datetime


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step of a phase's plan, due at a UTC instant.

    LETTERS carries `letters` to be sent, INQUIRY the `inquiry` to be opened; END says that the phase is over.
    """

    at: datetime
    kind: StepKind
    letters: tuple[LetterOrder, ...] = ()
    inquiry: InquiryRef | None = None


@dataclass(frozen=True, slots=True)
class CyclePlan:
    """The steps of a phase in the order of their instants; valid until `ends_at` (UTC), then laid anew.

    Steps that were taken already (letters that came to an end, inquiries that were opened) are left out.
    """

    ends_at: datetime
    steps: tuple[PlannedStep, ...] = ()
