"""Takes a file of contacts into the directory: all of it, or nothing."""

from collections.abc import Mapping
from pathlib import Path

from sqlmodel import Session, col, select

from models.directory.contacts.contact_file import read_contact_file
from models.directory.facts import ImportReport, RowProblem
from models.directory.parties import COUNCILS
from models.store.csv_text import NOT_UTF8, text_of
from models.store.database import Database
from models.tables import Body, Contact, Membership


def import_contacts(database: Database, text_or_path: str | Path) -> ImportReport:
    """Import contacts from CSV (UTF-8, header `code,name,mailbox,main_mailbox,second_mailbox,phone,website`).

    `code` is a body's own, or a municipality's or region's, and then the contact is its council's. A contact
    that exists is replaced. Where any row is bad, all bad rows are reported and nothing is imported.

    Raises:
        OSError: the file cannot be opened.
    """
    text = text_of(text_or_path)
    if text is None:
        return ImportReport(0, (RowProblem(0, "", NOT_UTF8),))
    with database.write() as session:
        found = read_contact_file(text, codes_of_contacts(session))
        if not found.problems:
            put_contacts(session, found.contacts)
    problems = tuple(sorted(found.problems, key=lambda problem: problem.line))
    return ImportReport(0 if problems else len(found.contacts), problems)


def codes_of_contacts(session: Session) -> dict[str, str]:
    """Return for each code in the directory the body that it is reached as: a municipality as its council."""
    codes = {code: code for code in session.exec(select(Body.code))}
    council_of = (
        select(Membership.body_code, Body.code)
        .join(Body, col(Body.code) == Membership.member_code)
        .where(col(Body.kind).in_(COUNCILS))
    )
    return codes | dict(session.exec(council_of).all())


def put_contacts(session: Session, contacts: Mapping[str, Mapping[str, str]]) -> None:
    """Put contacts into the table, in place of those that are there; they are checked columns by body code."""
    asked = select(Contact).where(col(Contact.body_code).in_(list(contacts)))
    known = {contact.body_code: contact for contact in session.exec(asked)}
    for body_code, columns in contacts.items():
        contact = known.get(body_code) or Contact(body_code=body_code, mailbox=columns["mailbox"])
        contact.sqlmodel_update(dict(columns))
        session.add(contact)
