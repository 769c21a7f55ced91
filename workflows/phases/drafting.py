"""Udarbejdelse: drafts are uploaded as versions until the secretariat releases the text."""

from workflows.cycle import Cycle
from workflows.rules.phases import Phase, following
from workflows.rules.requests import RequestKind


async def draft(cycle: Cycle) -> Phase:
    """Remind of the milestones, and wait for the release."""
    await cycle.follow_plan(lambda: RequestKind.RELEASE in cycle.events.granted)
    return following(Phase.DRAFTING, cycle.phases)
