"""Whom a letter goes to, or whom it is about: a party of a round, an addressee of an inquiry, any body."""

from datetime import date
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from activities.letters.facts.shapes import Council, Office
from models.access.links import LinkClaim
from models.directory import contact_of
from models.directory.bodies import as_party, heir_of
from models.tables import Body, InquiryParty, Invitation, RoundParty
from workflows.contracts.letters import LetterOrder
from workflows.rules.letters import Recipient

Asked = RoundParty | InquiryParty
_LIVE: Final = (
    select(Invitation)
    .where(
        Invitation.cycle_id == bindparam("cycle"),
        Invitation.round == bindparam("round"),
        Invitation.inquiry == bindparam("inquiry"),
        Invitation.party == bindparam("party"),
        col(Invitation.revoked_at).is_(None),
    )
    .order_by(col(Invitation.id).desc())
    .limit(1)
)


def asked_party(session: Session, letter: LetterOrder) -> Asked | None:
    """Return the party that the letter concerns, as it was when its round or inquiry was opened."""
    if letter.inquiry:
        return session.get(InquiryParty, (letter.cycle_id, letter.inquiry, letter.party))
    return session.get(RoundParty, (letter.cycle_id, letter.round, letter.party))


def live_invitation(session: Session, letter: LetterOrder) -> Invitation | None:
    """Return the newest invitation of the party in its round or inquiry that was not revoked."""
    asked_in = {"round": 0 if letter.inquiry else letter.round, "inquiry": letter.inquiry}
    return session.exec(_LIVE, params={"cycle": letter.cycle_id, "party": letter.party, **asked_in}).first()


def claim_of(invitation: Invitation | None) -> LinkClaim | None:
    """Return what a link for the invitation is to say."""
    if invitation is None or invitation.id is None:
        return None
    return LinkClaim(invitation.id, invitation.generation)


def addresses_of(
    session: Session,
    recipient: Recipient,
    body_code: str | None,
    invitation: Invitation | None,
    office: Office,
) -> tuple[str, ...]:
    """Return the mailboxes to try in turn; empty where nobody can be written to."""
    contact = contact_of(session, body_code) if body_code else None
    second = contact.second_mailbox if contact else ""
    match recipient:
        case Recipient.STAFF:
            wanted = [office.mailbox]
        case Recipient.MAIN_MAILBOX:
            wanted = [contact.main_mailbox or contact.mailbox] if contact else []
        case Recipient.CONTACT:
            wanted = [invitation.mailbox, second] if invitation else []
        case Recipient.BODY:
            wanted = [contact.mailbox, second] if contact else []
    return tuple(dict.fromkeys(address for address in wanted if address))


def named(session: Session, party: Asked) -> Council:
    """Return a party of a round, or an addressee of an inquiry, as letters name it."""
    body = session.get_one(Body, party.body_code)
    return Council(party.code, party.name, party.title, body.name, body.code)


def found_in_directory(session: Session, code: str, *, on: date) -> Council | None:
    """Return the body as letters name it on the local date `on`, None where there is none.

    A council may be called by its own code or by its municipality's or region's; a body that has ended is
    followed by its successor.
    """
    body = heir_of(session, code, on=on) if code else None
    if body is None:
        return None
    party = as_party(session, body)
    council = session.get_one(Body, party.body_code)
    return Council(party.code, party.name, party.title, council.name, council.code)
