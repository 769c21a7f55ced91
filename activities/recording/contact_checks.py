"""Recording what the contact round brings: the right mailbox, and when councils and committees meet."""

from collections.abc import Iterator
from datetime import date

from activities.recording.asked import addressee, answered, inquiry_of, lay_about
from activities.recording.desk import clear_desk
from activities.recording.links import Place, move_link
from activities.recording.matter import AT_THE_COUNCILS, Matter, Refused
from models.directory import successor_of
from models.meetings import meetings_of_bodies
from models.tables import Contact, InquiryParty, Meeting, Round, RoundParty, TaskKind
from request_types import ContactCheckPayload
from request_types.payload import is_mailbox
from workflows.contracts.requests import Recorded
from workflows.rules.inquiries import InquiryKind
from workflows.rules.meetings import MeetingLevel


def record_contact_check(matter: Matter) -> Recorded:
    """Record whether a mailbox is right and when the body meets; the directory follows."""
    check = matter.payload(ContactCheckPayload)
    inquiry = inquiry_of(matter, InquiryKind.CONTACT_ROUND)
    party = addressee(matter, inquiry, matter.request.party)
    clear_desk(matter, TaskKind.CONTACT_SILENT, party=party.code)
    if not check.is_right:
        _change_mailbox(matter, party, check.mailbox)
        if not check.mailbox:  # somebody must find out which one is right
            lay_about(matter, inquiry, TaskKind.CONTACT_SILENT)
    _note_meetings(matter, party, check)
    matter.enter(
        {"is_right": check.is_right}
        | {level.value: ",".join(day.isoformat() for day in days) for level, days in _meetings(check)},
        {"mailbox": check.mailbox, "reported_by": check.reported_by},
    )
    return answered(matter, [party])


def _change_mailbox(matter: Matter, party: InquiryParty, mailbox: str) -> None:
    if not mailbox:
        return
    if not is_mailbox(mailbox):
        raise Refused("Den nye postkasse er ikke skrevet som en mailadresse.")
    contact = matter.session.get(Contact, party.body_code) or Contact(body_code=party.body_code, mailbox=mailbox)
    contact.mailbox = mailbox
    matter.session.add(contact)
    if round_ := _round_that_asks(matter, party.code):
        move_link(matter, Place(round_.number), mailbox)


def _round_that_asks(matter: Matter, party: str) -> Round | None:
    """Return the round that lies at the councils, if this one has been asked in it."""
    round_ = matter.round
    if round_ is None or round_.state not in AT_THE_COUNCILS:
        return None
    asked = matter.session.get(RoundParty, (round_.cycle_id, round_.number, party))
    return round_ if asked is not None and asked.stage <= round_.stage else None


def _note_meetings(matter: Matter, party: InquiryParty, check: ContactCheckPayload) -> None:
    """Note each day for the council that sits on it: the one that was asked, or who has taken over by then."""
    asked = party.body_code
    of_line = meetings_of_bodies(matter.session, [asked]).get(asked, ())
    known = {(meeting.level, meeting.held_on) for meeting in of_line}
    for level, days in _meetings(check):
        for day in sorted(set(days)):
            if (level, day) not in known:
                sitting = successor_of(matter.session, asked, on=day)
                matter.session.add(Meeting(body_code=sitting, level=level, held_on=day))


def _meetings(check: ContactCheckPayload) -> Iterator[tuple[MeetingLevel, tuple[date, ...]]]:
    yield MeetingLevel.COUNCIL, check.council_meetings
    yield MeetingLevel.COMMITTEE, check.committee_meetings
    yield MeetingLevel.FINANCE_COMMITTEE, check.finance_committee_meetings
