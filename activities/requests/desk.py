"""The officer's desk: tasks that a request lays there, and takes off."""

from functools import cache
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from activities.handling.context import Refused, RequestContext
from activities.handling.registry import handles
from models.tables import Decision, DeskTask, Letter, TaskKind
from request_types.cycles import TASK_DONE, TaskDonePayload
from workflows.contracts.requests import Recorded
from workflows.rules.letters import Recipient

_NAMED_BY: Final = {
    "kinds": col(DeskTask.kind).in_(bindparam("kinds", expanding=True)),
    "party": col(DeskTask.party) == bindparam("party"),
    "round": col(DeskTask.round) == bindparam("round"),
}


def lay_on_desk(context: RequestContext, kind: TaskKind, decision: Decision) -> None:
    """Lay a task about a decision on the officer's desk."""
    task = DeskTask(
        key=f"{kind.name.lower()}/{decision.id}/{context.number}",
        kind=kind,
        cycle_id=context.cycle.id,
        round=decision.round,
        party=decision.party,
        decision_id=decision.id,
        opened_at=context.at,
    )
    context.session.add(task)


def clear_desk(
    context: RequestContext, *kinds: TaskKind, party: str | None = None, round_number: int | None = None
) -> None:
    """Take the tasks of some kinds (of all, where none is named) off the desk: of a party, a round, the cycle."""
    asked = {"kinds": kinds or None, "party": party, "round": round_number}
    named = {name: value for name, value in asked.items() if value is not None}
    for task in context.session.exec(_open_tasks(*named), params={"cycle": context.cycle.id, **named}):
        finish(context, task)


@cache
def _open_tasks(*named: str) -> SelectOfScalar[DeskTask]:
    mine = select(DeskTask).where(DeskTask.cycle_id == bindparam("cycle"), col(DeskTask.done_at).is_(None))
    return mine.where(*(_NAMED_BY[name] for name in named))


def clear_undelivered(context: RequestContext, *, round_number: int, inquiry: str) -> None:
    """Take off the desk that the request's party could not be reached where it is asked.

    What did not reach another mailbox than its contact's stays there.
    """
    tasks = (
        select(DeskTask)
        .outerjoin(Letter, col(Letter.key) == DeskTask.letter_key)
        .where(
            DeskTask.cycle_id == context.cycle.id,
            DeskTask.kind == TaskKind.UNDELIVERABLE,
            DeskTask.round == round_number,
            DeskTask.inquiry == inquiry,
            DeskTask.party == context.request.party,
            col(DeskTask.done_at).is_(None),
            or_(col(Letter.id).is_(None), col(Letter.recipient) == Recipient.CONTACT),
        )
    )
    for task in context.session.exec(tasks):
        finish(context, task)


def finish(context: RequestContext, task: DeskTask) -> None:
    """Note that a task is done, and by which request."""
    task.done_at, task.done_by_request = context.at, context.number
    context.session.add(task)


def finish_task(context: RequestContext, number: int) -> DeskTask:
    """Take a task of this cycle off the desk.

    Raises:
        Refused: it does not lie there (any more).
    """
    task = context.session.get(DeskTask, number)
    if task is None or task.cycle_id != context.cycle.id or task.done_at is not None:
        raise Refused("Opgaven ligger ikke længere på bordet.")
    finish(context, task)
    return task


@handles(TASK_DONE)
def handle_task_done(context: RequestContext, done: TaskDonePayload) -> Recorded:
    """Take a task off the desk that was dealt with outside the system."""
    task = finish_task(context, done.task)
    context.enter({"task": task.kind.name.lower(), "decision": task.decision_id}, {"note": done.note})
    return context.done()
