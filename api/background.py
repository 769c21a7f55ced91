"""What the web process tells the engine after it has answered; the inbox is safe in any case."""

from collections.abc import Awaitable

import structlog
from fastapi import BackgroundTasks

from api.parts import Parts
from models.cycles import start_facts
from models.receipts import receipt_state
from models.unrecorded import PendingDelivery, unrecorded_delivery
from workflows.client import CycleNotRunning, Engine, EngineAway
from workflows.contracts.cycles import AgreementCycleInput
from workflows.contracts.requests import Delivery

_log = structlog.get_logger("web")


def tell_of_request(parts: Parts, tasks: BackgroundTasks, number: int) -> None:
    """Have the engine told of a request that is committed, after the answer has gone out."""
    with parts.database.read() as session:
        pending = unrecorded_delivery(session, number)
    if pending is not None:
        tasks.add_task(_deliver, parts.engine, pending)


def tell_of_start(parts: Parts, tasks: BackgroundTasks, cycle_id: str) -> None:
    """Have the engine start a cycle that is committed, after the answer has gone out.

    One whose start is recorded is left alone: it runs, or it has come to its end.
    """
    with parts.database.read() as session:
        facts = start_facts(session, cycle_id)
        receipt = receipt_state(session, facts.request)
    if receipt is not None and receipt.is_decided:
        return
    start = AgreementCycleInput(
        cycle_id=facts.cycle_id,
        title=facts.title,
        region=facts.region,
        kind=facts.kind,
        start_phase=facts.start_phase,
        request=facts.request,
    )
    tasks.add_task(_start, parts.engine, start)


async def _deliver(engine: Engine, pending: PendingDelivery) -> None:
    call = engine.deliver(
        pending.cycle_id,
        Delivery(pending.number, pending.party, pending.inquiry),
        round_number=pending.round,
        party_name=pending.party_name,
    )
    await _quietly(call, pending.cycle_id, "request not delivered")


async def _start(engine: Engine, start: AgreementCycleInput) -> None:
    await _quietly(engine.start(start), start.cycle_id, "cycle not started")


async def _quietly(call: Awaitable[None], cycle_id: str, failure: str) -> None:
    """Make a call whose failure the worker's sweep makes good; nobody waits for it any more."""
    try:
        await call
    except (EngineAway, CycleNotRunning) as error:
        _log.warning(failure, cycle=cycle_id, reason=type(error).__name__)
    except Exception as error:  # noqa: BLE001  # the answer is out: whatever it was, the sweep tries again
        _log.error(failure, cycle=cycle_id, reason=type(error).__name__)
