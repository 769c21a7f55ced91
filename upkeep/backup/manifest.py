"""What a backup says of itself: when it was taken, at which revision, and what lies in it."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from models.register import Head

FORMAT: Final = "aftalehjulet-backup"
FORMAT_VERSION: Final = 1
MANIFEST: Final = "manifest.json"
LINK_KEY: Final = "link.key"


class BadBackup(ValueError):
    """The file is no backup that this program can read; the message is Danish and says why."""


@dataclass(frozen=True, slots=True)
class Content:
    """What lies in one member: rows of a table (0 for other files) and the SHA-256 (hex) of its bytes."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The backup's own account; `taken_at` is UTC, `head` the register's, `members` by their names in the zip."""

    revision: str
    taken_at: datetime
    head: Head
    members: dict[str, Content]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(content.rows for content in self.members.values())

    @property
    def tables(self) -> frozenset[str]:
        """The names of the tables."""
        return frozenset(table_in(name) for name in self.members if name != LINK_KEY)

    @property
    def has_link_key(self) -> bool:
        """Tell whether the key that signs links is in it."""
        return LINK_KEY in self.members


def member_of(table: str) -> str:
    """Return the member that holds a table."""
    return f"tables/{table}.jsonl"


def table_in(member: str) -> str:
    """Return the table that a member holds."""
    return member.removeprefix("tables/").removesuffix(".jsonl")


def as_json(manifest: Manifest) -> bytes:
    """Return the manifest as it stands in the zip."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "revision": manifest.revision,
        "taken_at": manifest.taken_at.astimezone(UTC).isoformat(),
        "register_head": asdict(manifest.head),
        "members": {name: asdict(content) for name, content in manifest.members.items()},
    }
    return json.dumps(told, indent=1).encode()


def read_manifest(content: bytes) -> Manifest:
    """Return what a manifest says.

    Raises:
        BadBackup: it was made by something else, or by a newer version of the program.
    """
    told = json.loads(content)
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise BadBackup("Filen er ikke en sikkerhedskopi fra Aftalehjulet.")
    if told["format_version"] > FORMAT_VERSION:
        raise BadBackup("Sikkerhedskopien er skrevet af en nyere udgave af Aftalehjulet. Hent den udgave først.")
    return Manifest(
        revision=str(told["revision"]),
        taken_at=datetime.fromisoformat(told["taken_at"]),
        head=Head(**told["register_head"]),
        members={name: Content(**content) for name, content in told["members"].items()},
    )
