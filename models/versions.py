"""Versions of an agreement's text: numbered from 1, each published through the inbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session, col, select

from models.database import Database
from models.documents import NewDocument, store
from models.faults import BadInput, Fault, read_model
from models.inbox import Receipt, put_row
from models.requests import VersionPayload
from models.requests.fields import Line, Reason
from models.tables import Cycle, Request, Version
from workflows.rules.requests import RequestKind


class UnknownCycle(LookupError):
    """There is no agreement cycle with this id."""


class CycleEnded(ValueError):
    """The cycle has come to its end; nothing more is asked of it."""


class NewVersion(BaseModel):
    """What is said of a version; an editorial one needs its reason."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    label: Annotated[Line, Field(min_length=1)]
    editorial: bool = False
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A version as it was published; `created_at` is UTC, `receipt` that of its publication."""

    number: int
    label: str
    filename: str
    sha256: str
    is_editorial: bool
    reason: str
    created_at: datetime
    receipt: Receipt


def read_new_version(values: Mapping[str, object]) -> NewVersion:
    """Return what was said of a new version.

    Raises:
        BadInput: with every fault, as Danish sentences.
    """
    return read_model(NewVersion, values, fallbacks={})


def add_version(
    database: Database,
    cycle_id: str,
    new: NewVersion,
    document: NewDocument,
    *,
    made_by: str,
    at: datetime,
) -> VersionFacts:
    """Publish a version: document, row and request in one transaction; the newest one once more is no new one.

    Raises:
        UnknownCycle: there is no such cycle.
        CycleEnded: it takes no more versions.
        BadInput: an editorial version without a reason, or without anything before it.
    """
    with database.write_in_turn() as session:
        _check_cycle(session, cycle_id)
        newest = _newest(session, cycle_id)
        if newest is None or not _is_same(newest, new, document):
            _check_editorial(new, newest)
            newest = _add(session, cycle_id, new, document, number=newest.number + 1 if newest else 1, at=at)
        return _facts(newest, _publish(session, newest, made_by=made_by, at=at))


def _check_cycle(session: Session, cycle_id: str) -> None:
    cycle = session.get(Cycle, cycle_id)
    if cycle is None:
        raise UnknownCycle(cycle_id)
    if cycle.phase.is_final:
        raise CycleEnded(f"Forløbet er {cycle.phase}; der kan ikke lægges flere versioner op.")


def _newest(session: Session, cycle_id: str) -> Version | None:
    query = select(Version).where(Version.cycle_id == cycle_id).order_by(col(Version.number).desc())
    return session.exec(query.limit(1)).first()


def _is_same(newest: Version, new: NewVersion, document: NewDocument) -> bool:
    said = (new.label, new.editorial, new.reason, document.sha256)
    return said == (newest.label, newest.is_editorial, newest.reason, newest.sha256)


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
        sha256=store(session, document),
        is_editorial=new.editorial,
        reason=new.reason,
        created_at=at,
    )
    session.add(version)
    session.flush()
    return version


def _publish(session: Session, version: Version, *, made_by: str, at: datetime) -> Receipt:
    row = Request(
        key=f"version:{version.cycle_id}:{version.number}",
        cycle_id=version.cycle_id,
        kind=RequestKind.VERSION,
        payload=VersionPayload(number=version.number).model_dump(mode="json"),
        made_by=made_by,
        received_at=at,
    )
    return put_row(session, row)


def _facts(version: Version, receipt: Receipt) -> VersionFacts:
    return VersionFacts(
        number=version.number,
        label=version.label,
        filename=version.filename,
        sha256=version.sha256,
        is_editorial=version.is_editorial,
        reason=version.reason,
        created_at=version.created_at,
        receipt=receipt,
    )
