"""The tokens of programs: 32 random bytes, of which only the SHA-256 is kept.

Whoever holds a token may be told that it has ended: nobody else can have it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.access.staff import SECRET_BYTES, StaffError, hash_of
from models.store.collation import danish_sort_key
from models.store.database import Database
from models.store.insert_or_ignore import insert_or_ignore
from models.tables import ApiToken, TokenScope

LIFE: Final = timedelta(days=365)

LONGEST_NAME: Final = 100
_LENGTH_OF_A_MARK: Final = 16

__all__ = [
    "LIFE",
    "TokenFacts",
    "TokenLine",
    "TokenScope",
    "UnknownToken",
    "create_token",
    "program_names",
    "revoke_token",
    "token_holder",
    "token_list",
    "why_ended",
]


class UnknownToken(LookupError):
    """No program's token has this name."""


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """A program that holds a token; `mark` is what it is known by for good, and says nothing as a name does."""

    name: str
    scope: TokenScope
    mark: str


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A program's token as the lists show it; instants are UTC."""

    name: str
    scope: TokenScope
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def state(self, now: datetime) -> str:
        """Return the word that readers see at `now` (UTC)."""
        if self.revoked_at is not None:
            return "trukket tilbage"
        return "udløbet" if self.expires_at <= now else "gælder"


def create_token(
    database: Database, name: str, scope: TokenScope, now: datetime, *, life: timedelta = LIFE
) -> str:
    """Return a new token for a program; it works for `life` from `now` (UTC).

    Raises:
        StaffError: the name is missing, too long or taken; the message is Danish.
    """
    if not name.strip() or len(name.strip()) > LONGEST_NAME or not name.strip().isprintable():
        raise StaffError(f"Giv tokenet et navn på én linje, højst {LONGEST_NAME} tegn.")
    token = secrets.token_urlsafe(SECRET_BYTES)
    row = ApiToken(
        token_hash=hash_of(token), name=name.strip(), scope=scope, created_at=now, expires_at=now + life
    )
    with database.write() as session:
        if not insert_or_ignore(session, row):
            raise StaffError(f"Der findes allerede et token med navnet {name.strip()}.")
    return token


def revoke_token(database: Database, name: str, now: datetime) -> None:
    """Take a program's token back at `now` (UTC); one that was taken back already stays so.

    Raises:
        UnknownToken: there is no such token.
    """
    is_meant = (col(ApiToken.name) == name, col(ApiToken.revoked_at).is_(None))
    with database.write() as session:
        if session.exec(select(ApiToken.name).where(ApiToken.name == name)).first() is None:
            raise UnknownToken(name)
        session.connection().execute(update(ApiToken).where(*is_meant).values(revoked_at=now))


def token_holder(session: Session, token: str, now: datetime) -> TokenFacts | None:
    """Return whose token it is at `now` (UTC), None where it is nobody's (any more)."""
    row = session.get(ApiToken, hash_of(token))
    if row is None or row.revoked_at is not None or row.expires_at <= now:
        return None
    return TokenFacts(row.name, row.scope, _mark(row))


def program_names(session: Session) -> dict[str, str]:
    """Return the names of all programs that ever had a token, by their marks."""
    return {_mark(row): row.name for row in session.exec(select(ApiToken))}


def _mark(row: ApiToken) -> str:
    return row.token_hash[:_LENGTH_OF_A_MARK]


def why_ended(session: Session, token: str) -> str:
    """Return the Danish sentence that tells why a token is no good any more, empty where it was never ours."""
    row = session.get(ApiToken, hash_of(token))
    if row is None:
        return ""
    return "Tokenet er trukket tilbage." if row.revoked_at is not None else "Tokenet er udløbet."


def token_list(session: Session) -> tuple[TokenLine, ...]:
    """Return all tokens that were ever made, in the Danish order of their names."""
    rows = sorted(session.exec(select(ApiToken)), key=lambda row: danish_sort_key(row.name))
    return tuple(TokenLine(row.name, row.scope, row.created_at, row.expires_at, row.revoked_at) for row in rows)
