"""Who works here: staff, one-time links for signing in, sessions and the tokens of programs.

Links, sessions and tokens are 32 random bytes; only their SHA-256 is kept.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import update
from sqlmodel import Session, col, select

from models.database import Database
from models.once import insert_once
from models.tables import Role, SignInLink, Staff, StaffSession

LINK_LIFE: Final = timedelta(minutes=15)
SESSION_LIFE: Final = timedelta(hours=12)
SECRET_BYTES: Final = 32

__all__ = ["Role"]


class StaffError(ValueError):
    """Something about staff, links or tokens cannot be done; the message is Danish."""


class UnknownLink(StaffError):
    """No such link was ever made."""


class UsedLink(StaffError):
    """The link was used; each works once."""


class ExpiredLink(StaffError):
    """The link is too old."""


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """A member of staff; `cluster` is the code of the one that a coordinator looks after, empty for all."""

    id: int
    email: str
    name: str
    role: Role
    cluster: str = ""


def add_staff(database: Database, email: str, name: str, role: Role) -> StaffFacts:
    """Add a member of staff.

    Raises:
        StaffError: the address is no mail address or is in the list already, or the name is missing.
    """
    address = _address(email)
    if not name.strip():
        raise StaffError("Skriv et navn.")
    with database.write() as session:
        if not insert_once(session, Staff(email=address, name=name.strip(), role=role)):
            raise StaffError(f"{address} står allerede på medarbejderlisten.")
        return _facts(session.exec(select(Staff).where(Staff.email == address)).one())


def staff_by_email(session: Session, email: str) -> StaffFacts | None:
    """Return the active member of staff with this mail address, however it is spelt; None where there is none."""
    wanted = email.strip().lower()
    row = session.exec(select(Staff).where(Staff.email == wanted, col(Staff.is_active).is_(True))).first()
    return _facts(row) if row else None


def mint_sign_in(database: Database, staff: int | str, now: datetime) -> str:
    """Return a new one-time token for a member of staff, named by id or mail address; it lives 15 minutes.

    Raises:
        StaffError: nobody active in the staff list is meant.
    """
    token = secrets.token_urlsafe(SECRET_BYTES)
    with database.write() as session:
        row = session.get(Staff, staff) if isinstance(staff, int) else None
        facts = _facts(row) if row and row.is_active else staff_by_email(session, str(staff))
        if facts is None:
            raise StaffError(f"{staff} står ikke på medarbejderlisten.")
        session.add(SignInLink(token_hash=hash_of(token), staff_id=facts.id, expires_at=now + LINK_LIFE))
    return token


def use_sign_in(database: Database, token: str, now: datetime) -> str:
    """Turn a one-time token into a session; return the cookie's value. Of two who try at once one succeeds.

    Raises:
        UnknownLink, UsedLink, ExpiredLink: the token is worth nothing.
    """
    cookie = secrets.token_urlsafe(SECRET_BYTES)
    with database.write() as session:
        is_usable = (col(SignInLink.used_at).is_(None), col(SignInLink.expires_at) > now)
        use = (
            update(SignInLink).where(col(SignInLink.token_hash) == hash_of(token), *is_usable).values(used_at=now)
        )
        if session.connection().execute(use).rowcount != 1:
            raise _why_not(session.get(SignInLink, hash_of(token)))
        link = session.get_one(SignInLink, hash_of(token))
        expires_at = now + SESSION_LIFE
        session.add(StaffSession(token_hash=hash_of(cookie), staff_id=link.staff_id, expires_at=expires_at))
    return cookie


def session_staff(session: Session, cookie: str, now: datetime) -> StaffFacts | None:
    """Return who is signed in with this cookie, None where nobody is (any more); nothing is written."""
    row = session.exec(
        select(Staff)
        .join(StaffSession, col(StaffSession.staff_id) == Staff.id)
        .where(StaffSession.token_hash == hash_of(cookie), col(StaffSession.ended_at).is_(None))
        .where(StaffSession.expires_at > now, col(Staff.is_active).is_(True))
    ).first()
    return _facts(row) if row else None


def end_session(database: Database, cookie: str, now: datetime) -> None:
    """End a session; one that is over already stays so."""
    is_meant = (col(StaffSession.token_hash) == hash_of(cookie), col(StaffSession.ended_at).is_(None))
    with database.write() as session:
        session.connection().execute(update(StaffSession).where(*is_meant).values(ended_at=now))


def _why_not(link: SignInLink | None) -> StaffError:
    if link is None:
        return UnknownLink("Linket er ikke gyldigt.")
    if link.used_at is not None:
        return UsedLink("Linket er allerede brugt; det virker kun én gang.")
    return ExpiredLink("Linket er udløbet; det virker i 15 minutter.")


def _address(email: str) -> str:
    try:
        checked = validate_email(email.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise StaffError(f"»{email}« er ikke en gyldig mailadresse.") from None
    return checked.normalized.lower()


def hash_of(secret: str) -> str:
    """Return the SHA-256 (hex) under which a secret is kept."""
    return sha256(secret.encode()).hexdigest()


def _facts(row: Staff) -> StaffFacts:
    if row.id is None:
        raise LookupError("a member of staff has its id from the database")
    return StaffFacts(row.id, row.email, row.name, row.role, row.cluster)
