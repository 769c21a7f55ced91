"""Vedtagelse: remarks are dealt with, contacts confirmed, and the final version is adopted."""

from workflows.cycle import Cycle
from workflows.rules.phases import Phase, following
from workflows.rules.requests import RequestKind


async def adopt(cycle: Cycle) -> Phase:
    """Open the contact round in time, and wait for the adoption."""
    await cycle.follow_plan(lambda: RequestKind.ADOPTION in cycle.events.granted)
    return following(Phase.ADOPTION, cycle.phases)
