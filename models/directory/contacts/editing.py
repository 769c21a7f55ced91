"""One body's contact, put right by hand: the same checks and the same table as a file of contacts."""

from collections.abc import Mapping
from typing import Final

from models.directory.contacts.contact_file import COLUMNS, field_problems
from models.directory.contacts.importing import put_contacts
from models.store.database import Database
from models.tables import Body
from request_types.faults import BadInput, Fault

CONTACT_FIELDS: Final = tuple(name for name in COLUMNS if name != "code")


class UnknownBody(LookupError):
    """No body has this code."""


def save_contact(database: Database, body_code: str, typed: Mapping[str, str]) -> None:
    """Store how a body is reached; `typed` has all of `CONTACT_FIELDS`.

    Raises:
        BadInput: with every fault, by the names of the columns.
        UnknownBody: there is no such body.
    """
    columns = {name: typed[name].strip() for name in CONTACT_FIELDS}
    if faults := tuple(Fault(name, reason) for name, reason in field_problems(columns)):
        raise BadInput(*faults)
    with database.write() as session:
        if session.get(Body, body_code) is None:
            raise UnknownBody(body_code)
        put_contacts(session, {body_code: columns})
