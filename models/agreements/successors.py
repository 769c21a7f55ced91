"""The next agreement of its kind: what a cycle's successor starts from."""

import re
from datetime import date, datetime

from sqlmodel import Session

from models.agreements.cycles import CreatedCycle, create_cycle
from models.agreements.starting import NewCycle, last_day
from models.directory import successor_of
from models.store.database import Database
from models.tables import Cycle
from request_types.dates import faults_of_far_dates
from request_types.faults import BadInput, Fault
from workflows.rules.calendar.working_days import ONE_DAY
from workflows.rules.course.phases import GIVEN_UP


def successor_of_cycle(
    session: Session, cycle_id: str, *, today: date, period_start: date | None = None
) -> NewCycle:
    """Return the start of the agreement that follows a cycle.

    It is of the same kind and region (or the region that has taken its place), lasts as long, begins on the local
    date `period_start` or else the day after the cycle's last, and keeps its chosen parties (or who has taken
    their place by `today`). Its title names the new years.

    Raises:
        BadInput: there is no such cycle, it was given up, or the next cannot begin on that date.
    """
    cycle = session.get(Cycle, cycle_id)
    if cycle is None:
        raise BadInput(Fault("predecessor", f"Forløbet {cycle_id} findes ikke."))
    if cycle.phase in GIVEN_UP:
        raise BadInput(Fault("predecessor", f"Forløbet er {cycle.phase} og får ingen efterfølger; start et nyt."))
    first = _first_day(cycle, period_start, today)
    last = _last_day(cycle, first)
    return NewCycle(
        kind=cycle.kind_code,
        region=successor_of(session, cycle.region_code, on=first),
        title=_title(cycle, first, last),
        period_start=first,
        period_end=last,
        parties=tuple(successor_of(session, code, on=today) for code in cycle.chosen_parties),
        predecessor=cycle.id,
        is_example=cycle.is_example,
    )


def create_successor(
    database: Database,
    cycle_id: str,
    *,
    today: date,
    at: datetime,
    made_by: str,
    title: str = "",
    period_start: date | None = None,
    out_of_basis_reason: str = "",
    unreachable_reason: str = "",
) -> CreatedCycle:
    """Create the cycle that follows and ask for its start; asked again, the same cycle is given.

    Its unfinished initiatives come along when the start is recorded. `today` is the Danish local date, `at` the
    same moment in UTC.

    Raises:
        BadInput: with every fault, as Danish sentences.
        CycleDiffers: it was started already with something else.
    """
    with database.read() as session:
        new = successor_of_cycle(session, cycle_id, today=today, period_start=period_start)
    changes: dict[str, object] = {
        "out_of_basis_reason": out_of_basis_reason,
        "unreachable_reason": unreachable_reason,
    }
    if title.strip():
        changes["title"] = title
    asked = NewCycle.model_validate(new.model_dump() | changes)
    return create_cycle(database, asked, today=today, at=at, made_by=made_by)


def _first_day(cycle: Cycle, wanted: date | None, today: date) -> date:
    if faults := tuple(faults_of_far_dates({"period_start": wanted}, today=today)):
        raise BadInput(*faults)
    first = wanted or cycle.period_end + ONE_DAY
    if first <= cycle.period_end:
        raise BadInput(Fault("period_start", "Den nye periode begynder, før den gamle er slut."))
    return first


def _last_day(cycle: Cycle, first: date) -> date:
    """Return the last day of a period as long as the cycle's: in whole years where its own is, else in days."""
    years = cycle.period_end.year + 1 - cycle.period_start.year
    for count in (years, years - 1):
        if count > 0 and last_day(cycle.period_start, count) == cycle.period_end:
            return last_day(first, count)
    return first + (cycle.period_end - cycle.period_start)


def _title(cycle: Cycle, first: date, last: date) -> str:
    """Return the cycle's title with the new years in place of the old, or with the new years added."""
    years = {str(cycle.period_start.year): str(first.year), str(cycle.period_end.year): str(last.year)}
    pattern = re.compile("|".join(rf"\b{year}\b" for year in years))
    title, found = pattern.subn(lambda year: years[year.group()], cycle.title)
    return title if found else f"{cycle.title} {first.year}-{last.year}"
