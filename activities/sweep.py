"""The sweep tells the engine again of what is not recorded yet, and of letters of ended cycles that nobody sends.

Now and then it also looks after letters that a lost engine, or a worker that fell, left behind.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

import structlog
from sqlmodel import col, select

from activities.letters.ledger.left_behind import end_what_was_left_behind
from activities.letters.ledger.letters import order_of
from activities.store_register import StoreRegister
from models.agreements.cycles import first_input
from models.inbox.deliveries import WaitingRequest, alert, note_try, waiting_requests
from models.inbox.unrecorded import PendingDelivery, unrecorded_up_to
from models.store.database import Database
from models.tables import Cycle, Letter
from workflows.contracts.cycles import AgreementCycleInput
from workflows.contracts.letters import LetterInput, LetterOrder
from workflows.contracts.requests import Delivery, RecordRequest
from workflows.rules.course.phases import FINAL
from workflows.rules.letters import LetterKind, LetterState
from workflows.rules.requests import RequestKind
from workflows.temporal.client import CycleNotRunning, Engine, EngineAway

_LEFT: Final = (
    select(Letter)
    .join(Cycle, col(Cycle.id) == Letter.cycle_id)
    .where(
        Letter.state == LetterState.PLANNED,
        col(Cycle.phase).in_(FINAL),
        Letter.kind != LetterKind.NEW_LINK,  # whoever asked for it has it sent
    )
    .order_by(col(Letter.cycle_id), col(Letter.id))
)
TRIES_BEFORE_ALERT: Final = 5
SECONDS_BETWEEN_SWEEPS: Final = 2.0
BETWEEN_TIDYINGS: Final = timedelta(hours=1)
OVER: Final = "Forløbet er afsluttet."
log = structlog.get_logger()


async def send_single(engine: Engine, order: LetterOrder) -> None:
    """Have a letter sent that no cycle is there to send; once more changes nothing.

    Raises:
        EngineAway: Temporal does not answer.
    """
    await engine.send_letter(LetterInput(order), workflow_id=f"brev/{order.key}")


async def send_what_is_left(database: Database, engine: Engine) -> int:
    """Have the letters sent that are on their way in cycles that run no more; return how many there were.

    Raises:
        EngineAway: Temporal does not answer.
    """
    sent = 0
    for cycle_id, orders in groupby(await asyncio.to_thread(_left, database), lambda order: order.cycle_id):
        if not await engine.is_running(cycle_id):
            for order in orders:
                await send_single(engine, order)
                sent += 1
    return sent


def _left(database: Database) -> list[LetterOrder]:
    with database.read() as session:
        return [order_of(letter) for letter in session.exec(_LEFT)]


class Sweep:
    """Goes through the inbox; `clock` returns the UTC instant."""

    def __init__(
        self, database: Database, engine: Engine, register: StoreRegister, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._engine = engine
        self._register = register
        self._clock = clock
        self._next_tidying = clock()

    async def run(self) -> None:
        """Sweep at once all that waits, then go on for ever with what has waited too long."""
        is_first_sweep = True
        while True:
            try:
                await self.once(is_first_sweep=is_first_sweep)
                is_first_sweep = False
                await self._tidy_when_due()
            except EngineAway:
                log.warning("sweep_waits_for_engine")
            except Exception:
                log.exception("sweep_failed")
            await asyncio.sleep(SECONDS_BETWEEN_SWEEPS)

    async def once(self, *, is_first_sweep: bool = False) -> int:
        """Tell the engine of each request that is due, after those that its sender made before it.

        Returns how many were due.

        Raises:
            EngineAway: Temporal does not answer; no try is counted, so that nothing waits longer for it.
        """
        waiting = await asyncio.to_thread(self._waiting, is_first_sweep)
        told: set[int] = set()
        for request in waiting:
            await self._try(request, told)
            await asyncio.to_thread(self._note, request)
        return len(waiting)

    async def tidy(self) -> int:
        """Mark the questions that nobody will send any more, and have the other letters sent; return how many.

        Raises:
            EngineAway: Temporal does not answer.
        """
        ended = await asyncio.to_thread(self._end_what_was_left_behind)
        return ended + await send_what_is_left(self._database, self._engine)

    async def _tidy_when_due(self) -> None:
        if self._clock() >= self._next_tidying:
            await self.tidy()
            self._next_tidying = self._clock() + BETWEEN_TIDYINGS

    def _end_what_was_left_behind(self) -> int:
        with self._database.write() as session:
            return end_what_was_left_behind(session, at=self._clock())

    async def _try(self, request: WaitingRequest, told: set[int]) -> None:
        try:
            await self._tell(request, told)
        except EngineAway:
            raise
        except Exception:  # the others must not wait for a request that cannot be told
            log.exception("request_not_told", cycle_id=request.cycle_id, request=request.number)

    async def _tell(self, request: WaitingRequest, told: set[int]) -> None:
        try:
            if request.kind is RequestKind.START:
                await self._engine.start(await asyncio.to_thread(self._first_input, request.cycle_id))
            for pending in await asyncio.to_thread(self._pending, request.number):
                if pending.number not in told:
                    told.add(pending.number)
                    await self._deliver(pending)
        except CycleNotRunning:
            await self._refuse_if_over(request)

    async def _deliver(self, pending: PendingDelivery) -> None:
        delivery = Delivery(pending.number, pending.party, pending.inquiry)
        await self._engine.deliver(
            pending.cycle_id, delivery, round_number=pending.round, party_name=pending.party_name
        )

    def _waiting(self, is_first_sweep: bool) -> list[WaitingRequest]:  # noqa: FBT001  # called through a thread
        with self._database.read() as session:
            return waiting_requests(session, now=self._clock(), is_first_sweep=is_first_sweep)

    def _pending(self, number: int) -> tuple[PendingDelivery, ...]:
        with self._database.read() as session:
            return unrecorded_up_to(session, number)

    def _first_input(self, cycle_id: str) -> AgreementCycleInput:
        with self._database.read() as session:
            return first_input(session, cycle_id)

    async def _refuse_if_over(self, request: WaitingRequest) -> None:
        if not await asyncio.to_thread(self._is_over, request.cycle_id):
            log.error("cycle_not_running", cycle_id=request.cycle_id, request=request.number)
            return
        order = RecordRequest(request.number, request.cycle_id)
        refused = await asyncio.to_thread(self._register.refuse, order, reason=OVER)
        for letter in refused.letters:
            await send_single(self._engine, letter)

    def _is_over(self, cycle_id: str) -> bool:
        with self._database.read() as session:
            return session.get_one(Cycle, cycle_id).phase.is_final

    def _note(self, request: WaitingRequest) -> None:
        with self._database.write() as session:
            tries = note_try(session, request.number, now=self._clock())
            if tries == TRIES_BEFORE_ALERT:
                alert(session, request, now=self._clock())
                log.error("request_stuck", cycle_id=request.cycle_id, request=request.number, tries=tries)
