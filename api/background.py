"""What the web process tells the engine after it has answered; the inbox is safe in any case."""

from collections.abc import Awaitable
from datetime import timedelta
from typing import Final

import structlog
from fastapi import BackgroundTasks

from api.dependencies import Dependencies
from api.limits import once_in
from models.access.staff import StaffFacts
from models.agreements.cycles import first_input
from models.inbox.receipts import receipt_state
from models.inbox.unrecorded import PendingDelivery, unrecorded_up_to
from workflows.contracts.cycles import AgreementCycleInput
from workflows.contracts.letters import LetterInput, LetterOrder
from workflows.contracts.requests import Delivery
from workflows.rules.letters import LetterKind, Recipient
from workflows.temporal.client import CycleNotRunning, Engine, EngineAway

BETWEEN_SIGN_INS: Final = timedelta(minutes=5)
"""A third of a link's life: who asks, however often and whoever asked before, has one that works."""

_log = structlog.get_logger("web")


def tell_of_request(deps: Dependencies, tasks: BackgroundTasks, number: int) -> None:
    """Have the engine told of a request that is committed, after the answer has gone out.

    What the same sender asked before, and is not recorded yet, is told first: the order is kept, whatever fell.
    """
    with deps.database.read() as session:
        waiting = unrecorded_up_to(session, number)
    if waiting:
        tasks.add_task(_deliver, deps.engine, waiting)


def tell_of_start(deps: Dependencies, tasks: BackgroundTasks, cycle_id: str) -> None:
    """Have the engine start a cycle that is committed, after the answer has gone out.

    One whose start is recorded is left alone: it runs, or it has come to its end.
    """
    with deps.database.read() as session:
        start = first_input(session, cycle_id)
        receipt = receipt_state(session, start.request)
    if receipt is None or not receipt.is_decided:
        tasks.add_task(_start, deps.engine, start)


def ask_for_sign_in(deps: Dependencies, tasks: BackgroundTasks, staff: StaffFacts | None) -> None:
    """Have a link to sign in by mailed after the answer has gone out: nobody learns from it who is on the list."""
    tasks.add_task(_send_sign_in, deps, staff)


async def _send_sign_in(deps: Dependencies, staff: StaffFacts | None) -> None:
    if staff is None:
        return
    letter = LetterInput(LetterOrder(LetterKind.SIGN_IN, "", Recipient.STAFF), staff=staff.id)
    workflow_id = once_in(BETWEEN_SIGN_INS, f"brev/log-ind/{staff.id}", deps.clock())
    call = deps.engine.send_letter(letter, workflow_id=workflow_id)
    await _quietly(call, "sign-in letter not sent", staff=staff.id)


async def _deliver(engine: Engine, waiting: tuple[PendingDelivery, ...]) -> None:
    await _quietly(_told(engine, waiting), "request not delivered", cycle=waiting[0].cycle_id)


async def _told(engine: Engine, waiting: tuple[PendingDelivery, ...]) -> None:
    for pending in waiting:
        await engine.deliver(
            pending.cycle_id,
            Delivery(pending.number, pending.party, pending.inquiry),
            round_number=pending.round,
            party_name=pending.party_name,
        )


async def _start(engine: Engine, start: AgreementCycleInput) -> None:
    await _quietly(engine.start(start), "cycle not started", cycle=start.cycle_id)


async def _quietly(call: Awaitable[None], failure: str, **about: object) -> None:
    """Make a call for which nobody waits; the worker's sweep, or who asks again, makes good its failure."""
    try:
        await call
    except (EngineAway, CycleNotRunning) as error:
        _log.warning(failure, **about, reason=type(error).__name__)
    except Exception as error:  # noqa: BLE001  # the answer is out: whatever it was, it is tried again
        _log.error(failure, **about, reason=type(error).__name__)
