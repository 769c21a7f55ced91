"""Versions of an agreement's text: numbered from 1, each published through the inbox."""

from datetime import datetime

from sqlmodel import Session, col, select

from models.database import Database
from models.documents import NewDocument, store
from models.inbox import NewRequest, Receipt, submit_within
from models.kinds import kind_of
from models.tables import Cycle, Version
from models.version_facts import NewVersion, VersionFacts, facts_of, read_new_version
from models.version_parts import add_parts, check_parts, digests_of, file_field
from request_types import VersionPayload
from request_types.faults import BadInput, Fault
from workflows.rules.requests import RequestKind

__all__ = [
    "CycleEnded",
    "NewVersion",
    "UnknownCycle",
    "VersionFacts",
    "add_version",
    "file_field",
    "part_titles",
    "put_version",
    "read_new_version",
]


class UnknownCycle(LookupError):
    """There is no agreement cycle with this id."""


class CycleEnded(ValueError):
    """The cycle has come to its end; nothing more is asked of it."""


def add_version(
    database: Database,
    cycle_id: str,
    new: NewVersion,
    document: NewDocument,
    *,
    made_by: str,
    at: datetime,
    parts: tuple[NewDocument, ...] = (),
) -> VersionFacts:
    """Publish a version: documents, rows and request in one transaction; the newest one once more is no new one.

    `parts` are the documents of the further parts, where the agreement's kind has several.

    Raises:
        UnknownCycle: there is no such cycle.
        CycleEnded: it takes no more versions.
        BadInput: a part is missing; an editorial version has no reason, or nothing before it.
    """
    with database.write_in_turn() as session:
        return put_version(session, cycle_id, new, (document, *parts), made_by=made_by, at=at)


def put_version(
    session: Session,
    cycle_id: str,
    new: NewVersion,
    documents: tuple[NewDocument, ...],
    *,
    made_by: str,
    at: datetime,
) -> VersionFacts:
    """Publish a version of one document or of several parts, in the caller's transaction.

    Raises:
        UnknownCycle, CycleEnded, BadInput: as `add_version` does.
    """
    document, *further = documents
    titles, parts = _titles(session, cycle_id), tuple(further)
    check_parts(titles, parts)
    newest = _newest(session, cycle_id)
    if newest is None or not _is_same(session, newest, new, documents):
        _check_editorial(new, newest)
        newest = _add(session, cycle_id, new, document, number=newest.number + 1 if newest else 1, at=at)
        add_parts(session, newest, titles[1:], parts)
    return facts_of(newest, parts, _publish(session, newest, made_by=made_by, at=at))


def part_titles(session: Session, cycle_id: str) -> tuple[str, ...]:
    """Return what the parts of a cycle's agreement are called; empty where it is one document.

    Raises:
        UnknownCycle: there is no such cycle.
    """
    cycle = session.get(Cycle, cycle_id)
    if cycle is None:
        raise UnknownCycle(cycle_id)
    return kind_of(cycle.definition).parts


def _titles(session: Session, cycle_id: str) -> tuple[str, ...]:
    cycle = session.get(Cycle, cycle_id)
    if cycle is None:
        raise UnknownCycle(cycle_id)
    if cycle.phase.is_final:
        raise CycleEnded(f"Forløbet er {cycle.phase}; der kan ikke lægges flere versioner op.")
    return kind_of(cycle.definition).parts


def _newest(session: Session, cycle_id: str) -> Version | None:
    query = select(Version).where(Version.cycle_id == cycle_id).order_by(col(Version.number).desc())
    return session.exec(query.limit(1)).first()


def _is_same(session: Session, newest: Version, new: NewVersion, documents: tuple[NewDocument, ...]) -> bool:
    said = (new.label, new.editorial, new.reason)
    is_said = said == (newest.label, newest.is_editorial, newest.reason)
    return is_said and digests_of(session, newest) == tuple(document.sha256 for document in documents)


def _check_editorial(new: NewVersion, newest: Version | None) -> None:
    if new.editorial and newest is None:
        raise BadInput(Fault("editorial", "Den første version kan ikke være en redaktionel rettelse."))
    if new.editorial and not new.reason:
        raise BadInput(Fault("reason", "Skriv, hvad der er rettet, og hvorfor det kun er redaktionelt."))


def _add(
    session: Session, cycle_id: str, new: NewVersion, document: NewDocument, *, number: int, at: datetime
) -> Version:
    version = Version(
        cycle_id=cycle_id,
        number=number,
        label=new.label,
        filename=document.filename,
        sha256=store(session, document, at=at),
        is_editorial=new.editorial,
        reason=new.reason,
        created_at=at,
    )
    session.add(version)
    session.flush()
    return version


def _publish(session: Session, version: Version, *, made_by: str, at: datetime) -> Receipt:
    published = NewRequest(
        key=f"version:{version.cycle_id}:{version.number}",
        cycle_id=version.cycle_id,
        kind=RequestKind.VERSION,
        payload=VersionPayload(number=version.number),
        made_by=made_by,
    )
    return submit_within(session, published, at=at)
