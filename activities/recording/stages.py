"""The stages of a round: whose turn it is, by when, and how they are asked."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from activities.recording.parties import deadline_of, invite
from activities.recording.round_state import AT_THE_COUNCILS, letters_on_their_way, overtake_questions
from activities.recording.rounds import enter_round, opened_round
from models.calendar import local_day
from models.kinds import kind_of
from models.tables import Cycle, Round
from workflows.contracts.rounds import OpenedRound, StageRef


def open_stage(session: Session, ref: StageRef, *, at: datetime) -> OpenedRound:
    """Ask the parties of a round's next stage; one that is open already stays so, as does a round that is over.

    The cases of councils whose answers were not needed end without sending their letters: the cycle gets them.
    """
    round_ = session.get_one(Round, (ref.cycle_id, ref.round))
    if round_.stage < ref.stage and round_.state in AT_THE_COUNCILS:
        _move_on(session, round_, ref.stage, at)
    opened = opened_round(session, round_)
    spared = {
        entry.party.code
        for entry in opened.parties
        if entry.party.stage < round_.stage and not entry.standing.counts
    }
    left = tuple(each for each in letters_on_their_way(session, round_) if each.party in spared)
    return replace(opened, letters=(*opened.letters, *left))


def _move_on(session: Session, round_: Round, stage: int, at: datetime) -> None:
    cycle = session.get_one(Cycle, round_.cycle_id)
    today = local_day(at)
    overtake_questions(session, round_, at=at)
    round_.stage, round_.stage_opened_on = stage, today
    round_.deadline = deadline_of(cycle, kind_of(cycle.definition), round_.number, stage, today)
    session.add(round_)
    session.flush()
    enter_round(session, "stage_opened", round_, at, parties=",".join(invite(session, round_)))
