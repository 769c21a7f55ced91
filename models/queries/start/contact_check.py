"""Who will be asked by a new agreement, how each is reached, and when a council last said that this is right."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from models.calendar import local_day
from models.directory import (
    PartyBody,
    known_secretariat,
    mailboxes_of,
    party_bodies,
)
from models.tables import Inquiry, InquiryParty, RoundParty
from workflows.rules.inquiries import InquiryKind
from workflows.rules.kinds import AgreementKind, PartySelector


@dataclass(frozen=True, slots=True)
class PartyContact:
    """A party that will be asked in the step `stage` (from 0), and its mailbox; empty text where none is known.

    `confirmed_on` is the local date on which the party last confirmed it, in any agreement; None: it never did.
    """

    code: str
    name: str
    stage: int
    mailbox: str
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class ContactCheck:
    """All who will be asked, as Danes order them; `secretariat` is its mailbox, empty text where none is known."""

    parties: tuple[PartyContact, ...]
    secretariat: str

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of those who cannot be written to."""
        return tuple(each.name for each in self.parties if not each.mailbox)

    @property
    def confirmed(self) -> int:
        """How many have confirmed their contact."""
        return sum(each.confirmed_on is not None for each in self.parties)


def contact_check(
    session: Session, kind: AgreementKind, region_code: str, *, today: date, chosen: Collection[str] = ()
) -> ContactCheck:
    """Return who is asked on the local date `today`.

    `chosen` are the codes of the chosen municipalities and the region, where the kind lets them be chosen; until
    there are any, all are returned that may be.
    """
    asked = [
        (number, party)
        for number, stage in enumerate(kind.stages)
        for party in _bodies(session, stage.parties, region_code, chosen, today)
    ]
    mailboxes = mailboxes_of(session, (party.body_code for _, party in asked))
    confirmed = _last_confirmed(session, mailboxes)
    parties = (
        PartyContact(
            party.code,
            party.name,
            number,
            mailboxes.get(party.body_code, ""),
            confirmed.get(party.body_code),
        )
        for number, party in asked
    )
    office = known_secretariat(session, region_code)
    return ContactCheck(tuple(parties), office.mailbox if office else "")


def _bodies(
    session: Session, selector: PartySelector, region_code: str, chosen: Collection[str], on: date
) -> tuple[PartyBody, ...]:
    asks_all = selector is PartySelector.CHOSEN and not chosen
    meant = PartySelector.REGION_AND_MUNICIPALITIES if asks_all else selector
    return party_bodies(session, region_code=region_code, selector=meant, on=on, chosen=chosen)


def _last_confirmed(session: Session, bodies: Iterable[str]) -> dict[str, date]:
    """Return when bodies last confirmed their contact: on a council's own page, or in a contact round."""
    codes = list(bodies)
    on_their_page = select(RoundParty.body_code, func.max(col(RoundParty.contact_confirmed_at)))
    in_a_round = select(InquiryParty.body_code, func.max(col(InquiryParty.answered_at))).join(
        Inquiry, (col(Inquiry.cycle_id) == InquiryParty.cycle_id) & (col(Inquiry.slug) == InquiryParty.slug)
    )
    found = (
        *session.exec(on_their_page.where(col(RoundParty.body_code).in_(codes)).group_by(RoundParty.body_code)),
        *session.exec(
            in_a_round.where(
                Inquiry.kind == InquiryKind.CONTACT_ROUND, col(InquiryParty.body_code).in_(codes)
            ).group_by(InquiryParty.body_code)
        ),
    )
    return _latest(found)


def _latest(found: Iterable[tuple[str, datetime | None]]) -> dict[str, date]:
    days: dict[str, date] = {}
    for code, moment in found:
        if moment is not None:
            day = local_day(moment)
            days[code] = max(day, days.get(code, day))
    return days
