"""Appending to the chain: each entry carries the hash of the one before it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from sqlmodel import Session, col, select

from models.register.sealing import sealed
from models.tables.register import RegisterEntry

Fact = str | int | bool | list[str] | None
BEGINNING: Final = "0" * 64
_NEWEST: Final = select(RegisterEntry.seq, RegisterEntry.hash).order_by(col(RegisterEntry.seq).desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry: its number, 0 while the register is empty, and its hash (hex)."""

    seq: int
    hash: str


def head(session: Session) -> Head:
    """Return the register's head, which each receipt carries out of the house."""
    newest = session.exec(_NEWEST).first()
    return Head(*newest) if newest else Head(seq=0, hash=BEGINNING)


def append(
    session: Session,
    *,
    kind: str,
    cycle_id: str,
    facts: Mapping[str, Fact],
    texts: Mapping[str, str],
    at: datetime,
) -> RegisterEntry:
    """Append one entry to the chain, in the caller's transaction, and return it.

    `session` comes from `Database.write_in_turn()`: two writers who do not take turns would read the same head,
    and the later one be refused by the tables. `facts` holds codes, dates (ISO), numbers and lists of
    codes and stays for ever; whatever a person wrote or is called belongs in `texts`, of which an empty one is
    left out.

    Raises:
        ValueError: `at` has no time zone.
        sqlalchemy.exc.IntegrityError: somebody appended out of turn.
    """
    last = head(session)
    seq = last.seq + 1
    seals = sealed(texts, entry=seq)
    canonical = canonical_bytes(
        seq=seq,
        prev=last.hash,
        kind=kind,
        cycle=cycle_id,
        at=instant_of(at),
        facts=dict(facts),
        texts={seal.field: seal.digest for seal in seals},
    )
    entry = RegisterEntry(
        seq=seq,
        prev=last.hash,
        hash=sha256(canonical).hexdigest(),
        kind=kind,
        cycle_id=cycle_id,
        canonical=canonical,
        recorded_at=at,
    )
    session.add(entry)
    session.flush()  # the entry stands before the texts that point to it
    session.add_all(seals)
    session.flush()
    return entry


def canonical_bytes(**content: object) -> bytes:
    """Return the one spelling of an entry's content that is hashed."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def instant_of(at: datetime) -> str:
    """Return an instant as the register spells it: UTC, ISO 8601, microseconds.

    Raises:
        ValueError: `at` has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")
