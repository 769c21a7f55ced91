"""Høring: the parties are heard until the deadline, or until the secretariat closes the hearing."""

from workflows.contracts.inquiries import InquiryRef
from workflows.cycle import Cycle
from workflows.rules.inquiries import InquiryKind, inquiry_slug
from workflows.rules.phases import Phase, following


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
