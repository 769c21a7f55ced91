"""Messages about a round: one version put to all parties."""

from dataclasses import dataclass
from datetime import date, datetime

from workflows.contracts.councils import PartyStanding
from workflows.contracts.letters import LetterOrder


@dataclass(frozen=True, slots=True)
class OpenedRound:
    """One version put to all its parties; `late_at` is the UTC instant at which the deadline has passed.

    `stage` is the step whose parties are asked now; deadline and `late_at` are that step's.
    """

    number: int
    version: int
    deadline: date
    late_at: datetime
    parties: tuple[PartyStanding, ...]
    letters: tuple[LetterOrder, ...] = ()
    stage: int = 0


@dataclass(frozen=True, slots=True)
class RoundRef:
    """Names a round of a cycle."""

    cycle_id: str
    round: int


@dataclass(frozen=True, slots=True)
class StageRef:
    """Names a step of a round, numbered from 0."""

    cycle_id: str
    round: int
    stage: int


@dataclass(frozen=True, slots=True)
class SettledRound:
    """Whether every approval counted when the round was to be settled, and the letters that say so.

    `parties` is where everybody stands by the register.
    """

    is_settled: bool
    parties: tuple[PartyStanding, ...] = ()
    letters: tuple[LetterOrder, ...] = ()
