"""Recording what the office asks of an inquiry: more time, or an early end."""

from dataclasses import replace

from activities.recording.asked import open_inquiry_of
from activities.recording.inquiries import silent
from activities.recording.matter import Matter, Refused
from models.working_calendar import end_of
from request_types import CloseInquiryPayload, ExtensionPayload
from workflows.contracts.requests import Recorded
from workflows.rules.danish import danish_date
from workflows.rules.letters import LetterKind
from workflows.rules.working_days import ONE_DAY


def record_extension(matter: Matter) -> Recorded:
    """Give the addressees more time; those who have not answered are told."""
    extension = matter.payload(ExtensionPayload)
    inquiry = open_inquiry_of(matter)
    if extension.deadline <= matter.today:
        raise Refused("Den nye frist skal ligge efter i dag.")
    if extension.deadline <= inquiry.deadline:
        raise Refused(f"Den nye frist skal ligge efter den nuværende, {danish_date(inquiry.deadline)}.")
    days = {"old_deadline": inquiry.deadline.isoformat(), "new_deadline": extension.deadline.isoformat()}
    inquiry.closes_on += extension.deadline - inquiry.deadline
    inquiry.deadline = extension.deadline
    matter.session.add(inquiry)
    matter.enter(days, {"reason": extension.reason})
    for party in silent(matter.session, inquiry):
        matter.order(LetterKind.INQUIRY_EXTENDED, party=party)
    return replace(matter.done(), deadline=inquiry.deadline, late_at=end_of(inquiry.deadline))


def record_early_end(matter: Matter) -> Recorded:
    """End an inquiry before its deadline; it is closed as soon as its workflow hears of it."""
    ending = matter.payload(CloseInquiryPayload)
    inquiry = open_inquiry_of(matter)
    inquiry.closes_on = matter.today - ONE_DAY  # so that an inquiry that is rebuilt meanwhile ends too
    matter.session.add(inquiry)
    matter.enter({}, {"reason": ending.reason})
    return matter.done()
