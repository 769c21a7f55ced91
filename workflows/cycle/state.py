"""A cycle's state, shared by its phases: what has happened, the open round and inquiries, the letters."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from temporalio import workflow

from workflows.background import Background
from workflows.contracts.councils import CouncilMoved
from workflows.contracts.cycles import AgreementCycleInput, CycleSnapshot
from workflows.contracts.requests import Delivery
from workflows.contracts.rounds import OpenedRound, RoundRef
from workflows.cycle.agenda import Agenda
from workflows.cycle.events import CycleEnded, Events
from workflows.cycle.outgoing import Outgoing
from workflows.cycle.round import Round
from workflows.inquiries.open_inquiries import OpenInquiries


def _never() -> bool:
    return False


class Cycle:
    """What phases read and wait for; `requests` are those that its story has not recorded yet.

    `recorded` are those that the cycle had recorded itself: told of one again, it does nothing twice.

    `turn` is held by whoever has something written down about the round as a whole: no request fells a round
    that is just being opened or settled.
    """

    def __init__(self, start: AgreementCycleInput) -> None:
        known = start.resume or CycleSnapshot(start.start_phase)
        self.start = start
        self.phases = start.kind.phases
        self.phase = known.phase
        self.events = Events()
        self.outgoing = Outgoing()
        self.requests: deque[Delivery] = deque()
        self.recorded: set[int] = set()
        self.background = Background()
        self.turn = asyncio.Lock()
        self.has_version = known.has_version
        self.rounds = known.rounds
        self.checked = known.checked
        self.hearings = known.hearings
        self.authority = known.authority
        self.agenda: Agenda | None = None
        self.round: Round | None = None
        if known.round:
            self.join(known.round)
        self.inquiries = OpenInquiries(
            start, outgoing=self.outgoing, requests=self.requests, background=self.background
        )
        self._resumed = known.inquiries

    def go_on_with_inquiries(self) -> None:
        """Open the inquiries anew that were open when the cycle was lost."""
        for ref in self._resumed:
            self.inquiries.open(ref)

    async def until(
        self, condition: Callable[[], bool], *, at_most: timedelta | None = None, summary: str = ""
    ) -> None:
        """Wait until `condition` holds, or `at_most` has passed.

        Raises:
            CycleEnded: the cycle was given up meanwhile, or lapsed.
        """
        with suppress(TimeoutError):
            await workflow.wait_condition(
                lambda: condition() or self.events.end is not None or self.background.has_failed,
                timeout=at_most,
                timeout_summary=summary or None,
            )
        self.background.raise_failure()
        if self.events.end:
            raise CycleEnded(self.events.end)

    async def follow_plan(self, condition: Callable[[], bool] = _never) -> None:
        """Take the steps of the phase's plan as they fall due, until `condition` holds or the phase is over.

        Raises:
            CycleEnded: the cycle was given up meanwhile, or lapsed.
        """
        self.agenda = agenda = Agenda(self.start.cycle_id, self.phase)
        while not (condition() or agenda.is_over):
            await agenda.lay_if_stale()
            await self.until(
                lambda: condition() or agenda.is_stale, at_most=agenda.time_left, summary=agenda.summary
            )
            for step in () if condition() else agenda.due():
                self.outgoing.send(step.letters)
                if step.inquiry:
                    self.inquiries.open(step.inquiry)

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

    def leave_round(self) -> None:
        """Have nothing more to do with the round: its text fell, or the authority objected to it."""
        if self.round:
            self.round.cancel_cases()
            self.round = None

    def note(self, moved: CouncilMoved) -> None:
        """Note where a council stands now."""
        if self.round:
            self.round.note(moved)

    @property
    def is_idle(self) -> bool:
        """Tell whether letters, requests, cases and inquiries have come to their end, or that is hopeless."""
        is_done = self.outgoing.is_empty and not self.requests and not self.turn.locked()
        are_closed = self.inquiries.are_closed and (self.round is None or self.round.cases.are_closed)
        return self.background.has_failed or (is_done and are_closed)

    @property
    def is_somebody_out(self) -> bool:
        """Tell whether a council that had approved owes an answer again, or says no."""
        return self.round is not None and self.round.is_somebody_out
