"""A phase's plan as the cycle follows it: which step is next, what is due, when the phase is over."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from temporalio import workflow

from workflows.contracts.cycles import CyclePlan, CyclePlanOrder, PlannedStep
from workflows.contracts.ports import Calendar
from workflows.rules.course.agenda_parts import StepKind
from workflows.rules.course.phases import Phase
from workflows.temporal.retries import RECORDING_RETRIES, RECORDING_TIMEOUT, TOO_LATE_TO_REMIND

_WORDS: Final[Mapping[StepKind, str]] = {
    StepKind.LETTERS: "næste brev",
    StepKind.INQUIRY: "næste runde",
    StepKind.END: "fasens slutning",
}


class Agenda:
    """Follows the plan of one phase; a stale plan takes no step."""

    def __init__(self, cycle_id: str, phase: Phase) -> None:
        self._cycle_id = cycle_id
        self._phase = phase
        self._plan: CyclePlan | None = None
        self._laid_at: datetime | None = None
        self._taken = 0
        self.is_stale = True
        self.is_over = False

    @property
    def next_step(self) -> PlannedStep | None:
        """The step that comes next; None where the plan has no more."""
        steps = self._plan.steps[self._taken :] if self._plan else ()
        return steps[0] if steps else None

    @property
    def time_left(self) -> timedelta:
        """How long nothing happens by the plan."""
        assert self._plan is not None
        instant = self.next_step.at if self.next_step else self._plan.ends_at
        return max(min(instant, self._plan.ends_at) - workflow.now(), timedelta())

    @property
    def summary(self) -> str:
        """What the timer waits for, in one line."""
        step = self.next_step
        return f"{self._phase}: venter på {_WORDS[step.kind]}" if step else f"{self._phase}: venter"

    async def lay_if_stale(self) -> None:
        """Have the plan laid; once more, if something moved meanwhile."""
        while self.is_stale:
            self.is_stale = False
            self._laid_at, self._taken = workflow.now(), 0
            self._plan = await workflow.execute_activity_method(
                Calendar.plan_cycle,
                CyclePlanOrder(self._cycle_id, self._phase, workflow.now()),
                start_to_close_timeout=RECORDING_TIMEOUT,
                retry_policy=RECORDING_RETRIES,
                summary=f"Lægger plan for {self._phase}",
            )

    def due(self) -> tuple[PlannedStep, ...]:
        """Return the steps to take now.

        Letters and inquiries that were missed in an outage wait for the next office hours: the plan is laid
        anew, and leaves out what time has passed by.
        """
        if self._plan is None or self.is_stale:
            return ()
        now = workflow.now()
        due = tuple(step for step in self._plan.steps[self._taken :] if step.at <= now)
        if any(self._is_too_late(step, now) for step in due) or self._plan.ends_at <= now:
            self.is_stale = True
            return ()
        self._taken += len(due)
        self.is_over = any(step.kind is StepKind.END for step in due)
        return due

    def _is_too_late(self, step: PlannedStep, now: datetime) -> bool:
        is_end = step.kind is StepKind.END
        return not is_end and now - max(step.at, self._laid_at or step.at) > TOO_LATE_TO_REMIND
