"""The documents of a version: one, or one for each part of the agreement."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.kinds import kind_of
from models.tables import Cycle, Version, VersionPart


@dataclass(frozen=True, slots=True)
class PartLine:
    """A document of a version; `title` is empty where the agreement has only one, `position` counts from 0."""

    position: int
    title: str
    filename: str
    sha256: str


def parts_of_version(session: Session, cycle: Cycle, version: Version) -> tuple[PartLine, ...]:
    """Return a version's documents in the order of the agreement's parts."""
    return parts_of_versions(session, cycle, [version])[version.number]


def parts_of_versions(
    session: Session, cycle: Cycle, versions: Collection[Version]
) -> dict[int, tuple[PartLine, ...]]:
    """Return the documents of several versions of a cycle, by the version's number, in one statement."""
    titles = kind_of(cycle.definition).parts
    first = {
        version.id: [PartLine(0, titles[0] if titles else "", version.filename, version.sha256)]
        for version in versions
    }
    further = select(VersionPart).where(col(VersionPart.version_id).in_([each.id for each in versions]))
    for row in session.exec(further.order_by(col(VersionPart.position))):
        first[row.version_id].append(PartLine(row.position, row.title, row.filename, row.sha256))
    return {version.number: tuple(first[version.id]) for version in versions}
