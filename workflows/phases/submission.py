"""Indsendelse: the authority acknowledges, may ask, and answers."""

from workflows.cycle import Cycle
from workflows.rules.authority import AuthorityStep
from workflows.rules.phases import Phase, back_to_the_text, following


async def submit(cycle: Cycle) -> Phase:
    """Wait for the authority's answer; an objection sends the text back."""
    await cycle.follow_plan(lambda: cycle.events.authority is not None and cycle.events.authority.is_answer)
    if cycle.events.authority is AuthorityStep.OBJECTED:
        cycle.leave_round()
        return back_to_the_text(cycle.phases, left=Phase.SUBMISSION)
    return following(Phase.SUBMISSION, cycle.phases)
