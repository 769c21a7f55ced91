"""Letters of an ended cycle that nobody sends: a worker fell between recording and ordering."""

import asyncio
from itertools import groupby
from typing import Final

from sqlmodel import col, select

from activities.letters.ledger.letters import order_of
from models.store.database import Database
from models.tables import Cycle, Letter
from workflows.contracts.letters import LetterInput, LetterOrder
from workflows.rules.course.phases import FINAL
from workflows.rules.letters import LetterKind, LetterState
from workflows.temporal.client import Engine

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
