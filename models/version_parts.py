"""The documents of a version whose agreement has several parts, which are approved together."""

from sqlmodel import Session, col, select

from models.documents import NewDocument, store
from models.tables import Version, VersionPart
from request_types.faults import BadInput, Fault


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
