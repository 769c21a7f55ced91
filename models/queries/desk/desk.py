"""The officer's desk: open tasks, each with what is needed to deal with it; and letters that reached nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session, col, func, select

from models.inbox.receipts import ReceiptView, undecided_of_staff
from models.queries.cycle.decisions import DecisionLine, decision_line
from models.tables import (
    Cycle,
    Decision,
    DeskTask,
    Inquiry,
    InquiryParty,
    Letter,
    MinutesCheck,
    RoundParty,
    TaskKind,
)
from workflows.rules.requests import RequestKind

__all__ = ["TaskKind", "TaskLine", "open_tasks", "tasks_in_hand"]
_TOUCHES_A_CHECK: Final = frozenset({RequestKind.CHECK, RequestKind.ANSWER, RequestKind.PROTEST})
_Row = tuple[
    DeskTask,
    Cycle,
    RoundParty | None,
    InquiryParty | None,
    Inquiry | None,
    Decision | None,
    MinutesCheck | None,
    Letter | None,
]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """An open task; `council` is the body's name, `authority` "Læsø Kommune", empty for a task of the cycle.

    `inquiry` is the slug of the inquiry that it is about, empty in an approval round; `is_asking` tells whether
    that is open. `address` and `problem` are those of a letter that did not arrive. `opened_at` is UTC.
    """

    id: int
    kind: TaskKind
    cycle_id: str
    title: str
    round: int
    inquiry: str
    is_asking: bool
    party: str
    council: str
    authority: str
    decision: DecisionLine | None
    address: str
    problem: str
    opened_at: datetime


def open_tasks(session: Session) -> tuple[TaskLine, ...]:
    """Return the open tasks, the oldest first, in one statement."""
    query = (
        select(  # type: ignore[call-overload]  # eight tables
            DeskTask, Cycle, RoundParty, InquiryParty, Inquiry, Decision, MinutesCheck, Letter
        )
        .join(Cycle, col(Cycle.id) == DeskTask.cycle_id)
        .outerjoin(
            RoundParty,
            (col(RoundParty.cycle_id) == DeskTask.cycle_id)
            & (col(RoundParty.round) == DeskTask.round)
            & (col(RoundParty.code) == DeskTask.party),
        )
        .outerjoin(
            InquiryParty,
            (col(InquiryParty.cycle_id) == DeskTask.cycle_id)
            & (col(InquiryParty.slug) == DeskTask.inquiry)
            & (col(InquiryParty.code) == DeskTask.party),
        )
        .outerjoin(Inquiry, (col(Inquiry.cycle_id) == DeskTask.cycle_id) & (col(Inquiry.slug) == DeskTask.inquiry))
        .outerjoin(Decision, col(Decision.id) == DeskTask.decision_id)
        .outerjoin(MinutesCheck, col(MinutesCheck.decision_id) == DeskTask.decision_id)
        .outerjoin(Letter, (col(Letter.key) == DeskTask.letter_key) & (col(DeskTask.letter_key) != ""))
        .where(col(DeskTask.done_at).is_(None))
        .order_by(col(DeskTask.id))
    )
    return tuple(_line(row) for row in session.exec(query))


def tasks_in_hand(session: Session, tasks: Iterable[TaskLine]) -> dict[int, ReceiptView]:
    """Return the tasks, by their ids, about which the office has just asked something that is not recorded yet."""
    asked = undecided_of_staff(session)
    return {task.id: request for task in tasks for request in asked if _is_about(request, task)}


def _is_of_the_same_work(request: ReceiptView, task: TaskLine) -> bool:
    """Tell whether the request can deal with such a task: minutes are compared whatever else is asked."""
    if task.kind is TaskKind.CHECK:
        return request.kind in _TOUCHES_A_CHECK
    return request.kind is not RequestKind.CHECK


def _is_about(request: ReceiptView, task: TaskLine) -> bool:
    if request.cycle_id != task.cycle_id or not _is_of_the_same_work(request, task):
        return False
    named = {name: request.payload.get(name) for name in ("task", "decision", "corrects")}
    is_decision = task.decision is not None and task.decision.id in {named["decision"], named["corrects"]}
    is_party = task.party != "" and (request.party, request.round, request.inquiry) == (
        task.party,
        task.round,
        task.inquiry,
    )
    return named["task"] == task.id or is_decision or is_party


def _line(row: _Row) -> TaskLine:
    task, cycle, council, asked, inquiry, decision, check, letter = row
    party = council or asked
    return TaskLine(
        id=task.id or 0,
        kind=task.kind,
        cycle_id=task.cycle_id,
        title=cycle.title,
        round=task.round,
        inquiry=task.inquiry,
        is_asking=inquiry is not None and inquiry.closed_at is None,
        party=task.party,
        council=party.name if party else "",
        authority=party.title if party else "",
        decision=decision_line(decision, check) if decision else None,
        address=letter.address if letter else "",
        problem=letter.problem if letter else "",
        opened_at=task.opened_at,
    )


def undelivered_letters(session: Session) -> int:
    """Return how many undelivered letters lie on the desk."""
    on_the_desk = select(func.count()).select_from(DeskTask).where(DeskTask.kind == TaskKind.UNDELIVERABLE)
    return session.exec(on_the_desk.where(col(DeskTask.done_at).is_(None))).one()
