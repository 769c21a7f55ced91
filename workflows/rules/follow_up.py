"""How an initiative (indsats) is getting on."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Progress(StrEnum):
    """An initiative's status."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DELAYED = "delayed"
    DONE = "done"
    PAUSED = "paused"
    DROPPED = "dropped"

    @property
    def danish(self) -> str:
        """The words that readers see."""
        return _DANISH[self]

    @property
    def is_final(self) -> bool:
        """Tell whether nobody is asked about the initiative any more."""
        return self in _FINAL


_DANISH: Final[Mapping[Progress, str]] = {
    Progress.NOT_STARTED: "Ikke startet",
    Progress.UNDER_WAY: "I gang",
    Progress.DELAYED: "Forsinket",
    Progress.DONE: "Gennemført",
    Progress.PAUSED: "Sat i bero",
    Progress.DROPPED: "Udgået",
}
_FINAL = frozenset({Progress.DONE, Progress.DROPPED})


class InitiativeSource(StrEnum):
    """Where an initiative comes from."""

    AGREEMENT = "agreement"
    AUTHORITY = "authority"
    PREDECESSOR = "predecessor"

    @property
    def danish(self) -> str:
        """The words that readers see."""
        return _SOURCES[self]


_SOURCES: Final[Mapping[InitiativeSource, str]] = {
    InitiativeSource.AGREEMENT: "aftalen",
    InitiativeSource.AUTHORITY: "myndighedens svar",
    InitiativeSource.PREDECESSOR: "den forrige aftale",
}


class EvaluationKind(StrEnum):
    """Which evaluation was made."""

    MIDWAY = "midway"
    FINAL = "final"

    @property
    def danish(self) -> str:
        """The words that readers see."""
        return "midtvejsevaluering" if self is EvaluationKind.MIDWAY else "slutevaluering"
