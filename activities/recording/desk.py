"""The officer's desk: tasks that a recording lays there, and takes off."""

from functools import cache
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from activities.recording.matter import Matter
from models.tables import Decision, DeskTask, Letter, TaskKind
from workflows.rules.letters import Recipient

_NAMED_BY: Final = {
    "kinds": col(DeskTask.kind).in_(bindparam("kinds", expanding=True)),
    "party": col(DeskTask.party) == bindparam("party"),
    "round": col(DeskTask.round) == bindparam("round"),
}


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
    asked = {"kinds": kinds or None, "party": party, "round": round_number}
    named = {name: value for name, value in asked.items() if value is not None}
    for task in matter.session.exec(_open_tasks(*named), params={"cycle": matter.cycle.id, **named}):
        finish(matter, task)


@cache
def _open_tasks(*named: str) -> SelectOfScalar[DeskTask]:
    mine = select(DeskTask).where(DeskTask.cycle_id == bindparam("cycle"), col(DeskTask.done_at).is_(None))
    return mine.where(*(_NAMED_BY[name] for name in named))


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


def finish(matter: Matter, task: DeskTask) -> None:
    """Note that a task is done, and by which request."""
    task.done_at, task.done_by_request = matter.at, matter.number
    matter.session.add(task)
