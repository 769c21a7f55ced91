"""Closing inquiries: who stayed silent, and whom the result is told."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from sqlmodel import Session, col, func, select

from activities.letters.ledger.letters import order_letters, order_of
from activities.recording.addressees import inquiry_task
from activities.recording.inquiries import inquiry_parties
from models import register
from models.agreements.agreement_bodies import councils_of
from models.agreements.cycle_log import is_given_up
from models.calendar import local_day
from models.directory import contact_of
from models.directory.bodies import drafting_body
from models.kinds import kind_of
from models.register.chain import Fact
from models.store.insert_or_ignore import insert_all_or_ignore
from models.tables import Cycle, Inquiry, Letter, TaskKind
from workflows.contracts.inquiries import ClosedInquiry, InquiryRef
from workflows.contracts.letters import LetterOrder
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind, LetterState, Recipient

SILENCE: Final[Mapping[InquiryKind, TaskKind]] = {
    InquiryKind.CONTACT_ROUND: TaskKind.CONTACT_SILENT,
    InquiryKind.STATUS_ROUND: TaskKind.STATUS_SILENT,
}


def close_inquiry(session: Session, ref: InquiryRef, *, at: datetime) -> ClosedInquiry:
    """Close an inquiry; one that is closed stays so. Nothing is told of one that was given up with its cycle."""
    if is_given_up(session, ref.cycle_id):
        return ClosedInquiry()
    inquiry = session.get_one(Inquiry, (ref.cycle_id, ref.slug))
    if inquiry.closed_at is None:
        _close(session, inquiry, at)
    letters = tuple(_letters(session, inquiry, at))
    order_letters(session, *letters, at=at)
    return ClosedInquiry(letters)


def shut(session: Session, inquiry: Inquiry, *, at: datetime) -> tuple[LetterOrder, ...]:
    """Note that nobody is asked any more; return the letters of the inquiry that are still on their way."""
    inquiry.closed_at = at
    session.add(inquiry)
    mine = select(Letter).where(
        Letter.cycle_id == inquiry.cycle_id,
        Letter.inquiry == inquiry.slug,
        Letter.state == LetterState.PLANNED,
    )
    waiting = session.exec(mine.order_by(col(Letter.id))).all()
    for letter in waiting:
        if letter.kind.is_question:
            letter.state, letter.ended_at = LetterState.OVERTAKEN, at
            session.add(letter)
    session.flush()
    return tuple(order_of(letter) for letter in waiting if letter.state is LetterState.PLANNED)


def open_inquiries(session: Session, cycle_id: str) -> tuple[Inquiry, ...]:
    """Return the cycle's inquiries that are not closed, the oldest first."""
    mine = select(Inquiry).where(Inquiry.cycle_id == cycle_id, col(Inquiry.closed_at).is_(None))
    return tuple(session.exec(mine.order_by(col(Inquiry.opened_at), col(Inquiry.slug))))


def _close(session: Session, inquiry: Inquiry, at: datetime) -> None:
    shut(session, inquiry, at=at)
    rows = inquiry_parties(session, inquiry)
    answered = [row.code for row in rows if row.answered_by is not None]
    if task := SILENCE.get(inquiry.kind):
        silent = [row.code for row in rows if row.answered_by is None]
        insert_all_or_ignore(session, [inquiry_task(inquiry, task, code, at) for code in silent])
    facts: dict[str, Fact] = {"inquiry": inquiry.slug, "asked": len(rows), "answered": ",".join(answered)}
    register.append(session, kind="inquiry_closed", cycle_id=inquiry.cycle_id, facts=facts, texts={}, at=at)


def _letters(session: Session, inquiry: Inquiry, at: datetime) -> Iterator[LetterOrder]:
    if not inquiry_parties(session, inquiry):
        return  # nobody was asked, so there is nothing to tell
    if inquiry.kind is InquiryKind.STATUS_ROUND:
        yield from _summaries(session, inquiry, at)
    if inquiry.kind is not InquiryKind.CONTACT_ROUND:
        yield _order(inquiry, LetterKind.INQUIRY_CLOSED, Recipient.STAFF)


def _summaries(session: Session, inquiry: Inquiry, at: datetime) -> Iterator[LetterOrder]:
    """Tell the drafting body and the councils of the status, each by the rhythm of the kind."""
    cycle = session.get_one(Cycle, inquiry.cycle_id)
    kind = kind_of(cycle.definition)
    number = _number_of(session, inquiry)
    today = local_day(at)
    if _is_turn(number, kind.follow_up.committee_every):
        drafting = drafting_body(session, cycle.region_code, kind.drafted_by, on=today)
        is_reachable = drafting is not None and contact_of(session, drafting.code) is not None
        yield _order(
            inquiry,
            LetterKind.STATUS_SUMMARY,
            Recipient.BODY if is_reachable else Recipient.STAFF,
            drafting.code if drafting and is_reachable else "",
        )
    if _is_turn(number, kind.follow_up.councils_every):
        for code in councils_of(session, cycle, on=today):
            yield _order(inquiry, LetterKind.STATUS_YEARLY, Recipient.BODY, code)


def _number_of(session: Session, inquiry: Inquiry) -> int:
    """Return which of the cycle's status rounds the inquiry is, counted from 1."""
    before = select(func.count()).where(
        Inquiry.cycle_id == inquiry.cycle_id,
        Inquiry.kind == InquiryKind.STATUS_ROUND,
        col(Inquiry.opened_at) <= inquiry.opened_at,
    )
    return session.exec(before).one()


def _is_turn(number: int, every: int) -> bool:
    return every > 0 and number % every == 0


def _order(inquiry: Inquiry, kind: LetterKind, to: Recipient, party: str = "") -> LetterOrder:
    return LetterOrder(kind, inquiry.cycle_id, to, party=party, inquiry=inquiry.slug)
