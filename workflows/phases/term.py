"""Ikrafttræden, opfølgning, evaluering: the agreement's term, from its first day to the last word on it."""

from workflows.cycle.state import Cycle
from workflows.rules.course.phases import Phase
from workflows.rules.course.transitions import following


async def enter_into_force(cycle: Cycle) -> Phase:
    """Remind everybody to publish the agreement, and wait for the first day of its period."""
    await cycle.follow_plan()
    return following(Phase.ENTRY_INTO_FORCE, cycle.phases)


async def follow_up(cycle: Cycle) -> Phase:
    """Open a status round each time, until the last day of the period."""
    await cycle.follow_plan()
    return following(Phase.FOLLOW_UP, cycle.phases)


async def evaluate(cycle: Cycle) -> Phase:
    """Ask for the last status, and wait for the evaluation."""
    await cycle.follow_plan(lambda: cycle.events.have_ended(Phase.EVALUATION))
    return following(Phase.EVALUATION, cycle.phases)
