"""Rebuilding cycles from the database, which is the truth, when the engine has lost them (law 8)."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from sqlmodel import Session, col, func, or_, select

from activities.recording.ordering import order_of
from activities.recording.round_state import checked
from activities.recording.rounds import opened_round
from models.cycles import start_facts
from models.database import Database
from models.kinds import kind_of
from models.tables import Cycle, Letter, RegisterEntry, Request, RequestResult, Round, RoundState, Version
from workflows.client import Engine
from workflows.contracts.cycles import AgreementCycleInput, CycleSnapshot
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterState
from workflows.rules.phases import FINAL, Phase, back_to_the_text, following
from workflows.rules.requests import RequestKind

ENDS_ITS_PHASE: Final[Mapping[Phase, RequestKind]] = {
    Phase.DRAFTING: RequestKind.RELEASE,
    Phase.CONFIRMATION: RequestKind.CONFIRM,
}


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
    versions = session.exec(select(func.max(col(Version.number))).where(Version.cycle_id == cycle_id)).one() or 0
    newest = rounds[-1] if rounds else None
    has_fallen = newest is not None and newest.state is RoundState.FALLEN
    opened = opened_round(session, newest) if newest and not has_fallen else None
    return CycleSnapshot(
        phase=_phase(session, cycle, newest, versions),
        rounds=len(rounds),
        has_version=versions > 0,
        round=opened,
        letters=_unsent(session, cycle),
        checked=len(checked(session, [entry.standing for entry in opened.parties])) if opened else 0,
    )


def _phase(session: Session, cycle: Cycle, newest: Round | None, versions: int) -> Phase:
    """Return the phase to go on in: what was granted is followed, a text that fell is not put out once more."""
    if cycle.phase.is_final:
        return cycle.phase
    phases = kind_of(cycle.definition).phases
    if _granted_at(session, cycle, RequestKind.CANCEL):
        return Phase.CANCELLED
    if _leaves_its_phase(session, cycle):
        return following(cycle.phase, phases)
    is_same_text = newest is not None and newest.version == versions
    if cycle.phase is Phase.APPROVAL and newest and newest.state is RoundState.FALLEN and is_same_text:
        return back_to_the_text(phases)
    return cycle.phase


def _leaves_its_phase(session: Session, cycle: Cycle) -> bool:
    """Tell whether the request was granted that ends the phase, after the phase was entered."""
    if cycle.phase not in ENDS_ITS_PHASE:
        return False
    entered = select(func.max(col(RegisterEntry.seq))).where(
        RegisterEntry.cycle_id == cycle.id, RegisterEntry.kind == "phase"
    )
    return _granted_at(session, cycle, ENDS_ITS_PHASE[cycle.phase]) > (session.exec(entered).one() or 0)


def _granted_at(session: Session, cycle: Cycle, kind: RequestKind) -> int:
    """Return the number of the newest entry that such a request got in the register, 0 if there is none."""
    granted = (
        select(func.max(col(RequestResult.entry)))
        .join(Request, col(Request.id) == RequestResult.request_id)
        .where(Request.cycle_id == cycle.id, Request.kind == kind, RequestResult.is_recorded)
    )
    return session.exec(granted).one() or 0


async def resume_cycles(database: Database, engine: Engine) -> tuple[Resumed, ...]:
    """Start every cycle that should run and that the engine does not know; return all that should run.

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
    """Return the cycles that have not ended, and those that ended with letters on their way."""
    with database.read() as session:
        unsent = select(Letter.cycle_id).where(Letter.state == LetterState.PLANNED)
        should_run = or_(col(Cycle.phase).not_in(FINAL), col(Cycle.id).in_(unsent))
        return list(session.exec(select(Cycle.id).where(should_run)))


def _resuming_input(database: Database, cycle_id: str) -> AgreementCycleInput:
    with database.read() as session:
        return replace(first_input(session, cycle_id), resume=snapshot(session, cycle_id))


def _unsent(session: Session, cycle: Cycle) -> tuple[LetterOrder, ...]:
    """Return the letters on their way, but for those that the councils' cases order again themselves.

    No case is there to order the questions of a cycle that has ended: they are overtaken as they are sent.
    """
    mine = select(Letter).where(Letter.cycle_id == cycle.id, Letter.state == LetterState.PLANNED)
    letters = session.exec(mine.order_by(col(Letter.id)))
    return tuple(order_of(letter) for letter in letters if cycle.phase.is_final or not letter.kind.is_question)
