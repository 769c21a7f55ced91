"""A task on the desk that a request names, and takes off."""

from activities.recording.desk import finish
from activities.recording.matter import Matter, Refused
from models.tables import DeskTask


def finish_task(matter: Matter, number: int) -> DeskTask:
    """Take a task of this cycle off the desk.

    Raises:
        Refused: it does not lie there (any more).
    """
    task = matter.session.get(DeskTask, number)
    if task is None or task.cycle_id != matter.cycle.id or task.done_at is not None:
        raise Refused("Opgaven ligger ikke længere på bordet.")
    finish(matter, task)
    return task
