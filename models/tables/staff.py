"""Who works here, their one-time links, their sessions and the tokens of programs."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field

from models.tables.base import Table, UtcDateTime, by_value


class Role(StrEnum):
    """What a member of staff may do: the secretariat writes, the coordinator reads."""

    SECRETARIAT = "secretariat"
    COORDINATOR = "coordinator"


class Staff(Table, table=True):
    """A member of staff; `cluster` is the code of the one that is looked after, empty for all."""

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=200)
    role: Role = Field(sa_type=by_value(Role))
    cluster: str = Field(default="", max_length=100)
    is_active: bool = True


class SignInLink(Table, table=True):
    """A one-time link; only the token's SHA-256 is kept. Instants are UTC."""

    token_hash: str = Field(primary_key=True, max_length=64)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class StaffSession(Table, table=True):
    """A signed-in browser; only the cookie's SHA-256 is kept. Instants are UTC."""

    token_hash: str = Field(primary_key=True, max_length=64)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ApiToken(Table, table=True):
    """A program's token; only its SHA-256 is kept."""

    token_hash: str = Field(primary_key=True, max_length=64)
    name: str = Field(max_length=100, unique=True)
    role: Role = Field(sa_type=by_value(Role))
    created_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
