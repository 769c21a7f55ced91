"""Letters that reached nobody, and about which nobody has done anything yet."""

from sqlmodel import Session, col, func, select

from models.tables import DeskTask, TaskKind


def undelivered_letters(session: Session) -> int:
    """Return how many undelivered letters lie on the desk."""
    on_the_desk = select(func.count()).select_from(DeskTask).where(DeskTask.kind == TaskKind.UNDELIVERABLE)
    return session.exec(on_the_desk.where(col(DeskTask.done_at).is_(None))).one()
