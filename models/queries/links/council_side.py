"""What only the opening page of a council's link shows: its contact, its meetings, and what its own case needs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.kinds import kind_of
from models.meetings import meetings_of_bodies
from models.queries.links.clerk import ClerkPage
from models.queries.links.invitations import InvitationFacts
from models.tables import Cycle, Document, Invitation, RoundParty
from workflows.rules.calendar.danish import amid


@dataclass(frozen=True, slots=True)
class CouncilSide:
    """A council's own side of its case; dates are local.

    `council_amid` is the council as it stands amid a sentence, `meetings` the known ones from today on by level,
    `sizes` the documents' bytes by SHA-256, `legal_note` why the agreement is made though its basis has ended.
    """

    mailbox: str
    is_contact_confirmed: bool
    meetings: dict[str, tuple[date, ...]]
    sizes: dict[str, int]
    council_amid: str
    legal_basis: str
    legal_note: str
    period_start: date
    period_end: date


def council_side(session: Session, invitation: InvitationFacts, case: ClerkPage, *, today: date) -> CouncilSide:
    """Return a council's side of its case on the local date `today`."""
    cycle = session.get_one(Cycle, case.cycle_id)
    party = session.get_one(RoundParty, (case.cycle_id, case.round, case.party))
    return CouncilSide(
        mailbox=session.get_one(Invitation, invitation.id).mailbox,
        is_contact_confirmed=party.contact_confirmed_at is not None,
        meetings=_meetings(session, party.body_code, today),
        sizes=_sizes(session, [each.sha256 for each in case.documents]),
        council_amid=amid(case.council),
        legal_basis=kind_of(cycle.definition).legal_basis,
        legal_note=cycle.out_of_basis_reason,
        period_start=cycle.period_start,
        period_end=cycle.period_end,
    )


def _meetings(session: Session, body: str, today: date) -> dict[str, tuple[date, ...]]:
    known: dict[str, tuple[date, ...]] = {}
    for each in meetings_of_bodies(session, [body]).get(body, ()):
        if each.held_on >= today:
            known[each.level] = (*known.get(each.level, ()), each.held_on)
    return known


def _sizes(session: Session, digests: Collection[str]) -> dict[str, int]:
    rows = session.exec(select(Document.sha256, Document.size).where(col(Document.sha256).in_(digests)))
    return dict(rows.all())
