"""Documents: each is the one that its SHA-256 names, and each that an entry names is there."""

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from sqlmodel import Session, col, select

from models.register.proof.entries import Entry, Telling
from models.tables import Document, Version, VersionPart
from workflows.rules.requests import RequestKind

PARTS: Final = "parts"
_LENGTH: Final = 64


def faults_in_files(session: Session, telling: Telling) -> Iterator[str]:
    """Give each document that is missing or another one, as Danish sentences."""
    kept = set(session.exec(select(Document.sha256)))
    for digest in sorted(kept):  # one at a time: together they may be larger than the memory
        content = session.exec(select(Document.content).where(Document.sha256 == digest)).one()
        if not _is_genuine(content, digest):
            yield f"Dokumentet {digest} er byttet ud eller ændret."
    for told in telling.entries:
        yield from (
            f"Post {told.seq}: dokumentet {digest} mangler." for digest in named_in(told) if digest not in kept
        )
    yield from _faults_in_parts(session, telling)


def named_in(told: Entry) -> Iterator[str]:
    """Give the documents (SHA-256, hex) that an entry names."""
    for name, value in told.facts.items():
        if name.endswith("sha256") and isinstance(value, str) and len(value) == _LENGTH:
            yield value
        elif name == PARTS and isinstance(value, list):
            yield from value


def _is_genuine(content: bytes, digest: str) -> bool:
    try:
        return sha256(content).hexdigest() == digest
    except TypeError:  # SQLite lets a tamperer put text where bytes were
        return False


def _faults_in_parts(session: Session, telling: Telling) -> Iterator[str]:
    parts: dict[tuple[str, int], list[str]] = defaultdict(list)
    joined = select(VersionPart.sha256, Version.cycle_id, Version.number).join(
        Version, col(Version.id) == VersionPart.version_id
    )
    for digest, cycle_id, number in session.exec(joined.order_by(col(VersionPart.position))):
        parts[cycle_id, number].append(digest)
    for told in telling.of_kind(RequestKind.VERSION):
        named = told.facts.get(PARTS)
        if named is not None and named != parts[told.cycle_id, told.number("version")]:
            yield f"Post {told.seq}: versionens dele er ikke dem, som posten nævner."
