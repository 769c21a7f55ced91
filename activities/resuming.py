"""Rebuilding cycles from the database, which is the truth, when the engine has lost them (law 8)."""

import asyncio
from dataclasses import dataclass, replace

from sqlmodel import Session, col, func, select

from activities.recording.rounds import opened_round
from models.cycles import start_facts
from models.database import Database
from models.tables import Cycle, Letter, Round, RoundState, Version
from workflows.client import Engine
from workflows.contracts.messages import AgreementCycleInput, CycleSnapshot, LetterOrder
from workflows.rules.letters import LetterState
from workflows.rules.phases import FINAL


@dataclass(frozen=True, slots=True)
class Resumed:
    """A cycle that should run, and whether it had to be rebuilt."""

    cycle_id: str
    is_rebuilt: bool


def first_input(session: Session, cycle_id: str) -> AgreementCycleInput:
    """Return what a cycle starts from for the first time."""
    facts = start_facts(session, cycle_id)
    return AgreementCycleInput(
        cycle_id=facts.cycle_id,
        title=facts.title,
        region=facts.region,
        kind=facts.kind,
        start_phase=facts.start_phase,
        request=facts.request,
    )


def snapshot(session: Session, cycle_id: str) -> CycleSnapshot:
    """Return what the database knows of a running cycle: enough to go on as if nothing had happened."""
    cycle = session.get_one(Cycle, cycle_id)
    rounds = session.exec(select(Round).where(Round.cycle_id == cycle_id).order_by(col(Round.number))).all()
    versions = session.exec(select(func.count()).where(col(Version.cycle_id) == cycle_id)).one()
    newest = rounds[-1] if rounds and rounds[-1].state is not RoundState.FALLEN else None
    return CycleSnapshot(
        phase=cycle.phase,
        rounds=len(rounds),
        has_version=versions > 0,
        round=opened_round(session, newest) if newest else None,
        letters=_unsent(session, cycle_id),
    )


async def resume_cycles(database: Database, engine: Engine) -> tuple[Resumed, ...]:
    """Start every running cycle that the engine does not know; return all that should run.

    Raises:
        EngineAway: Temporal does not answer.
    """
    running = await asyncio.to_thread(_running, database)
    return tuple([await _resume(database, engine, cycle_id) for cycle_id in running])


async def _resume(database: Database, engine: Engine, cycle_id: str) -> Resumed:
    if await engine.is_running(cycle_id):
        return Resumed(cycle_id, is_rebuilt=False)
    await engine.start(await asyncio.to_thread(_resuming_input, database, cycle_id))
    return Resumed(cycle_id, is_rebuilt=True)


def _running(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.exec(select(Cycle.id).where(col(Cycle.phase).not_in(FINAL))))


def _resuming_input(database: Database, cycle_id: str) -> AgreementCycleInput:
    with database.read() as session:
        return replace(first_input(session, cycle_id), resume=snapshot(session, cycle_id))


def _unsent(session: Session, cycle_id: str) -> tuple[LetterOrder, ...]:
    mine = select(Letter).where(Letter.cycle_id == cycle_id, Letter.state == LetterState.PLANNED)
    return tuple(
        LetterOrder(
            letter.kind,
            letter.cycle_id,
            recipient=letter.recipient,
            round=letter.round,
            party=letter.party,
            planned_on=letter.planned_on,
            request=letter.request_id,
        )
        for letter in session.exec(mine.order_by(col(Letter.id)))
    )
