"""Initiatives that are still open, and the task about one whose owner has ended."""

from datetime import datetime

from sqlmodel import Session, col, select

from models.tables import DeskTask, Initiative, TaskKind
from workflows.rules.follow_up import Progress


def open_initiatives(session: Session, cycle_id: str) -> list[Initiative]:
    """Return the initiatives that somebody is still asked about, by their numbers."""
    mine = select(Initiative).where(
        Initiative.cycle_id == cycle_id,
        col(Initiative.progress).not_in([each for each in Progress if each.is_final]),
    )
    return list(session.exec(mine.order_by(col(Initiative.number))))


def ownerless(initiative: Initiative, at: datetime) -> DeskTask:
    """Return the task about an initiative whose owner has ended without a successor. `at` is UTC."""
    return DeskTask(
        key=f"owner-ended/{initiative.id}/{initiative.owner_code}",
        kind=TaskKind.OWNER_ENDED,
        cycle_id=initiative.cycle_id,
        party=initiative.owner_code,
        opened_at=at,
    )


def ownerless_tasks(session: Session, initiative: Initiative) -> list[DeskTask]:
    """Return the tasks on the desk that say that the initiative has no owner."""
    about = col(DeskTask.key).startswith(f"owner-ended/{initiative.id}/")
    mine = select(DeskTask).where(DeskTask.kind == TaskKind.OWNER_ENDED, about, col(DeskTask.done_at).is_(None))
    return list(session.exec(mine))
