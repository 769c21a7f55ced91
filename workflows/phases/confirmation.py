"""Stadfæstelse, indsendelse: what makes an approved text final, at its authors and at the authority."""

from workflows.cycle.state import Cycle
from workflows.rules.authority import AuthorityStep
from workflows.rules.course.phases import Phase
from workflows.rules.course.transitions import after_the_authority, following


async def confirm(cycle: Cycle) -> Phase:
    """Wait for the confirmation; an approval that an officer takes back opens the councils' case again."""
    await cycle.until(lambda: cycle.events.have_ended(Phase.CONFIRMATION) or cycle.is_somebody_out)
    is_confirmed = cycle.events.have_ended(Phase.CONFIRMATION)
    return following(Phase.CONFIRMATION, cycle.phases) if is_confirmed else Phase.APPROVAL


async def submit(cycle: Cycle) -> Phase:
    """Wait for the authority's answer; an objection sends the text back."""
    await cycle.follow_plan(lambda: cycle.events.authority is not None and cycle.events.authority.is_answer)
    if cycle.events.authority is AuthorityStep.OBJECTED:
        cycle.leave_round()
    return after_the_authority(cycle.events.authority, cycle.phases)
