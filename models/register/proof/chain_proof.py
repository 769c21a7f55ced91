"""Proving the chain itself, the order of rows, and that each sealed text is the one that was sealed."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from sqlmodel import Session, col, select

from models.register.chain import BEGINNING, Head, instant_of
from models.register.proof.entries import Telling
from models.register.sealing import is_genuine
from models.tables import AuthorityEvent, CaseFact, Decision, Evaluation, HearingAnswer, StatusReport
from models.tables.register import RegisterEntry, SealedText

_READ_IN_ORDER: Final[Mapping[Any, str]] = {
    Decision: "beslutningerne",
    CaseFact: "det, der er sket i rådenes sager,",
    HearingAnswer: "høringssvarene",
    AuthorityEvent: "skridtene hos myndigheden",
    StatusReport: "statusmeldingerne",
    Evaluation: "evalueringerne",
}


def faults_in_order(session: Session, telling: Telling) -> Iterator[str]:
    """Give each entry whose rows come after those of a later entry, as Danish sentences."""
    seq_of = {told.request: told.seq for told in telling.entries if told.request}
    for table, what in _READ_IN_ORDER.items():
        newest = 0
        for request in session.exec(select(table.request_id).order_by(col(table.id))):
            seq = seq_of.get(request, newest)
            if seq < newest:
                yield f"Post {seq}: {what} står i en anden rækkefølge end posterne."
            newest = max(newest, seq)


def faults_in_chain(
    entries: Sequence[RegisterEntry], seals: Sequence[SealedText], telling: Telling
) -> Iterator[str]:
    """Give what is wrong with the entries, in their order, or with their texts, as Danish sentences."""
    by_entry: dict[int, list[SealedText]] = defaultdict(list)
    for seal in seals:
        by_entry[seal.entry].append(seal)
    before = Head(seq=0, hash=BEGINNING)
    for entry in entries:
        for fault in _faults(entry, before, by_entry.pop(entry.seq, []), telling):
            yield f"Post {entry.seq}: {fault}"
        before = Head(seq=entry.seq, hash=entry.hash)
    for seq in by_entry:
        yield f"Post {seq} findes ikke, men der ligger en tekst til den."


def _faults(entry: RegisterEntry, before: Head, seals: list[SealedText], telling: Telling) -> Iterator[str]:
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
    yield from _faults_in_texts(entry.seq, digests, seals, telling)


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


def _faults_in_texts(
    seq: int, digests: dict[str, str], seals: list[SealedText], telling: Telling
) -> Iterator[str]:
    kept = {seal.field: seal for seal in seals if digests.get(seal.field) == seal.digest}
    if len(kept) < len(seals):
        yield "der ligger en tekst, som posten ikke kender."
    for field, digest in digests.items():
        erased_by = telling.erased_by(digest)
        is_erased = erased_by is not None and erased_by > seq
        seal = kept.get(field)
        if seal is None:
            yield f"teksten »{field}« mangler."
        elif seal.text is None and seal.salt is None:
            if not is_erased:
                yield f"teksten »{field}« er fjernet, uden at en post siger, at den er slettet."
        elif is_erased:
            yield f"teksten »{field}« ligger her endnu, skønt post {erased_by} siger, at den er slettet."
        elif not _is_genuine(seal):
            yield f"teksten »{field}« er ændret."


def _is_genuine(seal: SealedText) -> bool:
    if not (isinstance(seal.salt, str) and isinstance(seal.text, str)):
        return False  # SQLite lets a tamperer put bytes where text was
    return is_genuine(seal.digest, salt=seal.salt, text=seal.text)
