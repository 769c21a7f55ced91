"""Udarbejdelse: drafts are uploaded as versions until the secretariat releases the text."""

from workflows.cycle import Cycle
from workflows.rules.phases import Phase, following


async def draft(cycle: Cycle) -> Phase:
    """Wait for the release."""
    await cycle.until(lambda: cycle.events.is_released)
    return following(Phase.DRAFTING, cycle.phases)
