"""Councils of which nobody knows when they will decide: asked some weeks ago, and no meeting told of or known."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from models.agreements.cases import standings_of_rounds
from models.meetings import meetings_of_bodies
from models.queries.cycle.overview import CycleLine, newest_rounds
from models.tables import Round, RoundParty
from workflows.rules.council.meetings import KnownMeeting, MeetingLevel
from workflows.rules.council.outcomes import Outcome
from workflows.rules.council.standing import Standing

GRACE: Final = timedelta(days=14)
"""How long a town hall may take to look into its own calendar."""
MAY_MEET: Final = frozenset({None, Outcome.RECOMMENDED})


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A council whose meeting nobody knows; `name` is what Danes say."""

    code: str
    name: str
    round: int


def unplanned_councils(
    session: Session, cycles: Collection[CycleLine], *, today: date
) -> dict[str, tuple[Unplanned, ...]]:
    """Return the councils without a meeting by the id of their cycle, as seen on the local date `today`.

    Cycles that do not lie at the councils, or have just been sent out, are left out; so are those without any.
    """
    open_cycles = [line.id for line in cycles if line.is_at_the_councils]
    rounds = newest_rounds(session, open_cycles)
    asked = {
        (each.cycle_id, each.number): each for each in rounds.values() if each.stage_opened_on + GRACE <= today
    }
    if not asked:
        return {}
    parties = _parties(session, asked)
    meetings = meetings_of_bodies(session, {party.body_code for party in parties})
    stand = standings_of_rounds(session, asked)
    found: dict[str, list[Unplanned]] = defaultdict(list)
    for party in parties:
        standing = stand.get((party.cycle_id, party.round), {}).get(party.code, Standing())
        if _is_open(standing) and not _will_meet(meetings.get(party.body_code, ()), today):
            found[party.cycle_id].append(Unplanned(party.code, party.name, party.round))
    return {cycle: tuple(councils) for cycle, councils in found.items()}


def _parties(session: Session, asked: Mapping[tuple[str, int], Round]) -> list[RoundParty]:
    key = tuple_(col(RoundParty.cycle_id), col(RoundParty.round))
    rows = session.exec(select(RoundParty).where(key.in_(sorted(asked))).order_by(col(RoundParty.position)))
    return [row for row in rows if row.stage <= asked[row.cycle_id, row.round].stage]


def _is_open(standing: Standing) -> bool:
    return standing.is_awaited and standing.meeting is None and standing.outcome in MAY_MEET


def _will_meet(meetings: Collection[KnownMeeting], today: date) -> bool:
    return any(each.level is MeetingLevel.COUNCIL and each.held_on >= today for each in meetings)
