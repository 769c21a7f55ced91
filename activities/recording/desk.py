"""The officer's desk: tasks that a recording lays there, and takes off."""

from sqlmodel import col, or_, select

from activities.recording.matter import Matter
from models.tables import Decision, DeskTask, Letter, TaskKind
from workflows.rules.letters import Recipient


def lay_on_desk(matter: Matter, kind: TaskKind, decision: Decision) -> None:
    """Lay a task about a decision on the officer's desk."""
    task = DeskTask(
        key=f"{kind.name.lower()}/{decision.id}/{matter.number}",
        kind=kind,
        cycle_id=matter.cycle.id,
        round=decision.round,
        party=decision.party,
        decision_id=decision.id,
        opened_at=matter.at,
    )
    matter.session.add(task)


def clear_desk(
    matter: Matter, *kinds: TaskKind, party: str | None = None, round_number: int | None = None
) -> None:
    """Take the tasks of some kinds (of all, where none is named) off the desk: of a party, a round, the cycle."""
    tasks = select(DeskTask).where(DeskTask.cycle_id == matter.cycle.id, col(DeskTask.done_at).is_(None))
    if kinds:
        tasks = tasks.where(col(DeskTask.kind).in_(kinds))
    if party is not None:
        tasks = tasks.where(DeskTask.party == party)
    if round_number is not None:
        tasks = tasks.where(DeskTask.round == round_number)
    for task in matter.session.exec(tasks):
        finish(matter, task)


def clear_undelivered(matter: Matter, *, round_number: int, inquiry: str) -> None:
    """Take off the desk that the request's party could not be reached where it is asked.

    What did not reach another mailbox than its contact's stays there.
    """
    tasks = (
        select(DeskTask)
        .outerjoin(Letter, col(Letter.key) == DeskTask.letter_key)
        .where(
            DeskTask.cycle_id == matter.cycle.id,
            DeskTask.kind == TaskKind.UNDELIVERABLE,
            DeskTask.round == round_number,
            DeskTask.inquiry == inquiry,
            DeskTask.party == matter.request.party,
            col(DeskTask.done_at).is_(None),
            or_(col(Letter.id).is_(None), col(Letter.recipient) == Recipient.CONTACT),
        )
    )
    for task in matter.session.exec(tasks):
        finish(matter, task)


def clear_stuck(matter: Matter) -> None:
    """Take the alert about the request itself off the desk: it is decided now."""
    alert = select(DeskTask).where(DeskTask.key == f"stuck/{matter.number}", col(DeskTask.done_at).is_(None))
    for task in matter.session.exec(alert):
        finish(matter, task)


def finish(matter: Matter, task: DeskTask) -> None:
    """Note that a task is done, and by which request."""
    task.done_at, task.done_by_request = matter.at, matter.number
    matter.session.add(task)
