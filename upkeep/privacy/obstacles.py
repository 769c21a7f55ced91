"""What must be done before a person can be erased: whom the running work still needs is not forgotten."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session, col, select

from models.tables import Body, Contact, Inquiry, Invitation, Request, RequestResult, Round, RoundState, Staff
from upkeep.privacy.person import Person
from workflows.rules.requests import RequestKind

_OPEN = (RoundState.OPEN, RoundState.BLOCKED)


def obstacles(session: Session, person: Person, *, today: date) -> tuple[str, ...]:
    """Return in Danish what must be done first; `today` is local. Nothing, where the person can be erased."""
    return (
        *_contacts(session, person, today),
        *_staff(session, person),
        *_links(session, person),
        *_requests(session, person),
    )


def _contacts(session: Session, person: Person, today: date) -> Iterator[str]:
    joined = select(Contact, Body).join(Body, col(Body.code) == Contact.body_code).order_by(col(Body.sort_key))
    for contact, body in session.exec(joined):
        is_living = body.valid_to is None or body.valid_to >= today
        if is_living and person.is_in(list(contact.model_dump().values())):
            yield f"{body.name} har stadig personen som kontakt. Ret kontakten på /katalog/{body.code} først."


def _staff(session: Session, person: Person) -> Iterator[str]:
    for staff in session.exec(select(Staff).where(col(Staff.is_active)).order_by(col(Staff.id))):
        if person.is_in([staff.email, staff.name]):
            yield f"{staff.name} har stadig adgang. Luk adgangen på /katalog/medarbejdere først."


def _links(session: Session, person: Person) -> Iterator[str]:
    rounds = select(Invitation).join(
        Round, (col(Round.cycle_id) == Invitation.cycle_id) & (col(Round.number) == Invitation.round)
    )
    inquiries = select(Invitation).join(
        Inquiry, (col(Inquiry.cycle_id) == Invitation.cycle_id) & (col(Inquiry.slug) == Invitation.inquiry)
    )
    of_rounds = rounds.where(col(Round.state).in_(_OPEN), Invitation.inquiry == "")
    of_inquiries = inquiries.where(col(Inquiry.closed_at).is_(None))
    for asked in (of_rounds, of_inquiries):
        for invitation in session.exec(asked.where(col(Invitation.revoked_at).is_(None))):
            if person.is_in(invitation.mailbox):
                yield (
                    f"Der er et åbent link til personen i {invitation.cycle_id} (part {invitation.party}). "
                    "Skift kontakten for den part først."
                )


def _requests(session: Session, person: Person) -> Iterator[str]:
    waiting = select(Request).outerjoin(RequestResult, col(RequestResult.request_id) == Request.id)
    asked = waiting.where(col(RequestResult.request_id).is_(None), Request.kind != RequestKind.START)
    for request in session.exec(asked.order_by(col(Request.id))):
        if person.is_in(request.payload):
            yield f"Henvendelse nr. {request.id} er ikke registreret endnu. Vent, til den er det."
