"""Which agreement follows another."""

from sqlmodel import Session, col, select

from models.tables import Cycle
from workflows.rules.phases import GIVEN_UP

"""What was given up follows nothing, and makes room for another."""


def successor_id(session: Session, cycle_id: str) -> str | None:
    """Return the id of the cycle that follows; None where there is none that was not given up."""
    mine = select(Cycle.id).where(Cycle.predecessor_id == cycle_id)
    return session.exec(mine.where(col(Cycle.phase).not_in(GIVEN_UP))).first()
