"""A cycle's hold on its open inquiries: started, followed to their end, started again where they break off."""

from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from temporalio import workflow
from temporalio.exceptions import ChildWorkflowError, FailureError, WorkflowAlreadyStartedError

from workflows.background import Background
from workflows.contracts.cycles import AgreementCycleInput
from workflows.contracts.inquiries import InquiryInput, InquiryRef, InquiryResult
from workflows.contracts.requests import Delivery
from workflows.cycle.outgoing import Outgoing
from workflows.inquiries.contact_round import ContactRound
from workflows.inquiries.display import first_attributes
from workflows.inquiries.hearing import Hearing
from workflows.inquiries.inquiry import Inquiry
from workflows.inquiries.status_round import StatusRound
from workflows.naming import inquiry_workflow_id
from workflows.rules.inquiries import InquiryKind
from workflows.temporal.retries import RESTART_PAUSE

Handle = workflow.ChildWorkflowHandle[Any, InquiryResult]
Run = Callable[[Any, InquiryInput], Awaitable[InquiryResult]]
WORKFLOWS: Final[Mapping[InquiryKind, Run]] = {
    InquiryKind.HEARING: Hearing.run,
    InquiryKind.CONTACT_ROUND: ContactRound.run,
    InquiryKind.STATUS_ROUND: StatusRound.run,
}


class OpenInquiries:
    """Keeps a child running for each inquiry that was opened and has not come to its end."""

    def __init__(
        self,
        start: AgreementCycleInput,
        *,
        outgoing: Outgoing,
        requests: deque[Delivery],
        background: Background,
    ) -> None:
        self._start = start
        self._outgoing = outgoing
        self._requests = requests
        self._background = background
        self._open: dict[str, Handle | None] = {}
        self._refs: dict[str, InquiryRef] = {}
        self._early: dict[str, list[Delivery]] = {}
        self._are_over = False

    @property
    def are_closed(self) -> bool:
        """Tell whether no inquiry is open."""
        return not self._open

    @property
    def slugs(self) -> tuple[str, ...]:
        """The open inquiries, in the order in which they were opened."""
        return tuple(self._open)

    @property
    def refs(self) -> tuple[InquiryRef, ...]:
        """The names of the open inquiries, in the order in which they were opened."""
        return tuple(self._refs[slug] for slug in self._open)

    def has(self, slug: str) -> bool:
        """Tell whether the inquiry is open."""
        return slug in self._open

    def open(self, ref: InquiryRef) -> None:
        """Open an inquiry; one that is open already is left alone."""
        if ref.slug not in self._open and not self._are_over:
            self._open[ref.slug], self._refs[ref.slug] = None, ref
            self._background.start(self._follow(ref))

    async def take(self, delivery: Delivery) -> None:
        """Pass a request on to its open inquiry, as soon as that runs."""
        handle = self._open[delivery.inquiry]
        if handle is None:
            self._early.setdefault(delivery.inquiry, []).append(delivery)
        else:
            await _pass_on(handle, delivery)

    def cancel(self) -> None:
        """Cancel the open inquiries; none is opened again."""
        self._are_over = True
        for handle in self._open.values():
            if handle:
                handle.cancel()

    async def _follow(self, ref: InquiryRef) -> None:
        result = None
        while result is None and not self._are_over:
            result = await self._try(ref)
        del self._open[ref.slug]
        left = self._early.pop(ref.slug, [])
        if result:
            self._outgoing.send(result.letters)
            left += [Delivery(request, inquiry=ref.slug) for request in result.requests]
        self._requests.extend(left)

    async def _try(self, ref: InquiryRef) -> InquiryResult | None:
        try:
            handle = await self._start_child(ref)
            if self._are_over:
                handle.cancel()
            self._open[ref.slug] = handle
            for delivery in self._early.pop(ref.slug, []):
                await _pass_on(handle, delivery)
            return await handle
        except (ChildWorkflowError, WorkflowAlreadyStartedError):
            # somebody ended it by hand, or the cycle is over; the register knows what was answered
            self._open[ref.slug] = None
            with suppress(TimeoutError):
                await workflow.wait_condition(
                    lambda: self._are_over,
                    timeout=RESTART_PAUSE,
                    timeout_summary=f"{ref.slug} blev afbrudt og startes igen",
                )
            return None

    async def _start_child(self, ref: InquiryRef) -> Handle:
        start = InquiryInput(ref, self._start.title, self._start.region)
        return await workflow.start_child_workflow(
            WORKFLOWS[ref.kind],
            start,
            id=inquiry_workflow_id(ref.cycle_id, ref.slug),
            search_attributes=first_attributes(start),
            static_summary=f"{ref.slug}: {self._start.title}",
        )


async def _pass_on(handle: Handle, delivery: Delivery) -> None:
    try:
        await handle.signal(Inquiry.take, delivery)
    except FailureError:
        # the sweep delivers again what reaches an inquiry that has just closed
        workflow.logger.info("inquiry closed before its request arrived", extra={"request": delivery.request})
