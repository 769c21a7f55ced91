"""An inquiry's reminders: what the plan says, what is due, and who was reminded already."""

from collections.abc import Collection
from datetime import date, datetime

from temporalio import workflow

from workflows.contracts.inquiries import InquiryPlan, InquiryPlanOrder, InquiryRef
from workflows.contracts.letters import LetterOrder, PlannedLetter
from workflows.contracts.ports import Calendar
from workflows.temporal.retries import RECORDING_RETRIES, RECORDING_TIMEOUT, TOO_LATE_TO_REMIND


class InquiryReminders:
    """Follows the plan of an inquiry's reminders; who has answered is left alone."""

    def __init__(self, ref: InquiryRef) -> None:
        self._ref = ref
        self._plan: InquiryPlan | None = None
        self._reminded: set[str] = set()
        self.is_stale = True

    @property
    def deadline(self) -> date | None:
        """The deadline as planned; None before there is a plan."""
        return self._plan.deadline if self._plan else None

    @property
    def closes_at(self) -> datetime | None:
        """When the inquiry ends by itself (UTC); None before there is a plan."""
        return self._plan.closes_at if self._plan else None

    def next_instant(self, answered: Collection[str]) -> datetime | None:
        """Return when something happens by the plan: a reminder, or the end."""
        if self._plan is None:
            return None
        return min([letter.at for letter in self._unsent(answered)] + [self._plan.closes_at])

    async def plan_if_stale(self) -> None:
        """Have the reminders planned; once more, if the deadline moved meanwhile."""
        while self.is_stale:
            self.is_stale = False
            self._plan = await workflow.execute_activity_method(
                Calendar.plan_inquiry,
                InquiryPlanOrder(self._ref, workflow.now()),
                start_to_close_timeout=RECORDING_TIMEOUT,
                retry_policy=RECORDING_RETRIES,
                summary="Lægger plan for påmindelser",
            )

    def due(self, answered: Collection[str]) -> tuple[LetterOrder, ...]:
        """Return the reminders to send now, to each body the last of those missed in an outage.

        Reminders that could not be sent in time wait for the next office hours: they are planned anew.
        """
        now = workflow.now()
        due = [letter for letter in self._unsent(answered) if letter.at <= now]
        if not due:
            return ()
        if now - due[-1].at > TOO_LATE_TO_REMIND:
            self.is_stale = True
            return ()
        self._reminded.update(letter.order.key for letter in due)
        return tuple({letter.order.party: letter.order for letter in due}.values())

    def _unsent(self, answered: Collection[str]) -> list[PlannedLetter]:
        letters = self._plan.reminders if self._plan else ()
        return [
            letter
            for letter in letters
            if letter.order.key not in self._reminded and letter.order.party not in answered
        ]
