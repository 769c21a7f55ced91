"""A kind typed by hand: read and checked as a file is, then put in place of what stands there, or as a new one."""

from typing import Final

from models.kinds.reading import BadKind, read_kind_text
from models.kinds.table import KindTaken, store_kind
from models.store.database import Database
from workflows.rules.kinds import AgreementKind

LONGEST: Final = 50_000
NEW: Final = "ny"
"""What the page of a kind that is not there yet is called; no kind may be."""


def edit_kind(database: Database, text: str, *, code: str) -> AgreementKind:
    """Store the kind that a text of TOML describes, in place of the one under `code`; NEW adds another.

    The same text once more changes nothing. Cycles that run keep the kind that they began with.

    Raises:
        BadKind: the text cannot be used, or tells of another kind than the one that is meant.
    """
    if not text.strip() or len(text) > LONGEST:
        raise BadKind(f"skriv arten som TOML, højst {LONGEST} tegn")
    kind = read_kind_text(text)
    if kind.code == NEW:
        raise BadKind(f"code: »{NEW}« kan ikke bruges som kode")
    if code not in {NEW, kind.code}:
        raise BadKind(f"code: skal blive ved med at være »{code}«; en art med en anden kode er en ny art")
    try:
        store_kind(database, kind, is_addition=code == NEW)
    except KindTaken:
        taken = f"code: »{kind.code}« findes allerede; vælg en anden kode, eller ret arten på dens egen side"
        raise BadKind(taken) from None
    return kind
