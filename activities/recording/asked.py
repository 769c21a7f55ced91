"""The inquiry that a request concerns, and the addressee who answers it."""

from collections.abc import Iterable
from dataclasses import replace

from activities.recording.addressees import inquiry_task
from activities.recording.matter import Matter, Refused
from models.once import insert_once
from models.tables import Document, Inquiry, InquiryParty, TaskKind
from workflows.contracts.requests import Recorded
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind


def inquiry_of(matter: Matter, *kinds: InquiryKind) -> Inquiry:
    """Return the inquiry that the request concerns, which is one of `kinds` where any are named.

    Raises:
        Refused: there is none.
    """
    inquiry = matter.session.get(Inquiry, (matter.cycle.id, matter.request.inquiry))
    if inquiry is None or (kinds and inquiry.kind not in kinds):
        raise Refused("Spørgerunden findes ikke i dette forløb.")
    return inquiry


def open_inquiry_of(matter: Matter) -> Inquiry:
    """Return the inquiry that the request concerns.

    Raises:
        Refused: there is none, or its time is over.
    """
    inquiry = inquiry_of(matter)
    if is_over(matter, inquiry):
        raise Refused("Spørgerunden er allerede lukket.")
    return inquiry


def addressee(matter: Matter, inquiry: Inquiry, code: str) -> InquiryParty:
    """Return one of those whom the inquiry asks.

    Raises:
        Refused: nobody of that code is asked.
    """
    party = matter.session.get(InquiryParty, (inquiry.cycle_id, inquiry.slug, code))
    if party is None:
        raise Refused(f"»{code}« er ikke spurgt i denne runde.")
    return party


def is_over(matter: Matter, inquiry: Inquiry) -> bool:
    """Tell whether the time for answers has passed, if perhaps nobody has closed the inquiry yet."""
    return inquiry.closed_at is not None or matter.today > inquiry.closes_on


def has_answered(matter: Matter, parties: Iterable[InquiryParty]) -> tuple[str, ...]:
    """Note that the addressees have answered by this request; return their codes."""
    codes = []
    for party in parties:
        party.answered_by, party.answered_at = matter.number, matter.at
        matter.session.add(party)
        codes.append(party.code)
    return tuple(codes)


def answered(matter: Matter, parties: Iterable[InquiryParty], *, is_late: bool = False) -> Recorded:
    """Return that the addressees have answered; of an answer through a link each of them gets a receipt."""
    codes = has_answered(matter, parties)
    for code in codes if matter.is_made_by_link else ():
        matter.order(LetterKind.INQUIRY_RECEIPT, party=code)
    return replace(matter.done(), answered=codes, is_late=is_late)


def lay_about(matter: Matter, inquiry: Inquiry, kind: TaskKind) -> None:
    """Lay a task about an addressee's answer on the desk."""
    task = inquiry_task(inquiry, kind, matter.request.party, matter.at, about=f"/{matter.number}")
    insert_once(matter.session, task)


def refuse_missing(matter: Matter, sha256: str | None) -> None:
    """Refuse a request whose document is not in the store.

    Raises:
        Refused: it is not.
    """
    if sha256 and matter.session.get(Document, sha256) is None:
        raise Refused("Det vedlagte dokument findes ikke. Læg det op igen.")
