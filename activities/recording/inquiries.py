"""Opening inquiries: who is asked, by when, and the letters that ask."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import Session, col, func, select

from activities.calendar import closing_of, reachable
from activities.letters.ledger.letters import order_letters
from activities.recording.addressees import addressees_of, freeze_addressees
from activities.recording.inheriting import catch_up
from models import register
from models.calendar import local_day
from models.kinds import kind_of
from models.register.chain import Fact
from models.tables import Cycle, Inquiry, InquiryParty, Version
from workflows.contracts.inquiries import Addressee, InquiryRef, OpenedInquiry
from workflows.contracts.letters import LetterOrder
from workflows.rules.inquiries import InquiryKind
from workflows.rules.kinds import AgreementKind, HearingTerms
from workflows.rules.letters import LetterKind

REQUESTS: Final[Mapping[InquiryKind, LetterKind]] = {
    InquiryKind.HEARING: LetterKind.HEARING_REQUEST,
    InquiryKind.CONTACT_ROUND: LetterKind.CONTACT_CHECK,
    InquiryKind.STATUS_ROUND: LetterKind.STATUS_REQUEST,
}


def open_inquiry(session: Session, ref: InquiryRef, *, at: datetime) -> OpenedInquiry:
    """Open an inquiry with its frozen addressees; one that is open already is returned as it is."""
    inquiry = session.get(Inquiry, (ref.cycle_id, ref.slug)) or _opened(session, ref, at)
    asked = () if inquiry.closed_at else inquiry_parties(session, inquiry)
    letters = tuple(request_of(inquiry, code) for code in silent(session, inquiry)) if asked else ()
    order_letters(session, *letters, at=at)
    return OpenedInquiry(
        deadline=inquiry.deadline,
        closes_at=closing_of(session, inquiry, at),
        addressees=tuple(Addressee(row.code, row.name, row.answered_by is not None) for row in asked),
        letters=letters,
    )


def inquiry_parties(session: Session, inquiry: Inquiry) -> tuple[InquiryParty, ...]:
    """Return the addressees of an inquiry in their order."""
    mine = select(InquiryParty).where(InquiryParty.cycle_id == inquiry.cycle_id, InquiryParty.slug == inquiry.slug)
    return tuple(session.exec(mine.order_by(col(InquiryParty.position))))


def silent(session: Session, inquiry: Inquiry) -> tuple[str, ...]:
    """Return the codes of those who have not answered and can be written to, in their order."""
    return tuple(session.exec(reachable(inquiry).where(col(InquiryParty.answered_by).is_(None))))


def request_of(inquiry: Inquiry, party: str) -> LetterOrder:
    """Return the letter that asks an addressee, the same whenever it is ordered."""
    return LetterOrder(REQUESTS[inquiry.kind], inquiry.cycle_id, party=party, inquiry=inquiry.slug)


def _opened(session: Session, ref: InquiryRef, at: datetime) -> Inquiry:
    cycle = session.get_one(Cycle, ref.cycle_id)
    kind = kind_of(cycle.definition)
    today = local_day(at)
    if ref.kind is InquiryKind.STATUS_ROUND:
        catch_up(session, cycle, at=at)
    deadline, closes_on = _days(kind, ref.kind, today)
    inquiry = Inquiry(
        cycle_id=ref.cycle_id,
        slug=ref.slug,
        kind=ref.kind,
        version=_newest_version(session, cycle) if ref.kind is InquiryKind.HEARING else None,
        deadline=deadline,
        closes_on=closes_on,
        opened_on=today,
        opened_at=at,
    )
    session.add(inquiry)
    session.flush()
    parties = addressees_of(session, cycle, kind, ref.kind, at=at, today=today)
    freeze_addressees(session, inquiry, parties, at=at)
    _enter(session, inquiry, [party.code for party in parties], at)
    return inquiry


def _days(kind: AgreementKind, asked: InquiryKind, today: date) -> tuple[date, date]:
    """Return the deadline that addressees are told, and the last day on which answers are taken in."""
    match asked:
        case InquiryKind.HEARING:
            deadline = today + timedelta(days=(kind.hearing or HearingTerms(())).days)
        case InquiryKind.CONTACT_ROUND:
            deadline = today + timedelta(days=kind.contact_round.answer_days)
        case InquiryKind.STATUS_ROUND:
            deadline = today + timedelta(days=kind.follow_up.answer_days)
            return deadline, deadline + timedelta(days=kind.follow_up.grace_days)
    return deadline, deadline


def _enter(session: Session, inquiry: Inquiry, parties: Iterable[str], at: datetime) -> None:
    facts: dict[str, Fact] = {
        "inquiry": inquiry.slug,
        "version": inquiry.version,
        "deadline": inquiry.deadline.isoformat(),
        "closes_on": inquiry.closes_on.isoformat(),
        "parties": ",".join(parties),
    }
    register.append(session, kind="inquiry_opened", cycle_id=inquiry.cycle_id, facts=facts, texts={}, at=at)


def _newest_version(session: Session, cycle: Cycle) -> int | None:
    return session.exec(select(func.max(col(Version.number))).where(Version.cycle_id == cycle.id)).one()
