"""Imagined addressees of an inquiry: all of them answer, in good time."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from sqlmodel import Session, col, select

from activities.rehearsal.office_days import last_office_day, office_day
from activities.rehearsal.script import SOMEBODY, Act, Ask, Inbox, morning_of
from models.tables import Initiative, Inquiry, InquiryParty
from request_types.inquiries import (
    ContactCheckPayload,
    HearingAnswerPayload,
    InitiativeStatus,
    StatusReportPayload,
)
from workflows.rules.follow_up import Progress
from workflows.rules.inquiries import InquiryKind
from workflows.rules.requests import RequestKind

ANSWERED_AFTER: Final = {
    InquiryKind.HEARING: timedelta(days=42),
    InquiryKind.CONTACT_ROUND: timedelta(days=3),
    InquiryKind.STATUS_ROUND: timedelta(days=7),
}


def act_of_addressees(inquiry: Inquiry) -> Act:
    """Return what those whom an inquiry asks will do: answer by its deadline at the latest."""
    day = office_day(inquiry.opened_on + ANSWERED_AFTER[inquiry.kind])
    if day > inquiry.deadline:
        day = max(last_office_day(inquiry.deadline), inquiry.opened_on)
    slug, kind = inquiry.slug, inquiry.kind
    return Act(morning_of(day), lambda inbox: inbox.ask(_answers(inbox, slug, kind)))


def _answers(inbox: Inbox, slug: str, kind: InquiryKind) -> list[Ask]:
    mine = select(InquiryParty).where(InquiryParty.cycle_id == inbox.cycle_id, InquiryParty.slug == slug)
    with inbox.database.read() as session:
        parties = session.exec(mine.order_by(col(InquiryParty.position))).all()
        initiatives = _open_initiatives(session, inbox) if kind is InquiryKind.STATUS_ROUND else ()
    return [_answer(party, kind, initiatives) for party in parties]


def _answer(party: InquiryParty, kind: InquiryKind, initiatives: Iterable[Initiative]) -> Ask:
    slug = party.slug
    match kind:
        case InquiryKind.HEARING:
            answer = HearingAnswerPayload(has_no_remarks=True, reported_by=SOMEBODY)
            return Ask(RequestKind.HEARING_ANSWER, answer, party=party.code, inquiry=slug, by_link=True)
        case InquiryKind.CONTACT_ROUND:
            check = ContactCheckPayload(is_right=True, reported_by=SOMEBODY)
            return Ask(RequestKind.CONTACT_CHECK, check, party=party.code, inquiry=slug, by_link=True)
        case InquiryKind.STATUS_ROUND:
            report = _report(
                [each.number for each in initiatives if each.owner_code in {party.code, party.body_code}]
            )
            return Ask(RequestKind.STATUS_REPORT, report, party=party.code, inquiry=slug, by_link=True)


def _report(numbers: Sequence[int]) -> StatusReportPayload:
    told = tuple(InitiativeStatus(initiative=number, progress=Progress.UNDER_WAY) for number in numbers)
    return StatusReportPayload(initiatives=told, reported_by=SOMEBODY)


def _open_initiatives(session: Session, inbox: Inbox) -> Sequence[Initiative]:
    mine = select(Initiative).where(
        Initiative.cycle_id == inbox.cycle_id,
        col(Initiative.progress).not_in([each for each in Progress if each.is_final]),
    )
    return session.exec(mine.order_by(col(Initiative.number))).all()
