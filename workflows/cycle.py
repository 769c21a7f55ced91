"""A cycle's state, shared by its phases: what has happened, the open round, the letters, the inbox."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from temporalio import workflow

from workflows.background import Background
from workflows.contracts.messages import (
    AgreementCycleInput,
    CouncilMoved,
    Delivery,
    OpenedRound,
    PlanChanged,
    Recorded,
    RoundRef,
)
from workflows.outgoing import Outgoing
from workflows.recording import record
from workflows.round import Round
from workflows.rules.phases import Phase
from workflows.rules.requests import RequestKind


class CycleCancelled(Exception):  # an end, not an error
    """The secretariat gave the cycle up."""


@dataclass(slots=True)
class Events:
    """What the secretariat has asked for and been granted."""

    is_released: bool = False
    is_confirmed: bool = False
    is_cancelled: bool = False


class Cycle:
    """What phases read and wait for; requests are recorded in the order in which they arrive."""

    def __init__(self, start: AgreementCycleInput) -> None:
        self.start = start
        self.phases = start.kind.phases
        self.phase = start.resume.phase if start.resume else start.start_phase
        self.events = Events()
        self.outgoing = Outgoing()
        self.requests: deque[Delivery] = deque()
        self.background = Background()
        self.has_version = bool(start.resume and start.resume.has_version)
        self.rounds = start.resume.rounds if start.resume else 0
        self.checked = 0
        self.round: Round | None = None
        if start.resume and start.resume.round:
            self.join(start.resume.round)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` holds.

        Raises:
            CycleCancelled: the cycle was given up meanwhile.
        """
        await workflow.wait_condition(
            lambda: condition() or self.events.is_cancelled or self.background.has_failed
        )
        self.background.raise_failure()
        if self.events.is_cancelled:
            raise CycleCancelled

    def next_round(self) -> RoundRef:
        """Name the round that is to be opened."""
        self.rounds += 1
        return RoundRef(self.start.cycle_id, self.rounds)

    def join(self, opened: OpenedRound) -> Round:
        """Take part in a round that is open."""
        self.round = Round(
            self.start,
            opened,
            outgoing=self.outgoing,
            requests=self.requests,
            background=self.background,
        )
        return self.round

    async def record_requests(self) -> None:
        """Go on for ever: have each request recorded, and follow what was granted."""
        while True:
            await workflow.wait_condition(lambda: bool(self.requests))
            delivery = self.requests.popleft()
            if delivery.party and self.round and self.phase is Phase.APPROVAL:
                await self.round.take(delivery)
            else:
                await self._follow(await record(self.start.cycle_id, delivery.request))

    def note(self, moved: CouncilMoved) -> None:
        """Note where a council stands now."""
        if self.round:
            self.round.note(moved.party, moved.standing)

    @property
    def is_idle(self) -> bool:
        """Tell whether every letter has come to its end and every request is recorded, or that is hopeless."""
        return (self.outgoing.is_empty and not self.requests) or self.background.has_failed

    @property
    def is_somebody_awaited(self) -> bool:
        """Tell whether a council that had approved owes an answer again, or says no."""
        standings = self.round.standings.values() if self.round else ()
        return any(standing.is_awaited or standing.blocks for standing in standings)

    async def _follow(self, recorded: Recorded) -> None:
        self.outgoing.send(recorded.letters)
        if not recorded.accepted:
            return
        match recorded.kind:
            case RequestKind.RELEASE:
                self.events.is_released = True
            case RequestKind.CONFIRM:
                self.events.is_confirmed = True
            case RequestKind.CANCEL:
                self.events.is_cancelled = True
            case RequestKind.VERSION:
                self.has_version = True
            case RequestKind.CHECK:
                self.checked = recorded.checked or self.checked
        await self._follow_in_round(recorded)

    async def _follow_in_round(self, recorded: Recorded) -> None:
        if not self.round:
            return
        if recorded.standing and not recorded.is_late:
            self.round.note(recorded.party, recorded.standing)
        if recorded.kind is RequestKind.CLOSE_ROUND:
            self.round.has_fallen = True
        if recorded.kind is RequestKind.VERSION and recorded.version:
            self.round.take_version(recorded.version, is_editorial=recorded.is_editorial)
        if recorded.deadline:
            await self.round.plan_anew(PlanChanged(recorded.deadline))
