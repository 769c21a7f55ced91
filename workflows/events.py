"""What happened to a cycle that its phases wait for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from workflows.contracts.requests import Recorded
from workflows.rules.authority import AuthorityStep
from workflows.rules.phases import Phase
from workflows.rules.requests import RequestKind

ENDS: Final[Mapping[RequestKind, Phase]] = {RequestKind.CANCEL: Phase.CANCELLED, RequestKind.LAPSE: Phase.LAPSED}


class CycleEnded(Exception):  # an end, not an error
    """The secretariat gave the cycle up, or the agreement lapsed; `phase` tells which."""

    def __init__(self, phase: Phase) -> None:
        self.phase = phase
        super().__init__(phase)


@dataclass(slots=True)
class Events:
    """What was asked for and granted in the phase that the cycle is in."""

    granted: set[RequestKind] = field(default_factory=set)
    authority: AuthorityStep | None = None
    end: Phase | None = None

    def note(self, recorded: Recorded) -> None:
        """Note a request that was granted."""
        self.granted.add(recorded.kind)
        self.end = self.end or ENDS.get(recorded.kind)
        self.authority = recorded.authority or self.authority

    def spend(self) -> None:
        """Forget what was granted for an earlier phase, before the register lets the next one be asked for."""
        self.granted.clear()
        self.authority = None
