"""Opening a backup: all of it is checked before anybody does anything with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from models.store.schema import revisions
from models.store.zips import FAULTS, packed_as_usual
from upkeep.backup.manifest import LINK_KEY, MANIFEST, BadBackup, Manifest, member_of, read_manifest

CHUNK: Final = 1024 * 1024
DAMAGED: Final = "Sikkerhedskopien er beskadiget eller ufuldstændig."
NOT_OURS: Final = "Filen er ikke en sikkerhedskopi fra Aftalehjulet."


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was found whole, open for reading."""

    manifest: Manifest
    archive: ZipFile

    def lines(self, table: str) -> Iterator[bytes]:
        """Yield a table's rows as they were packed."""
        with self.archive.open(member_of(table)) as member:
            yield from member

    def link_key(self) -> str | None:
        """Return the key that signs links, None where the operator keeps it."""
        return self.archive.read(LINK_KEY).decode() if self.manifest.has_link_key else None


@contextmanager
def opened_backup(file: Path) -> Iterator[Backup]:
    """Give a backup whose every byte was compared with its SHA-256.

    Raises:
        BadBackup: it is something else, damaged, or of a newer version of the program.
        OSError: the file cannot be read.
    """
    with _archive(file) as archive:
        yield Backup(_checked(archive), archive)


@contextmanager
def _archive(file: Path) -> Iterator[ZipFile]:
    try:
        archive = ZipFile(file)
    except FAULTS as error:
        raise BadBackup(_what_it_is(file)) from error
    with archive:
        yield archive


def _checked(archive: ZipFile) -> Manifest:
    names = archive.namelist()
    if MANIFEST not in names:
        raise BadBackup(NOT_OURS)
    try:
        manifest = read_manifest(packed_as_usual(archive).read(MANIFEST))
        is_whole = sorted(names) == sorted((MANIFEST, *manifest.members)) and _is_intact(archive, manifest)
    except BadBackup:
        raise
    except FAULTS as error:
        raise BadBackup(DAMAGED) from error
    if not is_whole:
        raise BadBackup(DAMAGED)
    if manifest.revision not in revisions():
        raise BadBackup("Sikkerhedskopien er taget af en nyere udgave af Aftalehjulet. Hent den udgave først.")
    return manifest


def _is_intact(archive: ZipFile, manifest: Manifest) -> bool:
    return all(_digest(archive, name) == content.sha256 for name, content in manifest.members.items())


def _digest(archive: ZipFile, name: str) -> str:
    digest = sha256()
    with archive.open(name) as member:
        while chunk := member.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _what_it_is(file: Path) -> str:
    with file.open("rb") as opened:
        return DAMAGED if opened.read(2) == b"PK" else NOT_OURS
