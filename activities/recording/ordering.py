"""Noting letters as ordered, so that a rebuilt cycle knows what is left to send (law 8)."""

from datetime import datetime

from sqlmodel import Session

from models.once import insert_each_once
from models.tables import Letter
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterState


def put_down(session: Session, *orders: LetterOrder, at: datetime) -> None:
    """Note letters as ordered, unless they are known; `at` is UTC."""
    insert_each_once(session, [_row(order, at) for order in orders])


def order_of(letter: Letter) -> LetterOrder:
    """Return the order by which a letter was noted."""
    return LetterOrder(
        letter.kind,
        letter.cycle_id,
        recipient=letter.recipient,
        round=letter.round,
        party=letter.party,
        planned_on=letter.planned_on,
        request=letter.request_id,
        inquiry=letter.inquiry,
    )


def _row(order: LetterOrder, at: datetime) -> Letter:
    return Letter(
        key=order.key,
        kind=order.kind,
        recipient=order.recipient,
        cycle_id=order.cycle_id,
        round=order.round,
        inquiry=order.inquiry,
        party=order.party,
        planned_on=order.planned_on,
        request_id=order.request,
        state=LetterState.PLANNED,
        ordered_at=at,
    )
