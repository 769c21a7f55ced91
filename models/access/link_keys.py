"""The keys that links were signed with: which of them links that are out still need.

A key itself is never kept, only its fingerprint: one that is too dear to calculate to try out keys with.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import scrypt
from itertools import zip_longest
from typing import Final

from sqlmodel import Session, col, func, select

from models.store.database import Database
from models.tables import Cycle, Inquiry, LinkKey, Round
from workflows.rules.course.phases import Phase

_PURPOSE: Final = b"aftalehjulet/fingerprint"
_COST: Final = 2**14
CHANGED_WITHIN: Final = timedelta(days=1)
"""How long after a new key was noted some process may still sign with the one before.

Whoever starts first notes it, web or worker; the others sign with what they were started with until they are
started anew, which whoever runs the house does at once or on the next day at the latest.
"""
LEAST_OF_A_FINGERPRINT: Final = 8
"""How many of its characters name a key to people."""


class UnknownKey(LookupError):
    """No key, or more than one, has a fingerprint that begins so."""


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """A key that signed links from `used_from` until `used_until` (UTC; None while it is the newest).

    `is_needed` tells that links of a round or an inquiry that is open may be signed with it, also those of the
    day after the change.
    """

    fingerprint: str
    used_from: datetime
    used_until: datetime | None
    retired_at: datetime | None
    is_needed: bool

    @property
    def short(self) -> str:
        """What people call it."""
        return self.fingerprint[:LEAST_OF_A_FINGERPRINT]


def fingerprint_of(key: str) -> str:
    """Return under which name (64 hex characters) a key is noted; takes some hundredths of a second."""
    return scrypt(key.encode(), salt=_PURPOSE, n=_COST, r=8, p=1, dklen=32).hex()


def note_newest(database: Database, fingerprint: str, now: datetime) -> None:
    """Note at `now` (UTC) with which key links are signed from now on; a repeat changes nothing.

    A key that comes back signs from now on again, even one that was retired.
    """
    with database.write_in_turn() as session:
        newest = session.exec(select(LinkKey).order_by(col(LinkKey.first_used_at).desc())).first()
        if newest is None or newest.fingerprint != fingerprint:
            session.merge(LinkKey(fingerprint=fingerprint, first_used_at=now))
        elif newest.retired_at is not None:
            newest.retired_at = None
            session.add(newest)


def known_keys(session: Session) -> tuple[KeyFacts, ...]:
    """Return all keys that were ever noted, the newest first."""
    rows = session.exec(select(LinkKey).order_by(col(LinkKey.first_used_at).desc())).all()
    since = _open_since(session)
    return tuple(_facts(row, after, since) for after, row in zip_longest((None, *rows[:-1]), rows) if row)


def missing_keys(session: Session, fingerprints: Collection[str]) -> tuple[KeyFacts, ...]:
    """Return the keys that links still need and that are not among `fingerprints`, the newest first."""
    return tuple(each for each in known_keys(session) if each.is_needed and each.fingerprint not in fingerprints)


def retire_key(database: Database, beginning: str, now: datetime) -> KeyFacts:
    """Give up the key whose fingerprint begins so: its links may die. Return it as it is at `now` (UTC).

    Raises:
        UnknownKey: none or several are meant.
    """
    with database.write_in_turn() as session:
        wanted = beginning.strip().lower()
        row = _only(
            session.exec(
                select(LinkKey).where(col(LinkKey.fingerprint).startswith(wanted, autoescape=True))
            ).all(),
            wanted,
        )
        row.retired_at = row.retired_at or now
        session.add(row)
        session.flush()
        return next(each for each in known_keys(session) if each.fingerprint == row.fingerprint)


def _only(rows: Sequence[LinkKey], beginning: str) -> LinkKey:
    if len(rows) != 1 or len(beginning) < LEAST_OF_A_FINGERPRINT:
        raise UnknownKey(beginning)
    return rows[0]


def _facts(row: LinkKey, after: LinkKey | None, since: datetime | None) -> KeyFacts:
    until = after.first_used_at if after else None
    has_links = since is not None and (until is None or until + CHANGED_WITHIN >= since)
    return KeyFacts(
        row.fingerprint, row.first_used_at, until, row.retired_at, has_links and row.retired_at is None
    )


def _open_since(session: Session) -> datetime | None:
    """Return when the oldest round or inquiry was opened (UTC) that is open, None where none is."""
    running = col(Cycle.phase).not_in([phase for phase in Phase if phase.is_final])
    oldest = [
        session.exec(
            select(func.min(table.opened_at))
            .join(Cycle, col(Cycle.id) == table.cycle_id)
            .where(col(table.closed_at).is_(None), running)
        ).one()
        for table in (Round, Inquiry)
    ]
    return min((at for at in oldest if at is not None), default=None)
