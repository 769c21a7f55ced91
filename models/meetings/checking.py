"""Whether a start leaves every council a meeting to decide at."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from sqlmodel import Session

from models.directory import RegionFacts
from models.queries.start.plan import plan_of_agreement
from models.queries.start.plan_question import PlanBasis
from request_types.faults import Fault
from workflows.rules.calendar.danish import danish_date, listed
from workflows.rules.course.approval_window import approval_deadline, planned_dispatch
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind

if TYPE_CHECKING:
    from models.agreements.starting import NewCycle

FIELD: Final = "unreachable_reason"


def faults_of_meetings(
    session: Session,
    new: "NewCycle",
    *,
    kind: AgreementKind,
    region: RegionFacts,
    today: date,
    chosen: tuple[str, ...] = (),
) -> Iterator[Fault]:
    """Yield a fault where a council reaches no meeting by the councils' deadline, and nobody said why that is so.

    Councils of whose meetings nothing is known are let through. `today` is the Danish local date, `chosen` are the
    codes of the parties where the kind lets them be chosen.
    """
    basis = start_calendar(new, kind=kind, region=region, today=today, chosen=chosen)
    if new.unreachable_reason or basis is None:
        return
    if names := plan_of_agreement(session, basis, today=today).unreachable:
        deadline = danish_date(basis.deadline)
        yield Fault(
            FIELD,
            f"{listed(names)} når intet møde inden fristen {deadline}. "
            "Vælg en senere frist, eller skriv, hvorfor forløbet startes alligevel.",
        )


def start_calendar(
    new: "NewCycle", *, kind: AgreementKind, region: RegionFacts, today: date, chosen: tuple[str, ...] = ()
) -> PlanBasis | None:
    """Return what a start's calendar stands on; None where no council is asked, or none could answer in time.

    Where no deadline was said, it is the one from which the agreement can still be in force on its first day.
    """
    begins_in = new.start_phase or kind.phases[0]
    if Phase.APPROVAL not in kind.phases[kind.phases.index(begins_in) :]:
        return None
    opens_on = new.approval_opened_on or today if begins_in is Phase.APPROVAL else None
    deadline = new.approval_deadline or _usual_deadline(kind, opens_on, new.period_start)
    if deadline <= today:
        return None
    dispatch = opens_on or max(today, new.adoption_on or planned_dispatch(kind, deadline=deadline))
    return PlanBasis(kind, region, new.period_start, deadline, dispatch, chosen)


def _usual_deadline(kind: AgreementKind, opens_on: date | None, period_start: date) -> date:
    if opens_on is not None:
        return opens_on + timedelta(days=kind.stages[-1].days)
    return approval_deadline(kind, in_force_on=period_start)
