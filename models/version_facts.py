"""A version as it was published."""

from dataclasses import dataclass
from datetime import datetime

from models.documents import NewDocument
from models.inbox import Receipt
from models.tables import Version


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
