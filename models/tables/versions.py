"""The versions of a cycle's text, and the documents that they are."""

from datetime import datetime

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field

from models.tables.base import Table, UtcDateTime


class Document(Table, table=True):
    """A document's bytes, addressed by their SHA-256 (hex); immutable.

    One that nothing names any more may be removed; `stored_at` (UTC) is None for those from before it was noted.
    """

    sha256: str = Field(primary_key=True, max_length=64)
    content: bytes = Field(sa_type=LargeBinary)
    media_type: str = Field(max_length=100)
    size: int
    stored_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Version(Table, table=True):
    """A version of a cycle's text, numbered from 1; immutable."""

    __table_args__ = (UniqueConstraint("cycle_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", max_length=120, index=True)
    number: int
    label: str = Field(max_length=200)
    filename: str = Field(max_length=200)
    sha256: str = Field(foreign_key="document.sha256", max_length=64)
    is_editorial: bool = False
    reason: str = Field(default="", max_length=2000)
    created_at: datetime = Field(sa_type=UtcDateTime)


class VersionPart(Table, table=True):
    """A further document of a version whose kind has several parts that are approved together; immutable.

    The version's own document is part 0; `position` counts from 1.
    """

    version_id: int = Field(foreign_key="version.id", primary_key=True)
    position: int = Field(primary_key=True)
    title: str = Field(max_length=100)
    filename: str = Field(max_length=200)
    sha256: str = Field(foreign_key="document.sha256", max_length=64)
