"""In which agreements that run a council is asked: the way from a council to its case."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, and_, col, func, select

from models.tables import Cycle, RoundParty
from workflows.rules.course.phases import FINAL


@dataclass(frozen=True, slots=True)
class RunningCase:
    """A council's case: the agreement, and the code of the party that the council is in it."""

    cycle_id: str
    title: str
    party: str


def running_cases(session: Session, body_codes: Collection[str]) -> dict[str, tuple[RunningCase, ...]]:
    """Return the cases of each council in the newest rounds of agreements that run, by the council's own code."""
    newest = (
        select(RoundParty.cycle_id, func.max(RoundParty.round).label("number"))
        .group_by(RoundParty.cycle_id)
        .subquery()
    )
    is_newest = and_(newest.c.cycle_id == RoundParty.cycle_id, newest.c.number == RoundParty.round)
    rows = session.exec(
        select(RoundParty.body_code, Cycle.id, Cycle.title, RoundParty.code)
        .join(Cycle, col(Cycle.id) == RoundParty.cycle_id)
        .join(newest, is_newest)
        .where(col(RoundParty.body_code).in_(list(body_codes)), col(Cycle.phase).not_in(list(FINAL)))
        .order_by(Cycle.id)
    )
    found: dict[str, list[RunningCase]] = defaultdict(list)
    for body_code, cycle_id, title, party in rows:
        found[body_code].append(RunningCase(cycle_id, title, party))
    return {code: tuple(cases) for code, cases in found.items()}
