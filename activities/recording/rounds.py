"""Opening rounds and settling them."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select

from activities.recording.matter import AT_THE_COUNCILS
from activities.recording.ordering import put_down
from activities.recording.round_state import overtake_questions, settled_state
from models import register
from models.cases import standings_of_round
from models.directory import PartyBody, contact_of, party_bodies
from models.kinds import kind_of
from models.register.chain import Fact
from models.tables import Cycle, Invitation, Round, RoundParty, RoundState, Version
from models.working_calendar import end_of, local_day
from workflows.contracts.councils import Party, PartyStanding
from workflows.contracts.letters import LetterOrder
from workflows.contracts.rounds import OpenedRound, RoundRef, SettledRound
from workflows.rules.letters import LetterKind, Recipient
from workflows.rules.quorum import Verdict, verdict


def opened_round(session: Session, round_: Round) -> OpenedRound:
    """Return a round as workflows know it, with where its parties stand now."""
    return OpenedRound(
        number=round_.number,
        version=round_.version,
        deadline=round_.deadline,
        late_at=end_of(round_.deadline),
        parties=_standings(session, round_),
    )


def open_round(session: Session, ref: RoundRef, *, at: datetime) -> OpenedRound:
    """Open a round with the newest version; the parties are frozen as the directory has them today."""
    if existing := session.get(Round, (ref.cycle_id, ref.round)):
        return opened_round(session, existing)
    cycle = session.get_one(Cycle, ref.cycle_id)
    round_ = _new_round(session, cycle, ref.round, at)
    session.add(round_)
    parties = party_bodies(
        session,
        region_code=cycle.region_code,
        selector=kind_of(cycle.definition).stages[-1].parties,
        on=local_day(at),
    )
    for position, party in enumerate(parties):
        _invite(session, round_, party, position)
    _enter(session, "round_opened", round_, at, parties=",".join(party.code for party in parties))
    return opened_round(session, round_)


def settle_round(session: Session, ref: RoundRef, *, at: datetime) -> SettledRound:
    """Settle the round if every approval counts; a round that is settled already stays so."""
    round_ = session.get_one(Round, (ref.cycle_id, ref.round))
    parties = _standings(session, round_)
    quorum = kind_of(session.get_one(Cycle, ref.cycle_id).definition).stages[-1].quorum
    standings = [entry.standing for entry in parties]
    counts = verdict(standings, quorum=quorum) is Verdict.SETTLED
    if round_.state is RoundState.FALLEN or not counts:
        return SettledRound(is_settled=False, parties=parties)
    order = LetterOrder(LetterKind.ROUND_SETTLED, ref.cycle_id, Recipient.STAFF, round=ref.round)
    if round_.state in AT_THE_COUNCILS:
        round_.state = settled_state(session, standings, quorum)
        round_.closed_at = at if round_.state is RoundState.APPROVED else None
        overtake_questions(session, round_, at=at)
        session.add(round_)
        _enter(session, "round_settled", round_, at, parties=_decisions(parties))
        put_down(session, order, at=at)
    return SettledRound(is_settled=True, letters=(order,), parties=parties)


def _standings(session: Session, round_: Round) -> tuple[PartyStanding, ...]:
    rows = session.exec(
        select(RoundParty)
        .where(RoundParty.cycle_id == round_.cycle_id, RoundParty.round == round_.number)
        .order_by(col(RoundParty.position))
    )
    stand = standings_of_round(session, cycle_id=round_.cycle_id, round_number=round_.number)
    return tuple(PartyStanding(Party(row.code, row.name, tuple(row.clusters)), stand[row.code]) for row in rows)


def _new_round(session: Session, cycle: Cycle, number: int, at: datetime) -> Round:
    today = local_day(at)
    newest = session.exec(select(func.max(col(Version.number))).where(Version.cycle_id == cycle.id)).one()
    assert newest is not None, "a round is opened only when there is a version"
    return Round(
        cycle_id=cycle.id,
        number=number,
        version=newest,
        state=RoundState.OPEN,
        deadline=_deadline_of(cycle, number, today),
        opened_on=(cycle.approval_opened_on or today) if number == 1 else today,
        opened_at=at,
        stage_opened_on=(cycle.approval_opened_on or today) if number == 1 else today,
    )


def _deadline_of(cycle: Cycle, number: int, today: date) -> date:
    """Return the deadline that was asked for; a later round gets a new one when it leaves too little time."""
    days = kind_of(cycle.definition).stages[-1].days
    least = today + timedelta(days=1 if number == 1 else days // 2)
    asked = cycle.approval_deadline
    return asked if asked and asked >= least else today + timedelta(days=days)


def _invite(session: Session, round_: Round, party: PartyBody, position: int) -> None:
    session.add(
        RoundParty(
            cycle_id=round_.cycle_id,
            round=round_.number,
            code=party.code,
            body_code=party.body_code,
            name=party.name,
            title=party.title,
            position=position,
            clusters=list(party.clusters),
        )
    )
    if contact := contact_of(session, party.body_code):
        session.add(
            Invitation(
                cycle_id=round_.cycle_id,
                round=round_.number,
                party=party.code,
                mailbox=contact.mailbox,
            )
        )


def _enter(session: Session, kind: str, round_: Round, at: datetime, *, parties: str) -> None:
    facts: dict[str, Fact] = {
        "round": round_.number,
        "version": round_.version,
        "deadline": round_.deadline.isoformat(),
        "parties": parties,
    }
    register.append(session, kind=kind, cycle_id=round_.cycle_id, facts=facts, texts={}, at=at)


def _decisions(parties: tuple[PartyStanding, ...]) -> str:
    return ",".join(f"{entry.party.code}:{entry.standing.decision}" for entry in parties)
