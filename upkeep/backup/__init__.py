"""The whole store as one portable file, and back: from one moment, for SQLite and PostgreSQL alike.

The file is a zip: `manifest.json`, for each table `tables/<name>.jsonl` (a row a line, in the order of its key)
and, where the signing key lies on the machine's disk, `link.key`. Every member's SHA-256 stands in the manifest.
Sessions and one-time sign-in links are left out: what ended since must not come to life again.
"""

from upkeep.backup.loading import StoreInUse, StoreNotEmpty, holds_cycles, load
from upkeep.backup.manifest import BadBackup, Manifest
from upkeep.backup.reading import Backup, opened_backup
from upkeep.backup.writing import TargetExists, take

__all__ = [
    "Backup",
    "BadBackup",
    "Manifest",
    "StoreInUse",
    "StoreNotEmpty",
    "TargetExists",
    "holds_cycles",
    "load",
    "opened_backup",
    "take",
]
