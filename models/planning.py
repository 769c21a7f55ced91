"""A council's reminders by the rules, from what the database knows: for workflows and for previews alike."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlmodel import Session, col, func, select

from models.cases import standing_of
from models.kinds import kind_of
from models.tables import CaseFact, Cycle, Decision, Meeting, Round, RoundParty
from models.working_calendar import danish_calendar
from workflows.rules.kinds import AgreementKind
from workflows.rules.outcomes import Outcome
from workflows.rules.reminders import Reminder, Waiting, late_from, reminders
from workflows.rules.standing import Standing
from workflows.rules.working_days import WorkingCalendar

HORIZON: Final = timedelta(days=366)
"""How far ahead reminders are planned; a council that is silent for longer is planned for anew."""


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
    deadline: date | None = None,
) -> Plan:
    """Return a council's plan as seen from `today`; `deadline` tries another one than the round's."""
    cycle = session.get_one(Cycle, cycle_id)
    round_ = session.get_one(Round, (cycle_id, round_number))
    stands = standing_of(session, cycle_id=cycle_id, round_number=round_number, party=party)
    waiting = Waiting(
        opened_on=round_.opened_on,
        deadline=deadline or round_.deadline,
        meeting=stands.meeting or _known_meeting(session, round_, party, stands),
        told_on=_told_on(session, round_, party) if stands.meeting else None,
        asked_new_date_from=_postponed_on(session, stands),
    )
    return _planned(waiting, kind_of(cycle.definition), today)


def _planned(waiting: Waiting, kind: AgreementKind, today: date) -> Plan:
    calendar = danish_calendar(kind.quiet, year=min(today, waiting.opened_on).year)
    policy = kind.reminders
    planned = reminders(waiting, policy=policy, calendar=calendar, until=today + HORIZON)
    return Plan(waiting, late_from(waiting, policy=policy, calendar=calendar), planned, calendar)


def _known_meeting(session: Session, round_: Round, party: str, stands: Standing) -> date | None:
    """Return the last council meeting before the deadline that the meeting table knows; None is unknown."""
    if stands.outcome not in {None, Outcome.RECOMMENDED}:
        return None
    row = session.get_one(RoundParty, (round_.cycle_id, round_.number, party))
    known = select(col(Meeting.held_on)).where(
        Meeting.body_code == row.body_code,
        Meeting.level == "council",
        Meeting.held_on > round_.opened_on,
        Meeting.held_on <= round_.deadline,
    )
    return session.exec(known.order_by(col(Meeting.held_on).desc())).first()


def _told_on(session: Session, round_: Round, party: str) -> date | None:
    mine = (CaseFact.cycle_id == round_.cycle_id, CaseFact.round == round_.number, CaseFact.party == party)
    return session.exec(select(func.max(col(CaseFact.recorded_on))).where(*mine)).one()


def _postponed_on(session: Session, stands: Standing) -> date | None:
    if stands.outcome is not Outcome.POSTPONED or stands.meeting:
        return None
    fact = select(col(CaseFact.recorded_on)).join(Decision, col(Decision.id) == CaseFact.decision_id)
    return session.exec(fact.where(Decision.id == stands.decision)).first()
