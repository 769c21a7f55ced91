"""Invitations: whose link it is, and which room it opens."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.directory import ContactFacts, known_secretariat
from models.tables import Cycle, Inquiry, Invitation
from workflows.rules.inquiries import InquiryKind


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """A body's right to answer in a round or an inquiry; a link is alive while its generation is this one.

    `inquiry` is the inquiry's slug and `kind` what it asks; empty and None in an approval round.
    """

    id: int
    cycle_id: str
    round: int
    inquiry: str
    kind: InquiryKind | None
    party: str
    generation: int
    is_revoked: bool


def secretariat_of_cycle(session: Session, cycle_id: str) -> ContactFacts | None:
    """Return who answers questions about a cycle, None where nobody has said."""
    cycle = session.get(Cycle, cycle_id)
    return known_secretariat(session, cycle.region_code) if cycle else None


def invitation_facts(session: Session, invitation: int) -> InvitationFacts | None:
    """Return an invitation, None where there is none."""
    query = select(Invitation, Inquiry.kind).outerjoin(
        Inquiry, (col(Inquiry.cycle_id) == Invitation.cycle_id) & (col(Inquiry.slug) == Invitation.inquiry)
    )
    found = session.exec(query.where(Invitation.id == invitation)).first()
    if found is None:
        return None
    row, kind = found
    return InvitationFacts(
        id=invitation,
        cycle_id=row.cycle_id,
        round=row.round,
        inquiry=row.inquiry,
        kind=InquiryKind(kind) if kind else None,
        party=row.party,
        generation=row.generation,
        is_revoked=row.revoked_at is not None,
    )
