"""Bringing a backup back on one machine: into a new file, which then takes the place of the old one at once."""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DatabaseError

from cli.embedded.preflight import held_folder
from cli.settings import STORE, Settings
from models.register import Verification
from models.store.database import Database
from upkeep.backup import Backup, StoreInUse, StoreNotEmpty, holds_cycles, load
from upkeep.backup.writing import ONLY_THE_OWNER, Report

KEY: Final = "link.key"
ENGINE: Final = ("temporal.db", "temporal.db-wal", "temporal.db-shm")
"""Temporal's files: what it knows that the backup does not would be taken for true."""
SIDE_FILES: Final = (f"{STORE}-wal", f"{STORE}-shm")
"""Left beside another store they would be taken for its own."""
SECONDS_FOR_OTHERS: Final = 2.0


def stores_set_aside(folder: Path) -> tuple[Path, ...]:
    """Return the stores that were set aside in the data folder; nothing in them is ever erased."""
    return tuple(sorted(folder.glob(f"{STORE}*.før-*")))


def put_back(settings: Settings, backup: Backup, *, may_replace: bool, report: Report) -> Verification:
    """Put a backup into the data folder; what lay there is set aside beside it, Temporal's file too.

    Raises:
        CommandError: the folder cannot be written, or `up` holds it.
        StoreNotEmpty: there is something in the store, and it may not be replaced.
        StoreInUse: a process still has the store open.
        models.backup.BadBackup: the backup's content cannot be loaded.
        sqlalchemy.exc.SQLAlchemyError: the new store cannot be written.
        OSError: a file cannot take its place; the store is as it was.
    """
    with held_folder(settings.data_dir) as folder:
        _check(folder / STORE, may_replace=may_replace)
        unfinished = folder / f".{STORE}.{os.getpid()}"
        try:
            verification = _loaded(unfinished, backup, report)
            _close(folder / STORE)
            _swap(folder, unfinished, backup.link_key())
        finally:
            for file in folder.glob(f"{unfinished.name}*"):
                file.unlink()
    return verification


def _check(store: Path, *, may_replace: bool) -> None:
    if not store.exists():
        return
    _close(store)
    if not may_replace and not _is_empty(store):
        raise StoreNotEmpty


def _loaded(file: Path, backup: Backup, report: Report) -> Verification:
    database = Database(f"sqlite:///{file.absolute()}")
    try:
        return load(database, backup, may_replace=False, report=report)
    finally:
        database.close()  # the last connection brings all into the one file


def _is_empty(store: Path) -> bool:
    database = Database(f"sqlite:///{store.absolute()}")
    try:
        with database.read() as session:
            return not holds_cycles(session.connection())
    except DatabaseError:  # whatever it is, it may be of worth to somebody
        return False
    finally:
        database.close()


def _close(store: Path) -> None:
    """Bring all of an old store into its one file, which succeeds only when nobody else has it open."""
    if not store.exists():
        return
    try:
        # who has a store in WAL open holds a lock on it, also while it asks nothing
        with closing(sqlite3.connect(store, timeout=SECONDS_FOR_OTHERS, isolation_level=None)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise StoreInUse from error
        # else it is damaged: it is set aside as it lies there


def _swap(folder: Path, unfinished: Path, link_key: str | None) -> None:
    """Put key and store into their places, the key first.

    Whoever is killed in between has the old store with the key of the backup: `up` refuses to start while open
    rounds need the old key, which lies beside it, and restoring once more ends it. The other way round `up` would
    find the new store without its key, and its links would die.
    """
    mark = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    if link_key is not None:
        _put_key(folder / KEY, unfinished.with_name(f"{unfinished.name}.key"), link_key, mark)
    for name in (*SIDE_FILES, *ENGINE):
        _set_aside(folder / name, mark)
    if (folder / STORE).exists():
        _beside(folder / STORE, mark).hardlink_to(folder / STORE)
    unfinished.replace(folder / STORE)


def _put_key(path: Path, unfinished: Path, key: str, mark: str) -> None:
    if path.exists():
        if path.read_text().strip() == key:
            return
        _beside(path, mark).hardlink_to(path)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_THE_OWNER), "w") as file:
        file.write(key)
    unfinished.replace(path)


def _set_aside(path: Path, mark: str) -> None:
    with suppress(FileNotFoundError):
        path.rename(_beside(path, mark))


def _beside(path: Path, mark: str) -> Path:
    return path.with_name(f"{path.name}.før-{mark}")
