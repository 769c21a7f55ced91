"""Signing in: one-time links and the sessions that they open.

Links and sessions are 32 random bytes; only their SHA-256 is kept.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.access.staff.facts import StaffError, StaffFacts, facts_of
from models.store.database import Database
from models.tables import SignInLink, Staff, StaffSession

LINK_LIFE: Final = timedelta(minutes=15)
SESSION_LIFE: Final = timedelta(hours=12)
SECRET_BYTES: Final = 32
_MAILED: Final = "post."
"""How the token of a mailed link begins; whoever takes it off has another token, which nobody knows."""


class UnknownLink(StaffError):
    """No such link was ever made."""


class UsedLink(StaffError):
    """The link was used; each works once."""


class ExpiredLink(StaffError):
    """The link is too old."""


class OtherAddress(StaffError):
    """The link was mailed to another address than the one that was typed."""


def staff_by_email(session: Session, email: str) -> StaffFacts | None:
    """Return the active member of staff with this mail address, however it is spelt; None where there is none."""
    wanted = email.strip().lower()
    row = session.exec(select(Staff).where(Staff.email == wanted, col(Staff.is_active).is_(True))).first()
    return facts_of(row) if row else None


def needs_address(token: str) -> bool:
    """Tell whether a link works only with its mail address: programs that read mails press every button."""
    return token.startswith(_MAILED)


def mint_sign_in(database: Database, staff: int | str, now: datetime, *, by_mail: bool = False) -> str:
    """Return a new one-time token for a member of staff, named by id or mail address; it lives 15 minutes.

    One that goes `by_mail` works only together with the address.

    Raises:
        StaffError: nobody active in the staff list is meant.
    """
    token = (_MAILED if by_mail else "") + secrets.token_urlsafe(SECRET_BYTES)
    with database.write() as session:
        row = session.get(Staff, staff) if isinstance(staff, int) else None
        facts = facts_of(row) if row and row.is_active else staff_by_email(session, str(staff))
        if facts is None:
            raise StaffError(f"{staff} står ikke på medarbejderlisten.")
        session.add(SignInLink(token_hash=hash_of(token), staff_id=facts.id, expires_at=now + LINK_LIFE))
    return token


def use_sign_in(database: Database, token: str, now: datetime, *, address: str = "") -> str:
    """Turn a one-time token into a session; return the cookie's value. Of two who try at once one succeeds.

    `address` is the mail address that was typed, for a token that went by mail.

    Raises:
        UnknownLink, UsedLink, ExpiredLink: the token is worth nothing.
        OtherAddress: it is somebody else's; it was not used up.
    """
    cookie = secrets.token_urlsafe(SECRET_BYTES)
    with database.write() as session:
        if needs_address(token):
            _check_address(session, token, address)
        is_usable = (col(SignInLink.used_at).is_(None), col(SignInLink.expires_at) > now)
        use = (
            update(SignInLink).where(col(SignInLink.token_hash) == hash_of(token), *is_usable).values(used_at=now)
        )
        if session.connection().execute(use).rowcount != 1:
            raise _why_not(session.get(SignInLink, hash_of(token)))
        link = session.get_one(SignInLink, hash_of(token))
        expires_at = now + SESSION_LIFE
        session.add(
            StaffSession(token_hash=hash_of(cookie), staff_id=link.staff_id, begun_at=now, expires_at=expires_at)
        )
    return cookie


def session_staff(session: Session, cookie: str, now: datetime) -> StaffFacts | None:
    """Return who is signed in with this cookie, None where nobody is (any more); nothing is written."""
    row = session.exec(
        select(Staff)
        .join(StaffSession, col(StaffSession.staff_id) == Staff.id)
        .where(StaffSession.token_hash == hash_of(cookie), col(StaffSession.ended_at).is_(None))
        .where(StaffSession.expires_at > now, col(Staff.is_active).is_(True))
    ).first()
    return facts_of(row) if row else None


def end_session(database: Database, cookie: str, now: datetime) -> None:
    """End a session; one that is over already stays so."""
    is_meant = (col(StaffSession.token_hash) == hash_of(cookie), col(StaffSession.ended_at).is_(None))
    with database.write() as session:
        session.connection().execute(update(StaffSession).where(*is_meant).values(ended_at=now))


def end_access(session: Session, staff_id: int, now: datetime) -> None:
    """End all sessions of a member of staff at once, and use up the links that were not used yet."""
    sessions = (col(StaffSession.staff_id) == staff_id, col(StaffSession.ended_at).is_(None))
    links = (col(SignInLink.staff_id) == staff_id, col(SignInLink.used_at).is_(None))
    # the links first: a session that somebody opens with one meanwhile is seen, and ended, after it
    session.connection().execute(update(SignInLink).where(*links).values(used_at=now))
    session.connection().execute(update(StaffSession).where(*sessions).values(ended_at=now))


def _check_address(session: Session, token: str, address: str) -> None:
    link = session.get(SignInLink, hash_of(token))
    if link and session.get_one(Staff, link.staff_id).email != address.strip().lower():
        raise OtherAddress("Skriv den mailadresse, som linket blev sendt til.")


def _why_not(link: SignInLink | None) -> StaffError:
    if link is None:
        return UnknownLink("Linket er ikke gyldigt.")
    if link.used_at is not None:
        return UsedLink("Linket er allerede brugt; det virker kun én gang.")
    return ExpiredLink("Linket er udløbet; det virker i 15 minutter.")


def hash_of(secret: str) -> str:
    """Return the SHA-256 (hex) under which a secret is kept."""
    return sha256(secret.encode()).hexdigest()
