"""One agreement's whole life, in one run."""

from temporalio import workflow

from workflows.contracts.councils import CouncilMoved
from workflows.contracts.cycles import AgreementCycleInput, AgreementCycleResult
from workflows.contracts.requests import Delivery, Recorded
from workflows.cycle.display import CycleDisplay
from workflows.cycle.events import CycleEnded
from workflows.cycle.round import Round
from workflows.cycle.state import Cycle
from workflows.naming import COUNCIL_MOVED, REQUEST_ARRIVED
from workflows.phases import STORIES
from workflows.recording import close_inquiry, enter_phase, record
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


@workflow.defn(name="Aftaleforløb")
class AgreementCycle:
    """Takes an agreement from phase to phase until it has ended."""

    @workflow.init
    def __init__(self, start: AgreementCycleInput) -> None:
        self._cycle = Cycle(start)
        self._display = CycleDisplay(self._cycle)
        self._cycle.requests.append(Delivery(start.request))

    @workflow.run
    async def run(self, start: AgreementCycleInput) -> AgreementCycleResult:
        """Live through the phases that the agreement's kind has."""
        cycle = self._cycle
        cycle.background.start(record_requests(cycle))
        cycle.background.start(self._display.keep_up())
        cycle.outgoing.send(start.resume.letters if start.resume else ())
        cycle.go_on_with_inquiries()
        while not cycle.phase.is_final:
            cycle.events.spend()
            await enter_phase(start.cycle_id, cycle.phase)
            cycle.phase = await self._live_through(cycle.phase)
        await self._close_inquiries()
        await enter_phase(start.cycle_id, cycle.phase)
        return await self._end()

    @workflow.signal(name=REQUEST_ARRIVED, description="En henvendelse ligger i indbakken")
    def take(self, delivery: Delivery) -> None:
        """Note that a request lies in the inbox."""
        self._cycle.requests.append(delivery)

    @workflow.signal(name=COUNCIL_MOVED, description="Et råd står et andet sted end før")
    def note(self, moved: CouncilMoved) -> None:
        """Note where a council stands now."""
        self._cycle.note(moved)

    async def _live_through(self, phase: Phase) -> Phase:
        try:
            return await STORIES[phase](self._cycle)
        except CycleEnded as ended:
            return ended.phase

    async def _close_inquiries(self) -> None:
        """Close what is asked still when the agreement ends by itself; the last evaluation has done so already."""
        cycle = self._cycle
        if cycle.phase is Phase.CLOSED and Phase.EVALUATION not in cycle.phases:
            for inquiry in cycle.inquiries.refs:
                cycle.outgoing.send((await close_inquiry(inquiry)).letters)

    async def _end(self) -> AgreementCycleResult:
        cycle = self._cycle
        cycle.inquiries.cancel()
        if cycle.round:
            cycle.round.cancel_cases()
        await workflow.wait_condition(lambda: cycle.is_idle)
        cycle.background.raise_failure()
        self._display.show()
        return AgreementCycleResult(cycle.phase, cycle.rounds)
