"""Stadfæstelse: each decision is checked against the minutes, and SSU confirms."""

from workflows.cycle import Cycle
from workflows.rules.phases import Phase, following


async def confirm(cycle: Cycle) -> Phase:
    """Wait for SSU's confirmation; an approval that an officer takes back opens the councils' case again."""
    await cycle.until(lambda: cycle.events.is_confirmed or cycle.is_somebody_out)
    return following(Phase.CONFIRMATION, cycle.phases) if cycle.events.is_confirmed else Phase.APPROVAL
