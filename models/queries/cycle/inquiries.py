"""Inquiries of a cycle: whom they asked, until when, and who has answered."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.tables import Inquiry, InquiryParty
from workflows.rules.inquiries import InquiryKind


@dataclass(frozen=True, slots=True)
class AddresseeLine:
    """A body that an inquiry asks; `answered_at` is UTC, None while nothing was heard."""

    code: str
    body_code: str
    name: str
    title: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class InquiryLine:
    """An inquiry; dates are local, instants UTC. `version` is the text that a hearing is about."""

    slug: str
    kind: InquiryKind
    version: int | None
    deadline: date
    closes_on: date
    opened_on: date
    closed_at: datetime | None
    addressees: tuple[AddresseeLine, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits for answers."""
        return self.closed_at is None

    @property
    def answered(self) -> int:
        """How many have answered."""
        return sum(each.answered_at is not None for each in self.addressees)


def inquiries_of_cycle(session: Session, cycle_id: str) -> tuple[InquiryLine, ...]:
    """Return a cycle's inquiries, the newest first, in two statements."""
    addressees: dict[str, list[AddresseeLine]] = defaultdict(list)
    parties = select(InquiryParty).where(InquiryParty.cycle_id == cycle_id).order_by(col(InquiryParty.position))
    for party in session.exec(parties):
        addressees[party.slug].append(_addressee(party))
    rows = select(Inquiry).where(Inquiry.cycle_id == cycle_id)
    newest_first = rows.order_by(col(Inquiry.opened_at).desc(), col(Inquiry.slug).desc())
    return tuple(_line(row, tuple(addressees[row.slug])) for row in session.exec(newest_first))


def _addressee(row: InquiryParty) -> AddresseeLine:
    return AddresseeLine(**{name: getattr(row, name) for name in AddresseeLine.__slots__})


def _line(row: Inquiry, addressees: tuple[AddresseeLine, ...]) -> InquiryLine:
    fields = {name: getattr(row, name) for name in InquiryLine.__slots__ if name != "addressees"}
    return InquiryLine(**fields, addressees=addressees)
