"""A council's reminders by the rules, from what the database knows: for workflows and for previews alike."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select

from models.agreements.cases import standing_of, standings_of_round
from models.calendar import calendar_of_kind
from models.kinds import kind_of
from models.meetings import meetings_of_bodies
from models.tables import Call, CaseFact, Cycle, Round, RoundParty
from workflows.rules.calendar.working_days import WorkingCalendar
from workflows.rules.council.meetings import KnownMeeting
from workflows.rules.council.outcomes import Outcome
from workflows.rules.council.reminders import Reminder, Waiting, late_from, reminders
from workflows.rules.council.route import deciding_meeting
from workflows.rules.council.standing import Standing
from workflows.rules.kinds import AgreementKind

HORIZON: Final = timedelta(days=366)
"""How far ahead reminders are planned; a council that is silent for longer is planned for anew."""
_ASKED: Final = (
    select(Cycle, Round, RoundParty)
    .join(Round, col(Round.cycle_id) == Cycle.id)
    .join(RoundParty, (col(RoundParty.cycle_id) == Cycle.id) & (col(RoundParty.round) == Round.number))
    .where(
        Cycle.id == bindparam("cycle"),
        Round.number == bindparam("round"),
        RoundParty.code == bindparam("party"),
    )
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a council is waited for and when it is reminded; dates are local."""

    waiting: Waiting
    late_from: date
    reminders: tuple[Reminder, ...]
    calendar: WorkingCalendar


def plan_of(
    session: Session,
    *,
    cycle_id: str,
    round_number: int,
    party: str,
    today: date,
) -> Plan:
    """Return one council's plan as seen from `today`."""
    asked_for = {"cycle": cycle_id, "round": round_number, "party": party}
    _, round_, asked = session.exec(_ASKED, params=asked_for).one()
    stands = standing_of(session, cycle_id=cycle_id, round_number=round_number, party=party)
    return _plans(session, round_, [(asked, stands)], today, round_.deadline)[party]


def plans_of_round(
    session: Session, *, cycle_id: str, round_number: int, today: date, deadline: date | None = None
) -> dict[str, Plan]:
    """Return the plans of all parties, by their code, in as many statements for three as for sixty.

    `deadline` tries another one than the round's.
    """
    round_ = session.get_one(Round, (cycle_id, round_number))
    mine = select(RoundParty).where(RoundParty.cycle_id == cycle_id, RoundParty.round == round_number)
    stand = standings_of_round(session, cycle_id=cycle_id, round_number=round_number)
    asked = [(party, stand[party.code]) for party in session.exec(mine)]
    return _plans(session, round_, asked, today, deadline or round_.deadline)


def _plans(
    session: Session, round_: Round, asked: Collection[tuple[RoundParty, Standing]], today: date, deadline: date
) -> dict[str, Plan]:
    kind = kind_of(session.get_one(Cycle, round_.cycle_id).definition)
    told = _told_on(session, round_) if any(_was_heard_of(stands) for _, stands in asked) else {}
    meetings = deciding_meetings(session, round_, [party for party, _ in asked], deadline, kind)
    quiet = quiet_until(session, round_)
    plans: dict[str, Plan] = {}
    for party, stands in asked:
        waiting = _waiting(round_, deadline, stands, meetings.get(party.code), told.get(party.code))
        plan = _planned(replace(waiting, quiet_until=quiet.get(party.code)), kind, today)
        plans[party.code] = plan if party.stage <= round_.stage else _not_asked_yet(plan, today)
    return plans


def _waiting(
    round_: Round, deadline: date, stands: Standing, deciding: date | None, told_on: date | None
) -> Waiting:
    return Waiting(
        opened_on=round_.stage_opened_on,
        deadline=deadline,
        meeting=stands.meeting or (deciding if _may_meet(stands) else None),
        asked_new_date_from=told_on if _has_no_new_date(stands) else None,
        told_on=told_on if stands.meeting else None,
        is_left_alone=not stands.may_be_reminded,
    )


def _planned(waiting: Waiting, kind: AgreementKind, today: date) -> Plan:
    calendar = calendar_of_kind(kind, year=min(today, waiting.opened_on).year)
    policy = kind.reminders
    planned = reminders(waiting, policy=policy, calendar=calendar, until=today + HORIZON)
    return Plan(waiting, late_from(waiting, policy=policy, calendar=calendar), planned, calendar)


def _not_asked_yet(plan: Plan, today: date) -> Plan:
    """Return the plan of a party whose stage comes later: it is neither late nor reminded."""
    return replace(plan, late_from=today + HORIZON, reminders=())


def _was_heard_of(stands: Standing) -> bool:
    return stands.meeting is not None or _has_no_new_date(stands)


def _may_meet(stands: Standing) -> bool:
    return stands.outcome in {None, Outcome.RECOMMENDED}


def _has_no_new_date(stands: Standing) -> bool:
    return stands.outcome is Outcome.POSTPONED and stands.meeting is None


def _told_on(session: Session, round_: Round) -> dict[str, date]:
    """Return on which day each party was last heard of."""
    facts = select(CaseFact.party, func.max(col(CaseFact.recorded_on))).group_by(col(CaseFact.party))
    mine = (CaseFact.cycle_id == round_.cycle_id, CaseFact.round == round_.number)
    return dict(session.exec(facts.where(*mine)).all())


_CALLS: Final = (
    select(Call)
    .where(Call.cycle_id == bindparam("cycle"), Call.round == bindparam("round"))
    .order_by(col(Call.request_id))
)


def quiet_until(session: Session, round_: Round) -> dict[str, date | None]:
    """Return what was said last of each party that was spoken with: a local date, or None for no rest."""
    calls = session.exec(_CALLS, params={"cycle": round_.cycle_id, "round": round_.number})
    return {call.party: call.quiet_until for call in calls}


def deciding_meetings(
    session: Session, round_: Round, parties: Iterable[RoundParty], deadline: date, kind: AgreementKind
) -> dict[str, date]:
    """Return the council meeting at which each party can first decide, as far as the table of meetings knows."""
    opened_on = round_.stage_opened_on
    calendar = calendar_of_kind(kind, year=opened_on.year)
    found = {
        party: deciding_meeting(meetings, opened_on=opened_on, deadline=deadline, calendar=calendar)
        for party, meetings in _known_meetings(session, parties).items()
    }
    return {party: day for party, day in found.items() if day is not None}


def _known_meetings(session: Session, parties: Iterable[RoundParty]) -> dict[str, tuple[KnownMeeting, ...]]:
    """Return each party's known meetings, its committees' too; after its last day those of who took over."""
    bodies = {party.code: party.body_code for party in parties}
    known = meetings_of_bodies(session, set(bodies.values()))
    return {party: known[body] for party, body in bodies.items() if body in known}
