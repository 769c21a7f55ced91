"""Opening rounds and settling them."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from activities.letters.ledger.letters import order_letters
from activities.recording.parties import deadline_of, freeze_parties, invite
from activities.recording.round_state import (
    AT_THE_COUNCILS,
    letters_on_their_way,
    overtake_questions,
    settled_state,
    verdict_of,
)
from models import register
from models.agreements.cases import standings_of_round
from models.calendar import end_of, local_day
from models.kinds import kind_of
from models.register.chain import Fact
from models.tables import Cycle, Round, RoundParty, RoundState, Version
from workflows.contracts.councils import Party, PartyStanding
from workflows.contracts.letters import LetterOrder
from workflows.contracts.rounds import OpenedRound, RoundRef, SettledRound
from workflows.rules.council.quorum import Verdict
from workflows.rules.letters import LetterKind, Recipient


def opened_round(session: Session, round_: Round) -> OpenedRound:
    """Return a round as workflows know it, with where its parties stand now."""
    return OpenedRound(
        number=round_.number,
        version=round_.version,
        deadline=round_.deadline,
        late_at=end_of(round_.deadline),
        parties=_standings(session, round_),
        stage=round_.stage,
    )


def open_round(session: Session, ref: RoundRef, *, at: datetime) -> OpenedRound:
    """Open a round with the newest version; the parties are frozen as the directory has them today."""
    if existing := session.get(Round, (ref.cycle_id, ref.round)):
        return opened_round(session, existing)
    cycle = session.get_one(Cycle, ref.cycle_id)
    kind = kind_of(cycle.definition)
    round_ = _new_round(session, cycle, ref.round, at)
    session.add(round_)
    codes = freeze_parties(session, cycle, kind, round_, on=local_day(at))
    invite(session, round_)
    enter_round(session, "round_opened", round_, at, parties=",".join(codes))
    return opened_round(session, round_)


def settle_round(session: Session, ref: RoundRef, *, at: datetime) -> SettledRound:
    """Settle the round if all the approvals that it needs count; a round that is settled already stays so.

    The cases of councils whose answers were not needed end without sending their letters: the cycle gets them.
    """
    round_ = session.get_one(Round, (ref.cycle_id, ref.round))
    parties = _standings(session, round_)
    kind = kind_of(session.get_one(Cycle, ref.cycle_id).definition)
    standings = {entry.party.code: entry.standing for entry in parties}
    counts = verdict_of(session, round_, standings, kind) is Verdict.SETTLED
    if round_.state is RoundState.FALLEN or not counts:
        return SettledRound(is_settled=False, parties=parties)
    order = LetterOrder(LetterKind.ROUND_SETTLED, ref.cycle_id, Recipient.STAFF, round=ref.round)
    if round_.state in AT_THE_COUNCILS:
        round_.state = settled_state(session, round_, standings, kind)
        round_.closed_at = at if round_.state is RoundState.APPROVED else None
        overtake_questions(session, round_, at=at)
        session.add(round_)
        enter_round(session, "round_settled", round_, at, parties=_decisions(parties))
        order_letters(session, order, at=at)
    spared = {code for code, standing in standings.items() if not standing.counts}
    left = tuple(each for each in letters_on_their_way(session, round_) if each.party in spared)
    return SettledRound(is_settled=True, letters=(order, *left), parties=parties)


def enter_round(session: Session, kind: str, round_: Round, at: datetime, *, parties: str) -> None:
    """Write an entry about a round in the register."""
    facts: dict[str, Fact] = {
        "round": round_.number,
        "stage": round_.stage,
        "version": round_.version,
        "deadline": round_.deadline.isoformat(),
        "parties": parties,
    }
    register.append(session, kind=kind, cycle_id=round_.cycle_id, facts=facts, texts={}, at=at)


def _standings(session: Session, round_: Round) -> tuple[PartyStanding, ...]:
    rows = session.exec(
        select(RoundParty)
        .where(RoundParty.cycle_id == round_.cycle_id, RoundParty.round == round_.number)
        .order_by(col(RoundParty.position))
    )
    stand = standings_of_round(session, cycle_id=round_.cycle_id, round_number=round_.number)
    return tuple(PartyStanding(_party(row), stand[row.code]) for row in rows)


def _party(row: RoundParty) -> Party:
    return Party(row.code, row.name, tuple(row.clusters), row.stage)


def _new_round(session: Session, cycle: Cycle, number: int, at: datetime) -> Round:
    today = local_day(at)
    newest = session.exec(select(func.max(col(Version.number))).where(Version.cycle_id == cycle.id)).one()
    assert newest is not None, "a round is opened only when there is a version"
    opened_on = (cycle.approval_opened_on or today) if number == 1 else today
    return Round(
        cycle_id=cycle.id,
        number=number,
        version=newest,
        state=RoundState.OPEN,
        deadline=deadline_of(cycle, kind_of(cycle.definition), number, 0, today),
        opened_on=opened_on,
        opened_at=at,
        stage_opened_on=opened_on,
    )


def _decisions(parties: tuple[PartyStanding, ...]) -> str:
    return ",".join(f"{entry.party.code}:{entry.standing.decision}" for entry in parties)
