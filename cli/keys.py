"""The keys that sign links: set by the operator, or made once for the embedded default."""

import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from cli.errors import CommandError
from cli.settings import Settings
from models.access.link_keys import KeyFacts, fingerprint_of, missing_keys, note_newest
from models.store.database import Database

MISSING: Final = (
    "{keys} mangler i AFTALEHJULET_LINK_KEYS, og links i runder, der er åbne, kan være signeret dermed: sæt det, "
    "der mangler, bagest i AFTALEHJULET_LINK_KEYS, eller kør »aftalehjul keys retire {first}«, hvis deres links "
    "skal dø."
)


def link_keys(settings: Settings) -> tuple[str, ...]:
    """Return the signing keys, the newest first.

    Raises:
        CommandError: a production set-up has none.
    """
    if settings.link_keys:
        return tuple(key.get_secret_value() for key in settings.link_keys)
    if not settings.is_embedded:
        raise CommandError(
            "AFTALEHJULET_LINK_KEYS mangler: sæt mindst én hemmelig nøgle, som linkene signeres med."
        )
    return (_own_key(settings.data_dir / "link.key"),)


def hold_keys(database: Database, keys: Sequence[str], now: datetime) -> None:
    """Note that the newest of `keys` signs links from `now` (UTC) on, if none is missing that links still need.

    Raises:
        CommandError: one is missing; nothing was noted.
        sqlalchemy.exc.SQLAlchemyError: the database is away, or not made yet.
    """
    fingerprints = [fingerprint_of(key) for key in keys]
    with database.read() as session:
        missing = missing_keys(session, fingerprints)
    if missing:
        raise CommandError(MISSING.format(keys=_named(missing), first=missing[0].short))
    note_newest(database, fingerprints[0], now)


def _named(keys: Sequence[KeyFacts]) -> str:
    names = " og ".join(f"{key.short}…" for key in keys)
    return f"Nøglen {names}" if len(keys) == 1 else f"Nøglerne {names}"


def _own_key(path: Path) -> str:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        key = secrets.token_hex(32)
        file.write(key)
    return key
