"""The inquiry that a request concerns, who answers it, and how it is moved or closed."""

from collections.abc import Iterable
from dataclasses import replace

from activities.handling.context import Refused, RequestContext
from activities.handling.registry import handles
from activities.recording.addressees import inquiry_task
from activities.recording.inquiries import silent
from models.calendar import end_of
from models.store.insert_or_ignore import insert_or_ignore
from models.tables import Document, Inquiry, InquiryParty, TaskKind
from request_types.inquiries import CLOSE_INQUIRY, EXTENSION, CloseInquiryPayload, ExtensionPayload
from workflows.contracts.requests import Recorded
from workflows.rules.calendar.danish import danish_date
from workflows.rules.calendar.working_days import ONE_DAY
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind


def inquiry_of(context: RequestContext, *kinds: InquiryKind) -> Inquiry:
    """Return the inquiry that the request concerns, which is one of `kinds` where any are named.

    Raises:
        Refused: there is none.
    """
    inquiry = context.session.get(Inquiry, (context.cycle.id, context.request.inquiry))
    if inquiry is None or (kinds and inquiry.kind not in kinds):
        raise Refused("Spørgerunden findes ikke i dette forløb.")
    return inquiry


def open_inquiry_of(context: RequestContext) -> Inquiry:
    """Return the inquiry that the request concerns.

    Raises:
        Refused: there is none, or its time is over.
    """
    inquiry = inquiry_of(context)
    if is_over(context, inquiry):
        raise Refused("Spørgerunden er allerede lukket.")
    return inquiry


def addressee(context: RequestContext, inquiry: Inquiry, code: str) -> InquiryParty:
    """Return one of those whom the inquiry asks.

    Raises:
        Refused: nobody of that code is asked.
    """
    party = context.session.get(InquiryParty, (inquiry.cycle_id, inquiry.slug, code))
    if party is None:
        raise Refused(f"»{code}« er ikke spurgt i denne runde.")
    return party


def is_over(context: RequestContext, inquiry: Inquiry) -> bool:
    """Tell whether the time for answers has passed, if perhaps nobody has closed the inquiry yet."""
    return inquiry.closed_at is not None or context.today > inquiry.closes_on


def has_answered(context: RequestContext, parties: Iterable[InquiryParty]) -> tuple[str, ...]:
    """Note that the addressees have answered by this request; return their codes."""
    codes = []
    for party in parties:
        party.answered_by, party.answered_at = context.number, context.at
        context.session.add(party)
        codes.append(party.code)
    return tuple(codes)


def answered(context: RequestContext, parties: Iterable[InquiryParty], *, is_late: bool = False) -> Recorded:
    """Return that the addressees have answered; of an answer through a link each of them gets a receipt."""
    codes = has_answered(context, parties)
    for code in codes if context.is_made_by_link else ():
        context.order(LetterKind.INQUIRY_RECEIPT, party=code)
    return replace(context.done(), answered=codes, is_late=is_late)


def lay_about(context: RequestContext, inquiry: Inquiry, kind: TaskKind) -> None:
    """Lay a task about an addressee's answer on the desk."""
    task = inquiry_task(inquiry, kind, context.request.party, context.at, about=f"/{context.number}")
    insert_or_ignore(context.session, task)


def refuse_missing(context: RequestContext, sha256: str | None) -> None:
    """Refuse a request whose document is not in the store.

    Raises:
        Refused: it is not.
    """
    if sha256 and context.session.get(Document, sha256) is None:
        raise Refused("Det vedlagte dokument findes ikke. Læg det op igen.")


@handles(EXTENSION)
def handle_extension(context: RequestContext, extension: ExtensionPayload) -> Recorded:
    """Give the addressees more time; those who have not answered are told."""
    inquiry = open_inquiry_of(context)
    context.refuse_faults(extension.faults_on(context.today))
    if extension.deadline <= inquiry.deadline:
        raise Refused(f"Den nye frist skal ligge efter den nuværende, {danish_date(inquiry.deadline)}.")
    days = {"old_deadline": inquiry.deadline.isoformat(), "new_deadline": extension.deadline.isoformat()}
    inquiry.closes_on += extension.deadline - inquiry.deadline
    inquiry.deadline = extension.deadline
    context.session.add(inquiry)
    context.enter(days, {"reason": extension.reason})
    for party in silent(context.session, inquiry):
        context.order(LetterKind.INQUIRY_EXTENDED, party=party)
    return replace(context.done(), deadline=inquiry.deadline, late_at=end_of(inquiry.deadline))


@handles(CLOSE_INQUIRY)
def handle_early_end(context: RequestContext, ending: CloseInquiryPayload) -> Recorded:
    """End an inquiry before its deadline; it is closed as soon as its workflow hears of it."""
    inquiry = open_inquiry_of(context)
    inquiry.closes_on = context.today - ONE_DAY  # so that an inquiry that is rebuilt meanwhile ends too
    context.session.add(inquiry)
    context.enter({}, {"reason": ending.reason})
    return context.done()
