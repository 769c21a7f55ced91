"""What is likely meant by a start that does not say everything yet."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.agreements.starting import NewCycle, StartBasis
from models.directory.bodies import exists
from models.kinds import BadKind, kind_of
from models.meetings.checking import start_calendar
from models.queries.start.plan import AgreementPlan, plan_of_agreement
from models.tables import Body, BodyKind, Contact, Cycle, Kind
from request_types.dates import faults_of_far_dates
from workflows.rules.calendar.working_days import ONE_DAY
from workflows.rules.course.approval_window import approval_deadline, planned_dispatch
from workflows.rules.course.phases import GIVEN_UP, Phase
from workflows.rules.kinds import AgreementKind

FARTHEST_YEARS = 6


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement that there is already; `ends_on` is the last local date of its period."""

    id: str
    title: str
    ends_on: date


def start_kinds(session: Session) -> tuple[AgreementKind, ...]:
    """Return the kinds that can be started, in the order of their titles; one that cannot be used is left out."""
    found: list[AgreementKind] = []
    for row in session.exec(select(Kind).order_by(Kind.title)):
        try:
            found.append(kind_of(row.definition))
        except BadKind:
            continue
    return tuple(found)


def likely_region(session: Session, *, today: date) -> str:
    """Return the code of the only region whose secretariat can be reached, else of the newest cycle, else ""."""
    query = select(Body).join(Contact, col(Contact.body_code) == Body.code)
    offices = session.exec(query.where(Body.kind == BodyKind.SECRETARIAT))
    regions = {office.region_code for office in offices if exists(office, on=today)}
    if len(regions) == 1:
        return regions.pop()
    newest = select(Cycle.region_code).where(col(Cycle.is_example).is_(False))
    return session.exec(newest.order_by(col(Cycle.created_at).desc()).limit(1)).first() or ""


def agreement_of(session: Session, kind: AgreementKind, region_code: str) -> Agreement | None:
    """Return the agreement of this kind and region that lasts longest, None where there is none."""
    query = select(Cycle).where(Cycle.kind_code == kind.code, Cycle.region_code == region_code)
    alive = query.where(col(Cycle.phase).not_in(GIVEN_UP)).order_by(col(Cycle.period_end).desc())
    row = session.exec(alive.limit(1)).first()
    return Agreement(row.id, row.title, row.period_end) if row else None


def likely_first_day(session: Session, kind: AgreementKind, region_code: str, *, today: date) -> date:
    """Return the local date on which a new agreement likely begins.

    That is the day after the one that there is, else the first 1 January for which all can still approve in time.
    """
    before = agreement_of(session, kind, region_code)
    if before is not None and before.ends_on >= today:
        return before.ends_on + ONE_DAY
    new_years = [date(today.year + ahead, 1, 1) for ahead in range(1, FARTHEST_YEARS + 1)]
    return next((day for day in new_years if _is_in_time(kind, day, today)), new_years[-1])


def plan_of_start(session: Session, new: NewCycle, basis: StartBasis, *, today: date) -> AgreementPlan | None:
    """Return what the calendar says of a start; None where no council is asked, or none could answer in time."""
    days = {"in_force": new.period_start, "deadline": new.approval_deadline, "dispatch": new.adoption_on}
    if any(faults_of_far_dates(days, today=today)):
        return None
    stands_on = start_calendar(new, kind=basis.kind, region=basis.region, today=today, chosen=basis.parties)
    return plan_of_agreement(session, stands_on, today=today) if stands_on else None


def likely_adoption(plan: AgreementPlan, basis: StartBasis, *, today: date) -> date | None:
    """Return when the text is best adopted (local date); None where the start leaves no adoption to come.

    That is when the councils are asked by the kind's terms, or earlier where that gives them two meetings.
    """
    phases = basis.kind.phases[basis.kind.phases.index(basis.start_phase) :]
    if Phase.ADOPTION not in phases:
        return None
    usual = planned_dispatch(basis.kind, deadline=plan.deadline)
    best = max(today, min(usual, plan.adopt_by or usual))
    return best if best < plan.deadline else None


def _is_in_time(kind: AgreementKind, first: date, today: date) -> bool:
    deadline = approval_deadline(kind, in_force_on=first)
    return planned_dispatch(kind, deadline=deadline) >= today
