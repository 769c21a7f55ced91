"""How bodies are reached."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from models.directory.facts import ContactFacts, NoSecretariatContact, PartyBody
from models.directory.succession.lineage import territory_of
from models.tables import Body, BodyKind, Contact

# made once: every letter asks, and making a statement takes longer than its answer
_SECRETARIAT: Final = (
    select(Contact, Body)
    .join(Body, col(Body.code) == Contact.body_code)
    .where(col(Body.kind) == BodyKind.SECRETARIAT, col(Body.region_code) == bindparam("region"))
    .order_by(col(Body.valid_to).is_not(None), Body.code)
)


def contact_of(session: Session, body_code: str) -> ContactFacts | None:
    """Return how the body is reached, None where nobody has said so yet."""
    contact = session.get(Contact, body_code)
    return _facts(contact, session.get_one(Body, body_code)) if contact else None


def mailboxes_of(session: Session, body_codes: Iterable[str]) -> dict[str, str]:
    """Return the mailboxes of those bodies that can be written to, by their codes."""
    rows = select(Contact.body_code, Contact.mailbox).where(col(Contact.body_code).in_(list(body_codes)))
    return dict(session.exec(rows).all())


def without_contact(session: Session, parties: Iterable[PartyBody]) -> tuple[PartyBody, ...]:
    """Return those parties, in their order, whose council nobody can write to yet."""
    asked = tuple(parties)
    reachable = mailboxes_of(session, (party.body_code for party in asked))
    return tuple(party for party in asked if party.body_code not in reachable)


def known_secretariat(session: Session, region_code: str) -> ContactFacts | None:
    """Return the region's secretariat, None where nobody has said who it is."""
    try:
        return secretariat_of(session, region_code)
    except NoSecretariatContact:
        return None


def secretariat_of(session: Session, region_code: str) -> ContactFacts:
    """Return the region's secretariat: `body_name` is its name, `name` the officer whom letters name.

    A region that took over others' tasks and has none of its own goes by the first of theirs.

    Raises:
        NoSecretariatContact: the region has no secretariat with a contact.
    """
    if (own := _secretariat(session, region_code)) is not None:
        return own
    for region in territory_of(session, region_code, on=date.max):
        if (inherited := _secretariat(session, region)) is not None:
            return inherited
    raise NoSecretariatContact(region_code)


def _secretariat(session: Session, region_code: str) -> ContactFacts | None:
    found = session.exec(_SECRETARIAT, params={"region": region_code}).first()
    return _facts(*found) if found else None


def _facts(contact: Contact, body: Body) -> ContactFacts:
    return ContactFacts(
        body_code=body.code,
        body_name=body.name,
        name=contact.name,
        mailbox=contact.mailbox,
        main_mailbox=contact.main_mailbox,
        second_mailbox=contact.second_mailbox,
        phone=contact.phone,
        website=contact.website,
    )
