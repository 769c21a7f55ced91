"""Takes a file of contacts into the directory: all of it, or nothing."""

from pathlib import Path

from sqlmodel import Session, col, select

from models.csv_text import NOT_UTF8, text_of
from models.database import Database
from models.directory.contact_file import ContactFile, read_contact_file
from models.directory.facts import ImportReport, RowProblem
from models.directory.parties import COUNCILS
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
        found = read_contact_file(text, _codes(session))
        if not found.problems:
            _store(session, found)
    problems = tuple(sorted(found.problems, key=lambda problem: problem.line))
    return ImportReport(0 if problems else len(found.contacts), problems)


def _codes(session: Session) -> dict[str, str]:
    codes = {code: code for code in session.exec(select(Body.code))}
    council_of = (
        select(Membership.body_code, Body.code)
        .join(Body, col(Body.code) == Membership.member_code)
        .where(col(Body.kind).in_(COUNCILS))
    )
    return codes | dict(session.exec(council_of).all())


def _store(session: Session, found: ContactFile) -> None:
    known = {contact.body_code: contact for contact in session.exec(select(Contact))}
    for body_code, columns in found.contacts.items():
        contact = known.get(body_code) or Contact(body_code=body_code, mailbox=columns["mailbox"])
        contact.sqlmodel_update(columns)
        session.add(contact)
