"""Entries of lists that are about a person: contacts, staff, programs, and the mailboxes that links went to."""

from sqlmodel import Session, col, delete, select

from models.register import ERASED_WORD
from models.tables import ApiToken, Contact, Invitation, SignInAttempt, SignInLink, Staff, StaffSession
from upkeep.privacy.person import Person


def forget_contacts(session: Session, person: Person) -> int:
    """Forget the person's contacts; return how many."""
    rows = [row for row in session.exec(select(Contact)) if person.is_in(list(row.model_dump().values()))]
    for row in rows:  # of bodies that are no more: others are an obstacle
        session.delete(row)
    return len(rows)


def forget_staff(session: Session, person: Person) -> int:
    """Forget the person's entries in the list of staff, and her traces; return how many."""
    rows = [row for row in session.exec(select(Staff)) if person.is_in([row.email, row.name])]
    for row in rows:
        row.email, row.name = f"{ERASED_WORD}-{row.id}@{ERASED_WORD}.invalid", ERASED_WORD
        session.add(row)
        for traces in (SignInLink, StaffSession, SignInAttempt):
            session.connection().execute(delete(traces).where(col(traces.staff_id) == row.id))
    return len(rows)


def forget_programs(session: Session, person: Person) -> int:
    """Forget the names of programs that mention the person; return how many."""
    rows = [row for row in session.exec(select(ApiToken)) if person.is_in(row.name)]
    for row in rows:  # no two have one name
        row.name = f"{ERASED_WORD}-{row.token_hash[:8]}"
        session.add(row)
    return len(rows)


def forget_mailboxes(session: Session, person: Person) -> int:
    """Forget to which of the person's mailboxes links went; return how many."""
    rows = [row for row in session.exec(select(Invitation)) if person.is_in(row.mailbox)]
    for row in rows:  # no two of one party are the same
        row.mailbox = f"{ERASED_WORD}-{row.id}"
        session.add(row)
    return len(rows)
