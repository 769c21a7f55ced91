"""The councils of an agreement long after its round: as they are today, under whatever name."""

from datetime import date

from sqlmodel import Session, col, func, select

from models.directory import party_bodies
from models.directory.bodies import COUNCILS, heirs_of
from models.kinds import kind_of
from models.tables import Body, Cycle, Round, RoundParty


def councils_of(session: Session, cycle: Cycle, *, on: date) -> tuple[str, ...]:
    """Return the codes of the councils that the agreement binds, as they exist on the local date `on`.

    They are the parties of the newest round, or who took over from them; without a round, those of the directory.
    """
    asked = _of_the_newest_round(session, cycle) or _of_the_directory(session, cycle, on)
    return tuple(body.code for body in heirs_of(session, asked, on=on) if body.kind in COUNCILS)


def newest_round(session: Session, cycle_id: str) -> int:
    """Return the number of the cycle's newest round, 0 where there was none."""
    return session.exec(select(func.max(col(Round.number))).where(Round.cycle_id == cycle_id)).one() or 0


def _of_the_newest_round(session: Session, cycle: Cycle) -> list[str]:
    mine = (
        select(RoundParty.body_code)
        .join(Body, col(Body.code) == RoundParty.body_code)
        .where(RoundParty.cycle_id == cycle.id, RoundParty.round == newest_round(session, cycle.id))
        .where(col(Body.kind).in_(COUNCILS))
    )
    return list(session.exec(mine.order_by(col(RoundParty.position))))


def _of_the_directory(session: Session, cycle: Cycle, on: date) -> list[str]:
    selectors = [stage.parties for stage in kind_of(cycle.definition).stages]
    found = [
        party.body_code
        for selector in selectors
        for party in party_bodies(
            session,
            region_code=cycle.region_code,
            selector=selector,
            on=on,
            chosen=cycle.chosen_parties,
        )
    ]
    return list(dict.fromkeys(found))
