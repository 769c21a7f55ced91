"""The tokens of programs: 32 random bytes, of which only the SHA-256 is kept."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import update
from sqlmodel import Session, col

from models.database import Database
from models.once import insert_once
from models.staff import SECRET_BYTES, StaffError, hash_of
from models.tables import ApiToken, TokenScope

LIFE: Final = timedelta(days=365)

__all__ = ["LIFE", "TokenFacts", "TokenScope", "create_token", "revoke_token", "token_holder"]


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """A program that holds a token."""

    name: str
    scope: TokenScope


def create_token(
    database: Database, name: str, scope: TokenScope, now: datetime, *, life: timedelta = LIFE
) -> str:
    """Return a new token for a program; it works for `life` from `now` (UTC).

    Raises:
        StaffError: the name is missing or taken.
    """
    if not name.strip():
        raise StaffError("Giv tokenet et navn.")
    token = secrets.token_urlsafe(SECRET_BYTES)
    row = ApiToken(
        token_hash=hash_of(token), name=name.strip(), scope=scope, created_at=now, expires_at=now + life
    )
    with database.write() as session:
        if not insert_once(session, row):
            raise StaffError(f"Der findes allerede et token med navnet {name.strip()}.")
    return token


def revoke_token(database: Database, name: str, now: datetime) -> None:
    """Take a program's token back; one that was taken back already stays so."""
    is_meant = (col(ApiToken.name) == name, col(ApiToken.revoked_at).is_(None))
    with database.write() as session:
        session.connection().execute(update(ApiToken).where(*is_meant).values(revoked_at=now))


def token_holder(session: Session, token: str, now: datetime) -> TokenFacts | None:
    """Return whose token it is at `now` (UTC), None where it is nobody's (any more)."""
    row = session.get(ApiToken, hash_of(token))
    if row is None or row.revoked_at is not None or row.expires_at <= now:
        return None
    return TokenFacts(row.name, row.scope)
