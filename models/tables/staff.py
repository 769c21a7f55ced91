"""Who works here and how they come in: one-time links, sessions, the tokens of programs, the keys of links."""

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
    begun_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInStep(StrEnum):
    """What somebody did on the way in; the value is what readers see."""

    ASKED = "bad om et link"
    UNKNOWN = "ukendt adresse"
    SIGNED_IN = "loggede ind"
    REFUSED = "ugyldigt link"
    LIMITED = "for mange forsøg"


class SignInAttempt(Table, table=True):
    """Somebody who tried to come in; `staff_id` is None where it was nobody known. Instants are UTC."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    step: SignInStep = Field(sa_type=by_value(SignInStep))
    staff_id: int | None = Field(default=None, foreign_key="staff.id", index=True)


class TokenScope(StrEnum):
    """What a program may do with its token."""

    READ = "read"
    WRITE = "write"
    METRICS = "metrics"


class ApiToken(Table, table=True):
    """A program's token; only its SHA-256 is kept. Instants are UTC."""

    token_hash: str = Field(primary_key=True, max_length=64)
    name: str = Field(max_length=100, unique=True)
    scope: TokenScope = Field(sa_type=by_value(TokenScope))
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LinkKey(Table, table=True):
    """A key that links were signed with, known by its fingerprint; the key itself is kept elsewhere.

    It signed links from `first_used_at` (UTC) until the next one's; `retired_at` is when its links were given up.
    """

    fingerprint: str = Field(primary_key=True, max_length=64)
    first_used_at: datetime = Field(sa_type=UtcDateTime)
    retired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
