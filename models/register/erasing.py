"""Erasing by right: an entry says which digests lose their text, so that nobody else can take one away."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlmodel import Session, col, select

from models.register.chain import append
from models.tables.register import RegisterEntry, SealedText

ERASED: Final = "erased"
_AT_ONCE: Final = 500


class ErasureBasis(StrEnum):
    """Why a text was erased: on the person's wish (GDPR art. 17), or because its time was over (art. 5(1)(e))."""

    REQUEST = "request"
    RETENTION = "retention"


class UnknownDigestError(LookupError):
    """No sealed text has this digest."""


def erase(
    session: Session, digests: Mapping[str, str], *, at: datetime, basis: ErasureBasis
) -> tuple[RegisterEntry, ...]:
    """Erase sealed texts with their salts, in the caller's transaction; return the entries that say so.

    `digests` (hex) each come with what is to stand in the text's place: the same without a name, or nothing. Each
    cycle gets one entry of the kind "erased" that names its digests and seals what replaces them (as
    "<entry>.<field>"); only then the texts go. The salt goes too, so that nobody can try guesses at a short text
    against the digest that stays. What is erased already is left alone. `session` comes from
    `Database.write_in_turn()`, `at` is an instant with a time zone.

    Raises:
        UnknownDigestError: the register never sealed such a text; nothing was erased.
    """
    by_cycle = _kept_by_cycle(session, digests)
    entries = tuple(
        append(
            session,
            kind=ERASED,
            cycle_id=cycle_id,
            facts={"basis": basis.value, "digests": sorted(row.digest for row in rows)},
            texts={f"{row.entry}.{row.field}": digests[row.digest] for row in rows},
            at=at,
        )
        for cycle_id, rows in by_cycle.items()
    )
    for row in (row for rows in by_cycle.values() for row in rows):
        row.text = row.salt = None
        session.add(row)
    session.flush()
    return entries


def _kept_by_cycle(session: Session, digests: Collection[str]) -> Mapping[str, list[SealedText]]:
    wanted = sorted(set(digests))
    found: dict[str, list[SealedText]] = defaultdict(list)
    known: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        joined = select(SealedText, RegisterEntry.cycle_id).join(
            RegisterEntry, col(RegisterEntry.seq) == SealedText.entry
        )
        mine = joined.where(col(SealedText.digest).in_(wanted[start : start + _AT_ONCE]))
        for row, cycle_id in session.exec(mine.order_by(col(SealedText.entry), col(SealedText.field))):
            known.add(row.digest)
            if row.text is not None or row.salt is not None:
                found[cycle_id].append(row)
    if unknown := [digest for digest in wanted if digest not in known]:
        raise UnknownDigestError(unknown[0])
    return found
