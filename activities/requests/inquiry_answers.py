"""What contact rounds and status rounds bring."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import col, select

from activities.handling.context import Refused, RequestContext
from activities.handling.registry import handles
from activities.recording.round_state import AT_THE_COUNCILS
from activities.requests.desk import clear_desk
from activities.requests.inquiries import addressee, answered, inquiry_of
from activities.requests.links import Place, move_link
from models.directory import successor_of
from models.meetings import meetings_of_bodies
from models.tables import (
    Contact,
    Initiative,
    Inquiry,
    InquiryParty,
    Meeting,
    Round,
    RoundParty,
    StatusReport,
    TaskKind,
)
from request_types.inquiries import (
    CONTACT_CHECK,
    STATUS_REPORT,
    ContactCheckPayload,
    InitiativeStatus,
    StatusReportPayload,
)
from workflows.contracts.requests import Recorded
from workflows.rules.council.meetings import MeetingLevel
from workflows.rules.inquiries import InquiryKind, is_late

CLOSED = "Statusrunden er lukket. Ring til sekretariatet, hvis der er nyt om jeres indsatser."
_OWNED: Final = select(Initiative).where(
    Initiative.cycle_id == bindparam("cycle"),
    col(Initiative.owner_code).in_(bindparam("owners", expanding=True)),
)


@handles(CONTACT_CHECK)
def handle_contact_check(context: RequestContext, check: ContactCheckPayload) -> Recorded:
    """Record whether a mailbox is right and when the body meets; the directory follows."""
    inquiry = inquiry_of(context, InquiryKind.CONTACT_ROUND)
    party = addressee(context, inquiry, context.request.party)
    clear_desk(context, TaskKind.CONTACT_SILENT, party=party.code)
    if not check.is_right:
        _change_mailbox(context, party, check.mailbox)
    _note_meetings(context, party, check)
    context.enter(
        {"is_right": check.is_right}
        | {level.value: ",".join(day.isoformat() for day in days) for level, days in _meetings(check)},
        {"mailbox": check.mailbox, "reported_by": check.reported_by},
    )
    return answered(context, [party])


def _change_mailbox(context: RequestContext, party: InquiryParty, mailbox: str) -> None:
    contact = context.session.get(Contact, party.body_code) or Contact(body_code=party.body_code, mailbox=mailbox)
    contact.mailbox = mailbox
    context.session.add(contact)
    if round_ := _round_that_asks(context, party.code):
        move_link(context, Place(round_.number), mailbox)


def _round_that_asks(context: RequestContext, party: str) -> Round | None:
    """Return the round that lies at the councils, if this one has been asked in it."""
    round_ = context.round
    if round_ is None or round_.state not in AT_THE_COUNCILS:
        return None
    asked = context.session.get(RoundParty, (round_.cycle_id, round_.number, party))
    return round_ if asked is not None and asked.stage <= round_.stage else None


def _note_meetings(context: RequestContext, party: InquiryParty, check: ContactCheckPayload) -> None:
    """Note each day for the council that sits on it: the one that was asked, or who has taken over by then."""
    asked = party.body_code
    of_line = meetings_of_bodies(context.session, [asked]).get(asked, ())
    known = {(meeting.level, meeting.held_on) for meeting in of_line}
    for level, days in _meetings(check):
        for day in sorted(set(days)):
            if (level, day) not in known:
                sitting = successor_of(context.session, asked, on=day)
                context.session.add(Meeting(body_code=sitting, level=level, held_on=day))


def _meetings(check: ContactCheckPayload) -> Iterator[tuple[MeetingLevel, tuple[date, ...]]]:
    yield MeetingLevel.COUNCIL, check.council_meetings
    yield MeetingLevel.COMMITTEE, check.committee_meetings
    yield MeetingLevel.FINANCE_COMMITTEE, check.finance_committee_meetings


@handles(STATUS_REPORT)
def handle_status_report(context: RequestContext, report: StatusReportPayload) -> Recorded:
    """Record a body's report on its initiatives; until the round closes the newest one counts."""
    inquiry = inquiry_of(context, InquiryKind.STATUS_ROUND)
    if inquiry.closed_at is not None:
        raise Refused(CLOSED)
    party = addressee(context, inquiry, context.request.party)
    initiatives = _initiatives(context, party)
    if unknown := [each.initiative for each in report.initiatives if each.initiative not in initiatives]:
        raise Refused(f"Indsats nr. {unknown[0]} er ikke jeres i dette forløb.")
    for status in report.initiatives:
        _report(context, inquiry, initiatives[status.initiative], status, report.reported_by)
    clear_desk(context, TaskKind.STATUS_SILENT, party=party.code)
    _enter(context, report)
    return answered(context, [party], is_late=is_late(context.today, inquiry.deadline))


def _initiatives(context: RequestContext, party: InquiryParty) -> dict[int, Initiative]:
    mine = {"cycle": context.cycle.id, "owners": [party.code, party.body_code]}
    return {initiative.number: initiative for initiative in context.session.exec(_OWNED, params=mine)}


def _report(
    context: RequestContext, inquiry: Inquiry, initiative: Initiative, status: InitiativeStatus, reported_by: str
) -> None:
    assert initiative.id is not None
    context.session.add(
        StatusReport(
            request_id=context.number,
            cycle_id=context.cycle.id,
            slug=inquiry.slug,
            initiative_id=initiative.id,
            owner_code=initiative.owner_code,
            progress=status.progress,
            note=status.note,
            reported_by=reported_by,
            recorded_at=context.at,
        )
    )
    initiative.progress = status.progress
    context.session.add(initiative)


def _enter(context: RequestContext, report: StatusReportPayload) -> None:
    statuses = ",".join(f"{each.initiative}:{each.progress.value}" for each in report.initiatives)
    notes = {f"note_{each.initiative}": each.note for each in report.initiatives}
    context.enter({"statuses": statuses}, {**notes, "reported_by": report.reported_by})
