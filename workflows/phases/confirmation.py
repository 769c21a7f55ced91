"""Stadfæstelse: each decision is checked against the minutes, and the body that drafted the text confirms."""

from workflows.cycle import Cycle
from workflows.rules.phases import Phase, following
from workflows.rules.requests import RequestKind


async def confirm(cycle: Cycle) -> Phase:
    """Wait for the confirmation; an approval that an officer takes back opens the councils' case again."""
    granted = cycle.events.granted
    await cycle.until(lambda: RequestKind.CONFIRM in granted or cycle.is_somebody_out)
    is_confirmed = RequestKind.CONFIRM in granted
    return following(Phase.CONFIRMATION, cycle.phases) if is_confirmed else Phase.APPROVAL
