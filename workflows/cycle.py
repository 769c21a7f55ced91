"""A cycle's state, shared by its phases: what has happened, the open round, the letters, the inbox."""

import asyncio
from collections import deque
from collections.abc import Callable

from temporalio import workflow

from workflows.background import Background
from workflows.contracts.councils import CouncilMoved
from workflows.contracts.cycles import AgreementCycleInput
from workflows.contracts.requests import Delivery, Recorded
from workflows.contracts.rounds import OpenedRound, RoundRef
from workflows.events import CycleCancelled, Events
from workflows.outgoing import Outgoing
from workflows.recording import record
from workflows.round import Round
from workflows.rules.phases import Phase
from workflows.rules.requests import RequestKind


class Cycle:
    """What phases read and wait for; requests are recorded in the order in which they arrive.

    `turn` is held by whoever has something written down about the round as a whole: no request fells a round
    that is just being opened or settled.
    """

    def __init__(self, start: AgreementCycleInput) -> None:
        self.start = start
        self.phases = start.kind.phases
        self.phase = start.resume.phase if start.resume else start.start_phase
        self.events = Events()
        self.outgoing = Outgoing()
        self.requests: deque[Delivery] = deque()
        self.background = Background()
        self.turn = asyncio.Lock()
        self.has_version = bool(start.resume and start.resume.has_version)
        self.rounds = start.resume.rounds if start.resume else 0
        self.checked = start.resume.checked if start.resume else 0
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
            async with self.turn:
                await self._record(delivery)

    def note(self, moved: CouncilMoved) -> None:
        """Note where a council stands now."""
        if self.round:
            self.round.note(moved)

    @property
    def is_idle(self) -> bool:
        """Tell whether letters, requests and cases have come to their end, or that is hopeless."""
        is_done = self.outgoing.is_empty and not self.requests and not self.turn.locked()
        return self.background.has_failed or (is_done and (self.round is None or self.round.cases.are_closed))

    @property
    def is_somebody_out(self) -> bool:
        """Tell whether a council that had approved owes an answer again, or says no."""
        return self.round is not None and self.round.is_somebody_out

    async def _record(self, delivery: Delivery) -> None:
        if self.round and self._is_for_a_case(self.round, delivery.party):
            await self.round.take(delivery)
        else:
            await self._follow(await record(self.start.cycle_id, delivery.request))

    def _is_for_a_case(self, round_: Round, party: str) -> bool:
        return round_.cases.has(party) or (self.phase is Phase.APPROVAL and round_.asks(party))

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
            self.round.note(CouncilMoved(recorded.party, recorded.standing, self.round.ref.round))
        if recorded.kind is RequestKind.CLOSE_ROUND:
            self.round.has_fallen = True
        if recorded.kind is RequestKind.VERSION and recorded.version:
            self.round.take_version(recorded.version, is_editorial=recorded.is_editorial)
        if recorded.deadline:
            await self.round.move_deadline(recorded)
