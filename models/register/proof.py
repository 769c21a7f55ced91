"""Proving the register: the entire chain and every sealed text are computed anew."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from sqlmodel import Session, col, select

from models.register.chain import BEGINNING, Head, instant_of
from models.register.sealing import digest_of
from models.tables.register import RegisterEntry, SealedText


@dataclass(frozen=True, slots=True)
class Verification:
    """What a proof found: entries seen, problems as Danish sentences, and the number of texts erased ("slettet").

    An erased text is no problem. Entries cut off at the end leave no trace in the chain itself: compare its head
    with the receipts that the councils have filed.
    """

    entries: int
    problems: tuple[str, ...]
    erased: int

    @property
    def is_sound(self) -> bool:
        """Whether nothing was changed, removed, inserted or moved."""
        return not self.problems


def verify(session: Session) -> Verification:
    """Recompute the chain from its beginning, and each sealed text against the digest that the chain holds."""
    entries = session.exec(select(RegisterEntry).order_by(col(RegisterEntry.seq))).all()
    seals = session.exec(select(SealedText).order_by(col(SealedText.entry), col(SealedText.field))).all()
    by_entry: dict[int, list[SealedText]] = defaultdict(list)
    for seal in seals:
        by_entry[seal.entry].append(seal)
    problems: list[str] = []
    before = Head(seq=0, hash=BEGINNING)
    for entry in entries:
        problems += [f"Post {entry.seq}: {fault}" for fault in _faults(entry, before, by_entry.pop(entry.seq, []))]
        before = Head(seq=entry.seq, hash=entry.hash)
    problems += [f"Post {seq} findes ikke, men der ligger en tekst til den." for seq in by_entry]
    return Verification(
        entries=len(entries), problems=tuple(problems), erased=sum(_is_erased(seal) for seal in seals)
    )


def _faults(entry: RegisterEntry, before: Head, seals: list[SealedText]) -> Iterator[str]:
    yield from _faults_in_order(entry, before)
    if not _is_intact(entry):
        yield "indholdet svarer ikke til postens kontrolsum."
        return
    try:
        content = json.loads(entry.canonical)
        digests = dict(content["texts"])
    except (ValueError, TypeError, KeyError):
        yield "indholdet er ikke en post."
        return
    if not _repeats(entry, content):
        yield "kolonnerne siger noget andet end det indhold, der blev forseglet."
    yield from _faults_in_texts(digests, seals)


def _faults_in_order(entry: RegisterEntry, before: Head) -> Iterator[str]:
    if entry.seq != before.seq + 1:
        yield f"nummeret følger ikke efter post {before.seq}; der mangler poster imellem."
    if entry.prev != before.hash:
        yield f"kæden er brudt; den peger ikke på post {before.seq}."


def _is_intact(entry: RegisterEntry) -> bool:
    try:
        return sha256(entry.canonical).hexdigest() == entry.hash
    except TypeError:  # SQLite lets a tamperer put text where bytes were
        return False


def _repeats(entry: RegisterEntry, content: dict[str, object]) -> bool:
    columns = {
        "seq": entry.seq,
        "prev": entry.prev,
        "kind": entry.kind,
        "cycle": entry.cycle_id,
        "at": instant_of(entry.recorded_at),
    }
    return all(content.get(name) == value for name, value in columns.items())


def _faults_in_texts(digests: dict[str, str], seals: list[SealedText]) -> Iterator[str]:
    kept = {seal.field: seal for seal in seals if digests.get(seal.field) == seal.digest}
    if len(kept) < len(seals):
        yield "der ligger en tekst, som posten ikke kender."
    for field in digests:
        if field not in kept:
            yield f"teksten »{field}« mangler."
        elif not _is_erased(kept[field]) and not _is_genuine(kept[field]):
            yield f"teksten »{field}« er ændret."


def _is_erased(seal: SealedText) -> bool:
    return seal.salt is None and seal.text is None


def _is_genuine(seal: SealedText) -> bool:
    if seal.salt is None or seal.text is None:
        return False
    try:
        return digest_of(seal.salt, seal.text) == seal.digest
    except ValueError:  # the salt is no longer hex
        return False
