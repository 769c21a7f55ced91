"""How bodies are reached."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from models.directory.facts import ContactFacts, NoSecretariatContact, PartyBody
from models.directory.lineage import territory_of
from models.tables import Body, BodyKind, Contact

# made once: a letter asks several times, and making a statement takes longer than its answer
_CONTACTS: Final = (
    select(Contact, Body)
    .join(Body, col(Body.code) == Contact.body_code)
    .order_by(col(Body.valid_to).is_not(None), Body.code)
)
_OF_BODY: Final = _CONTACTS.where(col(Contact.body_code) == bindparam("body"))
_SECRETARIAT: Final = _CONTACTS.where(
    col(Body.kind) == BodyKind.SECRETARIAT, col(Body.region_code) == bindparam("region")
)


def contact_of(session: Session, body_code: str) -> ContactFacts | None:
    """Return how the body is reached, None where nobody has said so yet."""
    found = session.exec(_OF_BODY, params={"body": body_code}).first()
    return _facts(*found) if found else None


def without_contact(session: Session, parties: Iterable[PartyBody]) -> tuple[PartyBody, ...]:
    """Return those parties, in their order, whose council nobody can write to yet."""
    asked = tuple(parties)
    codes = [party.body_code for party in asked]
    reachable = set(session.exec(select(Contact.body_code).where(col(Contact.body_code).in_(codes))))
    return tuple(party for party in asked if party.body_code not in reachable)


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
