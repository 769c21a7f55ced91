"""The hash-chained register."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field

from models.tables.base import Table, UtcDateTime


class RegisterEntry(Table, table=True):
    """One link of the chain: `canonical` is stored byte for byte as it was hashed; triggers refuse changes."""

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    prev: str = Field(max_length=64, unique=True)
    hash: str = Field(max_length=64, unique=True)
    kind: str = Field(max_length=40)
    cycle_id: str = Field(max_length=120, index=True)
    canonical: bytes = Field(sa_type=LargeBinary)
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class SealedText(Table, table=True):
    """A text or name of which the register holds only the salted digest; text and salt can be erased."""

    digest: str = Field(primary_key=True, max_length=64)
    entry: int = Field(foreign_key="register_entry.seq", index=True)
    field: str = Field(max_length=40)
    salt: str | None = Field(default=None, max_length=64)
    text: str | None = None
