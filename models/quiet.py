"""Until when nobody is reminded of a council, because the office has just spoken with it."""

from datetime import date
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from models.tables import Call, Round

_CALLS: Final = (
    select(Call)
    .where(Call.cycle_id == bindparam("cycle"), Call.round == bindparam("round"))
    .order_by(col(Call.request_id))
)


def quiet_until(session: Session, round_: Round) -> dict[str, date | None]:
    """Return what was said last of each party that was spoken with: a local date, or None for no rest."""
    calls = session.exec(_CALLS, params={"cycle": round_.cycle_id, "round": round_.number})
    return {call.party: call.quiet_until for call in calls}
