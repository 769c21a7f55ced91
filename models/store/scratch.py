"""A store for one rehearsal: the office's directory, meetings and kinds, and nobody's cycles."""

from pathlib import Path
from typing import Final

from sqlmodel import Session, col, select

from models.directory import seed_directory
from models.directory.reading import slug_of
from models.kinds import seed_kinds
from models.store.database import Database
from models.tables import Body, Contact, Kind, Meeting, Membership, Table, metadata

COPIED: Final[tuple[type[Table], ...]] = (Body, Membership, Contact, Meeting, Kind)
DOMAIN: Final = "tænkt.example"


def scratch_store(folder: Path, source: Database | None) -> Database:
    """Return a new store in `folder` with what `source` knows of bodies, contacts, meetings and kinds.

    Without a source it is what a new installation knows. Bodies without a contact get an imagined mailbox.
    """
    scratch = Database(f"sqlite:///{folder / 'rehearsal.db'}", is_scratch=True)
    metadata.create_all(scratch.engine, checkfirst=False)
    if source is None:
        seed_directory(scratch)
        seed_kinds(scratch)
    else:
        _copy(source, scratch)
    with scratch.write() as session:
        _imagine_contacts(session)
    return scratch


def _copy(source: Database, scratch: Database) -> None:
    with source.read() as theirs, scratch.write() as ours:
        for table in COPIED:
            ours.add_all([table(**row.model_dump()) for row in theirs.exec(select(table))])
            ours.flush()


def _imagine_contacts(session: Session) -> None:
    reachable = select(Contact.body_code)
    for body in session.exec(select(Body).where(col(Body.code).not_in(reachable))):
        mailbox = f"{slug_of(body.code)}@{DOMAIN}"
        session.add(Contact(body_code=body.code, mailbox=mailbox, main_mailbox=mailbox))
