"""Cycles at a glance: for the list, the desk and the head of a cycle's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from models.agreements.cases import standings_of_rounds
from models.tables import Body, Cycle, Round, RoundParty, RoundState, Version
from workflows.rules.course.phases import Phase


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A cycle at a glance; dates are local.

    `round` and `round_state` are the newest round's, None before the first; `version` is the one that it asks
    about, else the newest. `approved` of `total` parties count.
    """

    id: str
    kind: str
    region: str
    title: str
    phase: Phase
    period_start: date
    period_end: date
    is_example: bool
    round: int | None
    round_state: RoundState | None
    version: int | None
    deadline: date | None
    approved: int
    total: int

    @property
    def is_at_the_councils(self) -> bool:
        """Tell whether a round lies at the councils."""
        return not self.phase.is_final and self.round_state in {RoundState.OPEN, RoundState.BLOCKED}


def cycle_lines(session: Session, *, after: str = "", offset: int = 0, limit: int = 1000) -> tuple[CycleLine, ...]:
    """Return the cycles by id, those after the id `after` and `offset` more, at most `limit`."""
    query = select(Cycle, Body.short_name).join(Body, col(Body.code) == Cycle.region_code)
    found = session.exec(query.where(Cycle.id > after).order_by(Cycle.id).offset(offset).limit(limit)).all()
    return _lines(session, found)


def cycle_count(session: Session) -> int:
    """Return how many cycles there are."""
    return session.exec(select(func.count()).select_from(Cycle)).one()


def cycle_line(session: Session, cycle_id: str) -> CycleLine | None:
    """Return one cycle at a glance, None where there is none."""
    query = select(Cycle, Body.short_name).join(Body, col(Body.code) == Cycle.region_code)
    lines = _lines(session, session.exec(query.where(Cycle.id == cycle_id)).all())
    return lines[0] if lines else None


def newest_rounds(session: Session, cycle_ids: Sequence[str]) -> dict[str, Round]:
    """Return the newest round of each cycle that has one."""
    rounds = select(Round).where(col(Round.cycle_id).in_(cycle_ids)).order_by(col(Round.number))
    return {round_.cycle_id: round_ for round_ in session.exec(rounds)}


def _lines(session: Session, found: Sequence[tuple[Cycle, str]]) -> tuple[CycleLine, ...]:
    ids = [cycle.id for cycle, _ in found]
    rounds = newest_rounds(session, ids)
    versions = _newest_versions(session, ids)
    totals = _totals(session, ids)
    stand = standings_of_rounds(session, [(round_.cycle_id, round_.number) for round_ in rounds.values()])
    approved = {key: sum(each.counts for each in parties.values()) for key, parties in stand.items()}
    return tuple(
        _line(cycle, region, rounds.get(cycle.id), versions.get(cycle.id), totals=totals, approved=approved)
        for cycle, region in found
    )


def _newest_versions(session: Session, ids: Sequence[str]) -> dict[str, int]:
    query = select(Version.cycle_id, func.max(Version.number)).where(col(Version.cycle_id).in_(ids))
    return dict(session.exec(query.group_by(Version.cycle_id)).all())


def _totals(session: Session, ids: Sequence[str]) -> dict[tuple[str, int], int]:
    query = select(RoundParty.cycle_id, RoundParty.round, func.count()).where(col(RoundParty.cycle_id).in_(ids))
    rows = session.exec(query.group_by(col(RoundParty.cycle_id), col(RoundParty.round)))
    return {(cycle_id, number): total for cycle_id, number, total in rows}


def _line(
    cycle: Cycle,
    region: str,
    round_: Round | None,
    newest_version: int | None,
    *,
    totals: dict[tuple[str, int], int],
    approved: dict[tuple[str, int], int],
) -> CycleLine:
    key = (cycle.id, round_.number if round_ else 0)
    return CycleLine(
        id=cycle.id,
        kind=cycle.kind_code,
        region=region,
        title=cycle.title,
        phase=cycle.phase,
        period_start=cycle.period_start,
        period_end=cycle.period_end,
        is_example=cycle.is_example,
        round=round_.number if round_ else None,
        round_state=round_.state if round_ else None,
        version=round_.version if round_ else newest_version,
        deadline=round_.deadline if round_ else cycle.approval_deadline,
        approved=approved.get(key, 0),
        total=totals.get(key, 0),
    )
