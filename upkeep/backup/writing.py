"""Taking a backup: to a file beside the target, written to the disk, and only then under its own name."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Table
from sqlalchemy.engine import Connection
from sqlmodel import Session

from models.register import head
from models.store.database import Database
from models.store.schema import revision_of
from upkeep.backup.cells import packed
from upkeep.backup.manifest import LINK_KEY, MANIFEST, Content, Manifest, as_json, member_of
from upkeep.backup.snapshot import count_of, rows_of, snapshot, tables_of

Report = Callable[[int, int], None]
"""Is told how many rows are done, and of how many."""
ONLY_THE_OWNER: Final = 0o600


class TargetExists(FileExistsError):
    """There is a file of that name already."""


def take(
    database: Database,
    target: Path,
    *,
    at: datetime,
    report: Report,
    link_key: str | None = None,
    may_overwrite: bool = False,
) -> Manifest:
    """Write a backup of the store as it is now to `target`, whole or not at all; return its account.

    `at` is UTC. `link_key` is the key that signs links, where no operator keeps it.

    Raises:
        TargetExists: there is such a file, and it may not be overwritten.
        LookupError: the store was never migrated.
        OSError: the file cannot be written.
        sqlalchemy.exc.SQLAlchemyError: the store cannot be read.
    """
    if target.exists() and not may_overwrite:
        raise TargetExists(target)
    with _appearing(target, may_overwrite=may_overwrite) as unfinished, snapshot(database) as connection:
        return _written(unfinished, connection, at=at, report=report, link_key=link_key)


def _written(
    file: Path, connection: Connection, *, at: datetime, report: Report, link_key: str | None
) -> Manifest:
    revision = revision_of(connection)
    if revision is None:
        raise LookupError("the store was never migrated")
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        members = _tables_written(archive, connection, report)
        if link_key is not None:
            members[LINK_KEY] = Content(rows=0, sha256=sha256(link_key.encode()).hexdigest())
            archive.writestr(LINK_KEY, link_key)
        manifest = Manifest(revision, at, head(Session(connection)), members)
        archive.writestr(MANIFEST, as_json(manifest))
    return manifest


def _tables_written(archive: ZipFile, connection: Connection, report: Report) -> dict[str, Content]:
    tables = tables_of(connection)
    total = sum(count_of(connection, table) for table in tables)
    done = 0
    members: dict[str, Content] = {}
    for table in tables:
        content = _table_written(archive, connection, table)
        members[member_of(table.name)] = content
        done += content.rows
        report(done, total)
    return members


def _table_written(archive: ZipFile, connection: Connection, table: Table) -> Content:
    digest, rows = sha256(), 0
    columns = list(table.columns)
    with archive.open(member_of(table.name), "w", force_zip64=True) as member:
        for row in rows_of(connection, table):
            line = packed(columns, row)
            digest.update(line)
            member.write(line)
            rows += 1
    return Content(rows, digest.hexdigest())


@contextmanager
def _appearing(target: Path, *, may_overwrite: bool) -> Iterator[Path]:
    """Give a place to write to beside `target`; what lies there at the end gets the target's name at once."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.ufærdig")
    os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_THE_OWNER))
    try:
        yield unfinished
        _to_disk(unfinished)
        _named(unfinished, target, may_overwrite=may_overwrite)
        _to_disk(target.parent)
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()


def _named(unfinished: Path, target: Path, *, may_overwrite: bool) -> None:
    if may_overwrite:
        unfinished.replace(target)
        return
    try:
        target.hardlink_to(unfinished)  # unlike a renaming it never covers what came meanwhile
    except FileExistsError as error:
        raise TargetExists(target) from error


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
