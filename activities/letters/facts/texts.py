"""The documents that go with a letter: a version of the agreement, with all its parts."""

from sqlmodel import Session, col, func, select

from activities.letters.facts.shapes import AttachedText
from models.tables import Document, Version, VersionPart


def texts_of(session: Session, cycle_id: str, number: int, parts: tuple[str, ...]) -> tuple[AttachedText, ...]:
    """Return a version's document and its further parts, with their bytes.

    `parts` is what the agreement's kind calls its documents; the first of them is the version's own.
    """
    version, document = session.exec(
        select(Version, Document)
        .join(Document, col(Document.sha256) == Version.sha256)
        .where(Version.cycle_id == cycle_id, Version.number == number)
    ).one()
    own = _text(version, parts[0] if parts else "", version.filename, document)
    more = session.exec(
        select(VersionPart, Document)
        .join(Document, col(Document.sha256) == VersionPart.sha256)
        .where(VersionPart.version_id == version.id)
        .order_by(col(VersionPart.position))
    )
    return (own, *(_text(version, part.title, part.filename, document) for part, document in more))


def newest_version(session: Session, cycle_id: str) -> int | None:
    """Return the number of the newest version, None where nothing was uploaded."""
    return session.exec(select(func.max(col(Version.number))).where(Version.cycle_id == cycle_id)).one()


def _text(version: Version, title: str, filename: str, document: Document) -> AttachedText:
    return AttachedText(
        number=version.number,
        label=version.label,
        filename=filename,
        media_type=document.media_type,
        content=document.content,
        title=title,
    )
