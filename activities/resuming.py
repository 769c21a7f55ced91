"""Rebuilding cycles from the database, which is the truth, and in which phase they then go on."""

import asyncio
from dataclasses import dataclass, replace

from sqlmodel import Session, col, func, or_, select

from activities.letters.ledger.letters import order_of
from activities.recording.closing import open_inquiries
from activities.recording.round_state import AT_THE_COUNCILS, checked
from activities.recording.rounds import opened_round
from models.agreements.cycle_log import correspondence, entered_at, granted_entry, is_granted_in_phase
from models.agreements.cycles import first_input
from models.kinds import kind_of
from models.store.database import Database
from models.tables import Cycle, Inquiry, Letter, Round, RoundState, Version
from workflows.contracts.cycles import AgreementCycleInput, CycleSnapshot
from workflows.contracts.inquiries import InquiryRef
from workflows.contracts.letters import LetterOrder
from workflows.rules.course.phases import BEFORE_THE_COUNCILS, FINAL, Phase
from workflows.rules.course.transitions import (
    ENDS_THE_CYCLE,
    after_a_fallen_round,
    after_the_authority,
    following,
    what_ends,
)
from workflows.rules.inquiries import InquiryKind
from workflows.rules.kinds import AgreementKind
from workflows.rules.letters import LetterState
from workflows.temporal.client import Engine


def phase_to_go_on_in(session: Session, cycle: Cycle, newest: Round | None, versions: int) -> Phase:
    """Return the phase to go on in; a text that fell is not put out once more.

    `newest` is the newest round, `versions` the number of the newest version.
    """
    if cycle.phase.is_final:
        return cycle.phase
    for request, ended in ENDS_THE_CYCLE.items():
        if granted_entry(session, cycle.id, request):
            return ended
    kind = kind_of(cycle.definition)
    if _has_fallen_with_its_text(cycle, newest, versions):
        return after_a_fallen_round(kind.phases, has_new_text=False)
    return _after_what_was_granted(session, cycle, kind)


def _has_fallen_with_its_text(cycle: Cycle, newest: Round | None, versions: int) -> bool:
    """Tell whether the round of this phase fell, and there is no newer text yet."""
    is_fallen = newest is not None and newest.state is RoundState.FALLEN and newest.version == versions
    return cycle.phase is Phase.APPROVAL and is_fallen


def _after_what_was_granted(session: Session, cycle: Cycle, kind: AgreementKind) -> Phase:
    if cycle.phase is Phase.SUBMISSION:
        return _after_the_authority(session, cycle, kind)
    ends = what_ends(cycle.phase)
    is_over = ends is not None and is_granted_in_phase(session, cycle.id, ends)
    if is_over or (cycle.phase is Phase.HEARING and _is_heard(session, cycle)):
        return following(cycle.phase, kind.phases)
    return cycle.phase


def _after_the_authority(session: Session, cycle: Cycle, kind: AgreementKind) -> Phase:
    told = correspondence(session, cycle)
    if not told or not told[-1].step.is_answer:
        return cycle.phase
    return after_the_authority(told[-1].step, kind.phases)


def _is_heard(session: Session, cycle: Cycle) -> bool:
    """Tell whether the hearing of this phase is closed."""
    mine = select(Inquiry.closed_at).where(
        Inquiry.cycle_id == cycle.id,
        Inquiry.kind == InquiryKind.HEARING,
        col(Inquiry.opened_at) >= entered_at(session, cycle),
    )
    closed = session.exec(mine).all()
    return bool(closed) and all(closed)


@dataclass(frozen=True, slots=True)
class Resumed:
    """A cycle that should run, and whether it had to be rebuilt."""

    cycle_id: str
    is_rebuilt: bool


def snapshot(session: Session, cycle_id: str) -> CycleSnapshot:
    """Return what the database knows of a running cycle: enough to go on as if nothing had happened."""
    cycle = session.get_one(Cycle, cycle_id)
    rounds = session.exec(select(Round).where(Round.cycle_id == cycle_id).order_by(col(Round.number))).all()
    versions = session.exec(select(func.max(col(Version.number))).where(Version.cycle_id == cycle_id)).one() or 0
    newest = rounds[-1] if rounds else None
    phase = phase_to_go_on_in(session, cycle, newest, versions)
    opened = opened_round(session, newest) if newest and not _is_left(newest, phase, versions) else None
    asked = open_inquiries(session, cycle_id)
    told = correspondence(session, cycle)
    return CycleSnapshot(
        phase=phase,
        rounds=len(rounds),
        has_version=versions > 0,
        round=opened,
        letters=_unsent(session, cycle),
        checked=len(checked(session, [entry.standing for entry in opened.parties])) if opened else 0,
        inquiries=tuple(InquiryRef(cycle_id, inquiry.slug, inquiry.kind) for inquiry in asked),
        hearings=_hearings(session, cycle_id),
        authority=told[-1].step if told else None,
    )


def _is_left(newest: Round, phase: Phase, versions: int) -> bool:
    """Tell whether the cycle has nothing more to do with its newest round: it fell, or the authority objected."""
    if newest.state is RoundState.FALLEN or phase in BEFORE_THE_COUNCILS:
        return True
    is_over = newest.state not in AT_THE_COUNCILS
    return phase is Phase.APPROVAL and is_over and newest.version < versions


def _hearings(session: Session, cycle_id: str) -> int:
    mine = select(func.count()).where(Inquiry.cycle_id == cycle_id, Inquiry.kind == InquiryKind.HEARING)
    return session.exec(mine).one()


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
