"""A cycle's requests: each is given to the case or inquiry that it concerns, or recorded here and followed."""

from temporalio import workflow

from workflows.contracts.requests import Delivery, Recorded
from workflows.cycle.round import Round
from workflows.cycle.state import Cycle
from workflows.recording import record
from workflows.rules.course.phases import Phase
from workflows.rules.requests import RequestKind


async def record_requests(cycle: Cycle) -> None:
    """Go on for ever: have each request recorded in the order of arrival, and follow what was granted."""
    while True:
        await workflow.wait_condition(lambda: bool(cycle.requests))
        delivery = cycle.requests.popleft()
        async with cycle.turn:
            await _record(cycle, delivery)


async def _record(cycle: Cycle, delivery: Delivery) -> None:
    if cycle.inquiries.has(delivery.inquiry):
        await cycle.inquiries.take(delivery)
    elif cycle.round and _is_for_a_case(cycle, cycle.round, delivery):
        await cycle.round.take(delivery)
    elif delivery.request not in cycle.recorded:
        cycle.recorded.add(delivery.request)
        await _follow(cycle, await record(cycle.start.cycle_id, delivery.request))


def _is_for_a_case(cycle: Cycle, round_: Round, delivery: Delivery) -> bool:
    is_asked = cycle.phase is Phase.APPROVAL and round_.asks(delivery.party)
    return not delivery.inquiry and (round_.cases.has(delivery.party) or is_asked)


async def _follow(cycle: Cycle, recorded: Recorded) -> None:
    cycle.outgoing.send(recorded.letters)
    if not recorded.accepted:
        return
    cycle.events.note(recorded)
    cycle.authority = recorded.authority or cycle.authority
    cycle.checked = recorded.checked or cycle.checked
    cycle.has_version = cycle.has_version or recorded.kind is RequestKind.VERSION
    if recorded.is_plan_stale and cycle.agenda:
        cycle.agenda.is_stale = True
    if cycle.round:
        await cycle.round.follow(recorded)
