"""What happened to a cycle that its phases wait for."""

from dataclasses import dataclass, field

from workflows.contracts.requests import Recorded
from workflows.rules.authority import AuthorityStep
from workflows.rules.course.phases import Phase
from workflows.rules.course.transitions import ENDS_THE_CYCLE, is_ended_by
from workflows.rules.requests import RequestKind


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
        self.end = self.end or ENDS_THE_CYCLE.get(recorded.kind)
        self.authority = recorded.authority or self.authority

    def have_ended(self, phase: Phase) -> bool:
        """Tell whether what was granted has brought a phase to its end."""
        return is_ended_by(phase, self.granted)

    def spend(self) -> None:
        """Forget what was granted for an earlier phase, before the register lets the next one be asked for."""
        self.granted.clear()
        self.authority = None
