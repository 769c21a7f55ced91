"""Triggers that keep history from being edited, in the dialect of the database at hand.

SQLite's batch migrations rebuild a table and lose its triggers: a migration that changes a guarded table calls
`guard` for it again (a test holds that every guard stands).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.engine import Connection


@dataclass(frozen=True, slots=True)
class Guard:
    """What a table lets through: an UPDATE of which `may_update` holds (SQL over OLD and NEW), a DELETE or not.

    A row to which another one points cannot be deleted anyway.
    """

    may_update: str = ""
    may_delete: bool = False


INSERT_ONLY: Final = Guard()
ERASING_A_TEXT: Final = Guard(
    may_update="NEW.text IS NULL AND NEW.salt IS NULL"
    " AND NEW.digest = OLD.digest AND NEW.entry = OLD.entry AND NEW.field = OLD.field"
)
ERASING_A_REQUEST: Final = Guard(
    may_update="NEW.erased_at IS NOT NULL AND "
    + " AND ".join(
        f"NEW.{column} = OLD.{column}"
        for column in ("id", "key", "cycle_id", "round", "inquiry", "party", "kind", "made_by", "received_at")
    )
)
REMOVABLE: Final = Guard(
    may_update="NEW.sha256 = OLD.sha256 AND NEW.content = OLD.content AND NEW.media_type = OLD.media_type"
    " AND NEW.size = OLD.size",
    may_delete=True,
)
"""A document: it may be removed, and brought again, which makes it young again; what it holds never changes."""
GUARDED: Final[Mapping[str, Guard]] = {
    "register_entry": INSERT_ONLY,
    "version": INSERT_ONLY,
    "version_part": INSERT_ONLY,
    "sealed_text": ERASING_A_TEXT,
    "request": ERASING_A_REQUEST,
    "document": REMOVABLE,
}

_POSTGRESQL_REFUSAL: Final = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$"""


def guard(connection: Connection, table: str, lets_through: Guard = INSERT_ONLY) -> None:
    """Let the database itself refuse to change, remove or (on PostgreSQL) empty rows of a table."""
    statements = _on_sqlite if connection.dialect.name == "sqlite" else _on_postgresql
    for statement in statements(table, lets_through):
        connection.exec_driver_sql(statement)


def _on_sqlite(table: str, lets_through: Guard) -> Iterator[str]:
    for verb in ("UPDATE", "DELETE"):
        yield f'DROP TRIGGER IF EXISTS "{table}_{verb.lower()}_refused"'
    for verb, unless in _refused(lets_through):
        when = f" WHEN NOT ({unless})" if unless else ""
        yield (
            f'CREATE TRIGGER "{table}_{verb.lower()}_refused" BEFORE {verb} ON "{table}"{when}'
            f" BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
        )


def _on_postgresql(table: str, lets_through: Guard) -> Iterator[str]:
    yield _POSTGRESQL_REFUSAL.replace("%", "%%")
    for verb in ("UPDATE", "DELETE", "TRUNCATE"):
        yield f'DROP TRIGGER IF EXISTS "{table}_{verb.lower()}_refused" ON "{table}"'
    for verb, unless in (*_refused(lets_through), ("TRUNCATE", "")):
        when = f" WHEN (NOT ({unless}))" if unless else ""
        each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
        yield (
            f'CREATE TRIGGER "{table}_{verb.lower()}_refused" BEFORE {verb} ON "{table}"'
            f" FOR EACH {each}{when} EXECUTE FUNCTION refuse_change()"
        )


def _refused(lets_through: Guard) -> Iterator[tuple[str, str]]:
    """Give the verbs that are refused, each with what lets one through (empty: nothing)."""
    yield "UPDATE", lets_through.may_update
    if not lets_through.may_delete:
        yield "DELETE", ""
