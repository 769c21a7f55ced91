"""Udarbejdelse, høring, vedtagelse: the text is written, heard, and adopted."""

from workflows.contracts.inquiries import InquiryRef
from workflows.cycle.state import Cycle
from workflows.rules.course.phases import Phase
from workflows.rules.course.transitions import following
from workflows.rules.inquiries import InquiryKind, inquiry_slug


async def draft(cycle: Cycle) -> Phase:
    """Remind of the milestones, and wait for the release."""
    await cycle.follow_plan(lambda: cycle.events.have_ended(Phase.DRAFTING))
    return following(Phase.DRAFTING, cycle.phases)


async def hear(cycle: Cycle) -> Phase:
    """Open the hearing, or join the one that is open, and wait for its end."""
    if not cycle.inquiries.has(_slug(cycle.hearings)):
        cycle.hearings += 1
    hearing = InquiryRef(cycle.start.cycle_id, _slug(cycle.hearings), InquiryKind.HEARING)
    cycle.inquiries.open(hearing)
    await cycle.until(lambda: not cycle.inquiries.has(hearing.slug))
    return following(Phase.HEARING, cycle.phases)


def _slug(number: int) -> str:
    return inquiry_slug(InquiryKind.HEARING, number)


async def adopt(cycle: Cycle) -> Phase:
    """Open the contact round in time, and wait for the adoption."""
    await cycle.follow_plan(lambda: cycle.events.have_ended(Phase.ADOPTION))
    return following(Phase.ADOPTION, cycle.phases)
