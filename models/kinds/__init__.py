"""Agreement kinds between TOML, the table that the office edits, and the rules."""

from models.kinds.editing import edit_kind
from models.kinds.reading import (
    BadKind,
    definition_of,
    kind_of,
    load_kinds,
    packaged_kind,
    read_kind_file,
    read_kind_text,
)
from models.kinds.table import KindLine, UnknownKind, kind_by_code, kind_lines, seed_kinds, store_kind
from models.kinds.writing import toml_of

__all__ = [
    "BadKind",
    "KindLine",
    "UnknownKind",
    "definition_of",
    "edit_kind",
    "kind_by_code",
    "kind_lines",
    "kind_of",
    "load_kinds",
    "packaged_kind",
    "read_kind_file",
    "read_kind_text",
    "seed_kinds",
    "store_kind",
    "toml_of",
]
