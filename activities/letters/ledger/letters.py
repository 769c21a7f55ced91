"""The ledger of letters: each is taken down once and comes to one end."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import Session, col, select, update

from models.store.insert_or_ignore import insert_all_or_ignore, insert_or_ignore
from models.tables import DeskTask, Letter, TaskKind
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import LetterState

_LONGEST_PROBLEM: Final = 500
_LONGEST_SUBJECT: Final = 300
_ITS_ROW: Final = select(Letter).where(Letter.key == bindparam("its_key"))
_END: Final = update(Letter).where(col(Letter.key) == bindparam("its_key"))


def order_letters(session: Session, *orders: LetterOrder, at: datetime) -> None:
    """Note letters as ordered, unless they are known, so that a rebuilt cycle sends what is left; `at` is UTC."""
    insert_all_or_ignore(session, [_new_row(order, at) for order in orders])


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


def take_down(session: Session, letter: LetterOrder, *, at: datetime) -> LetterState:
    """Note a letter as on its way unless it is known; return where it is. `at` is UTC."""
    new = _new_row(letter, at)
    return new.state if insert_or_ignore(session, new) else _row(session, letter.key).state


def mark(
    session: Session,
    key: str,
    state: LetterState,
    *,
    at: datetime,
    address: str = "",
    subject: str = "",
    message_id: str = "",
    problem: str = "",
) -> None:
    """Note what became of a letter; one that was not delivered is laid on the officer's desk. `at` is UTC.

    `problem` is a Danish sentence.
    """
    told = {
        "its_key": key,
        "state": state,
        "ended_at": at,
        "address": address,
        "subject": subject[:_LONGEST_SUBJECT],
        "message_id": message_id,
        "problem": problem[:_LONGEST_PROBLEM],
    }
    session.connection().execute(_END, told)
    if state is LetterState.UNDELIVERABLE:
        insert_or_ignore(session, _task_about(_row(session, key), at))


def lay_silence(session: Session, letter: LetterOrder, *, at: datetime) -> None:
    """Lay on the officer's desk that a council says nothing, unless that lies there. `at` is UTC."""
    told = select(DeskTask.id).where(
        DeskTask.cycle_id == letter.cycle_id,
        DeskTask.round == letter.round,
        DeskTask.party == letter.party,
        DeskTask.kind == TaskKind.SILENT,
        col(DeskTask.done_at).is_(None),
    )
    if session.exec(told).first() is None:
        insert_or_ignore(session, _silence(letter, at))


def _silence(letter: LetterOrder, at: datetime) -> DeskTask:
    return DeskTask(
        key=f"silent/{letter.key}",
        kind=TaskKind.SILENT,
        cycle_id=letter.cycle_id,
        round=letter.round,
        party=letter.party,
        opened_at=at,
    )


def _new_row(letter: LetterOrder, at: datetime) -> Letter:
    return Letter(
        key=letter.key,
        kind=letter.kind,
        recipient=letter.recipient,
        cycle_id=letter.cycle_id,
        round=letter.round,
        inquiry=letter.inquiry,
        party=letter.party,
        planned_on=letter.planned_on,
        request_id=letter.request,
        state=LetterState.PLANNED,
        ordered_at=at,
    )


def _task_about(row: Letter, at: datetime) -> DeskTask:
    return DeskTask(
        key=f"undeliverable/{row.key}",
        kind=TaskKind.UNDELIVERABLE,
        cycle_id=row.cycle_id,
        round=row.round,
        inquiry=row.inquiry,
        party=row.party,
        letter_key=row.key,
        opened_at=at,
    )


def _row(session: Session, key: str) -> Letter:
    return session.exec(_ITS_ROW, params={"its_key": key}).one()
