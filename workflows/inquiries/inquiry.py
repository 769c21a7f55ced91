"""The story that all inquiries share: ask, remind, take answers until the end, and tell what came of it."""

from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Final

from temporalio import workflow

from workflows.contracts.inquiries import InquiryInput, InquiryResult, OpenedInquiry
from workflows.contracts.requests import Delivery, Recorded
from workflows.cycle.outgoing import Outgoing
from workflows.inquiries.display import InquiryDisplay
from workflows.inquiries.reminders import InquiryReminders
from workflows.naming import REQUEST_ARRIVED
from workflows.recording import close_inquiry, open_inquiry, record
from workflows.rules.inquiries import InquiryKind
from workflows.rules.requests import RequestKind
from workflows.temporal.retries import LETTERS_BEFORE_LEAVING

MOVES_REMINDERS: Final = frozenset({RequestKind.EXTENSION, RequestKind.CONTACT})
"""What makes the plan stale: the days have moved, or somebody can be reminded who could not be before."""


class Inquiry:
    """Asks many bodies at once; ends at its close, or when the secretariat closes it before."""

    def __init__(self, start: InquiryInput) -> None:
        self._start = start
        self._requests: deque[int] = deque()
        self._recorded: set[int] = set()
        self._answered: set[str] = set()
        self._opened: OpenedInquiry | None = None
        self._is_closed_early = False
        self._outgoing = Outgoing()
        self._reminders = InquiryReminders(start.ref)
        self._display = InquiryDisplay(start)

    async def conduct(self) -> InquiryResult:
        """Take the inquiry from its letters to its close."""
        opened = await self._open()
        while not self._is_over(opened):
            await self._reminders.plan_if_stale()
            self._show(opened)
            await self._wait_for_something(opened)
            await self._record_what_arrived()
            self._outgoing.send(self._reminders.due(self._answered))
        self._outgoing.send((await close_inquiry(self._start.ref)).letters)
        self._show(opened)
        await self._let_letters_out()
        await self._record_what_arrived()
        return self._result(opened)

    @workflow.signal(name=REQUEST_ARRIVED, description="En henvendelse ligger i indbakken")
    def take(self, delivery: Delivery) -> None:
        """Note that a request of this inquiry lies in the inbox."""
        self._requests.append(delivery.request)

    async def _open(self) -> OpenedInquiry:
        self._opened = opened = await open_inquiry(self._start.ref)
        self._answered = {each.code for each in opened.addressees if each.has_answered}
        self._outgoing.send(opened.letters)
        return opened

    def _is_over(self, opened: OpenedInquiry) -> bool:
        has_nobody_to_ask = not opened.addressees and self._start.ref.kind is not InquiryKind.HEARING
        closes_at = self._reminders.closes_at or opened.closes_at
        return self._is_closed_early or has_nobody_to_ask or closes_at <= workflow.now()

    async def _wait_for_something(self, opened: OpenedInquiry) -> None:
        instant = self._reminders.next_instant(self._answered) or opened.closes_at
        with suppress(TimeoutError):
            await workflow.wait_condition(
                lambda: bool(self._requests) or self._reminders.is_stale,
                timeout=max(instant - workflow.now(), timedelta()),
                timeout_summary="Venter på svar",
            )

    async def _record_what_arrived(self) -> None:
        while self._requests:
            request = self._requests.popleft()
            if request not in self._recorded:
                self._recorded.add(request)
                self._follow(await record(self._start.ref.cycle_id, request))

    def _follow(self, recorded: Recorded) -> None:
        self._outgoing.send(recorded.letters)
        if not recorded.accepted:
            return
        self._answered.update(recorded.answered)
        if recorded.kind in MOVES_REMINDERS:
            self._reminders.is_stale = True
        self._is_closed_early = self._is_closed_early or recorded.kind is RequestKind.CLOSE_INQUIRY

    async def _let_letters_out(self) -> None:
        with suppress(TimeoutError):
            await workflow.wait_condition(
                lambda: self._outgoing.is_at_rest,
                timeout=LETTERS_BEFORE_LEAVING,
                timeout_summary="Venter på de sidste breve",
            )

    def _show(self, opened: OpenedInquiry) -> None:
        deadline = self._reminders.deadline or opened.deadline
        self._display.show(opened.addressees, self._answered, deadline=deadline)

    def _result(self, opened: OpenedInquiry) -> InquiryResult:
        return InquiryResult(
            asked=len(opened.addressees),
            answered=_count(self._answered, (each.code for each in opened.addressees)),
            letters=self._outgoing.hand_over(),
            requests=tuple(self._requests),
        )


def _count(answered: set[str], asked: Iterable[str]) -> int:
    return len(answered.intersection(asked))
