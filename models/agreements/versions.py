"""Versions of an agreement's text: numbered from 1, of one document or several, published through the inbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session, col, select

from models.agreements.documents import NewDocument, store
from models.inbox.submission import NewRequest, Receipt, submit_within
from models.kinds import kind_of
from models.store.database import Database
from models.tables import Cycle, Version, VersionPart
from request_types.cycles import VersionPayload
from request_types.faults import BadInput, Fault, Missing, read_model
from request_types.payload import Line, Reason
from workflows.rules.requests import RequestKind


class NewVersion(BaseModel):
    """What is said of a version; an editorial one needs its reason."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    label: Annotated[Line, Field(min_length=1), Missing("Skriv, hvad versionen skal hedde.")]
    editorial: bool = False
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A version as it was published; `created_at` is UTC, `receipt` that of its publication.

    `parts` are the documents of the agreement's further parts, where it has several.
    """

    number: int
    label: str
    filename: str
    sha256: str
    is_editorial: bool
    reason: str
    created_at: datetime
    receipt: Receipt
    parts: tuple[NewDocument, ...] = ()


def read_new_version(values: Mapping[str, object]) -> NewVersion:
    """Return what was said of a new version.

    Raises:
        BadInput: with every fault, as Danish sentences.
    """
    return read_model(NewVersion, values, fallbacks={})


def facts_of(version: Version, parts: tuple[NewDocument, ...], receipt: Receipt) -> VersionFacts:
    """Return a version's row, its further parts and its receipt as facts."""
    return VersionFacts(
        number=version.number,
        label=version.label,
        filename=version.filename,
        sha256=version.sha256,
        is_editorial=version.is_editorial,
        reason=version.reason,
        created_at=version.created_at,
        receipt=receipt,
        parts=parts,
    )


def file_field(position: int) -> str:
    """Return the name of the form's field for the part at `position`, counted from 0."""
    return f"file_{position + 1}" if position else "file"


def check_parts(titles: tuple[str, ...], parts: tuple[NewDocument, ...]) -> None:
    """Check that every part after the first has its document; `titles` are those of all parts.

    Raises:
        BadInput: one is missing, or one is too many.
    """
    missing = range(len(parts) + 1, len(titles))
    if missing:
        raise BadInput(*(Fault(file_field(place), f"Vælg filen med {titles[place]}.") for place in missing))
    if len(parts) + 1 > max(len(titles), 1):
        raise BadInput(Fault(file_field(len(parts)), "Aftalen har ikke så mange dele."))


def add_parts(session: Session, version: Version, titles: tuple[str, ...], parts: tuple[NewDocument, ...]) -> None:
    """Add the documents of the parts after the first, in the caller's transaction; `titles` are theirs."""
    assert version.id is not None
    for position, (title, document) in enumerate(zip(titles, parts, strict=True), start=1):
        session.add(
            VersionPart(
                version_id=version.id,
                position=position,
                title=title,
                filename=document.filename,
                sha256=store(session, document, at=version.created_at),
            )
        )


def digests_of(session: Session, version: Version) -> tuple[str, ...]:
    """Return the SHA-256 (hex) of all documents of a version, in the order of the parts."""
    further = select(VersionPart.sha256).where(VersionPart.version_id == version.id)
    return (version.sha256, *session.exec(further.order_by(col(VersionPart.position))))


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
