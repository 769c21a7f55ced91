"""Messages about a whole cycle: what it starts from, how it is rebuilt, how it ends."""

from dataclasses import dataclass

from workflows.contracts.letters import LetterOrder
from workflows.contracts.rounds import OpenedRound
from workflows.rules.kinds import AgreementKind
from workflows.rules.phases import Phase


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
class EnterPhase:
    """Order: the cycle is in this phase now."""

    cycle_id: str
    phase: Phase
