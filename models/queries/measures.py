"""What is measured of the store: numbers only, none of which names anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from models.tables import DeskTask, Letter, RegisterEntry, Request, RequestResult
from workflows.rules.letters import LetterState


@dataclass(frozen=True, slots=True)
class StoreMeasures:
    """How much lies in the store; `oldest_waiting_seconds` is 0 where no request waits to be recorded."""

    requests_waiting: int
    oldest_waiting_seconds: float
    letters: Mapping[LetterState, int]
    tasks_open: int
    register_entries: int


def store_measures(session: Session, now: datetime) -> StoreMeasures:
    """Return what is measured at `now` (UTC), in four statements."""
    waiting, oldest = session.exec(
        select(func.count(), func.min(Request.received_at))
        .select_from(Request)
        .outerjoin(RequestResult, col(RequestResult.request_id) == Request.id)
        .where(col(RequestResult.request_id).is_(None))
    ).one()
    letters = dict(session.exec(select(Letter.state, func.count()).group_by(col(Letter.state))).all())
    tasks = select(func.count()).select_from(DeskTask).where(col(DeskTask.done_at).is_(None))
    return StoreMeasures(
        requests_waiting=waiting,
        oldest_waiting_seconds=(now - oldest).total_seconds() if oldest else 0.0,
        letters={state: letters.get(state, 0) for state in LetterState},
        tasks_open=session.exec(tasks).one(),
        register_entries=session.exec(select(func.count()).select_from(RegisterEntry)).one(),
    )
