"""Triggers that keep history from being edited, in the dialect of the database at hand.

SQLite's batch migrations rebuild a table and lose its triggers: a migration that changes a guarded table calls
`guard` for it again (a test holds that every guard stands).
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy.engine import Connection

INSERT_ONLY: Final = ("register_entry", "request", "document", "version", "version_part")
ERASABLE: Final = "sealed_text"
GUARDED: Final = (*INSERT_ONLY, ERASABLE)

_ERASING: Final = (
    "NEW.text IS NULL AND NEW.salt IS NULL"
    " AND NEW.digest = OLD.digest AND NEW.entry = OLD.entry AND NEW.field = OLD.field"
)
_POSTGRESQL_REFUSAL: Final = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$"""


def guard(connection: Connection, table: str) -> None:
    """Let the database itself refuse to change or remove rows of a table.

    A table of `INSERT_ONLY` refuses every UPDATE and DELETE (and TRUNCATE on PostgreSQL); `ERASABLE` refuses
    DELETE and any UPDATE that does not set text and salt to NULL and leave the rest.
    """
    statements = _on_sqlite if connection.dialect.name == "sqlite" else _on_postgresql
    for statement in statements(table):
        connection.exec_driver_sql(statement)


def _on_sqlite(table: str) -> Iterator[str]:
    for verb in ("UPDATE", "DELETE"):
        when = f" WHEN NOT ({_ERASING})" if table == ERASABLE and verb == "UPDATE" else ""
        yield f'DROP TRIGGER IF EXISTS "{table}_{verb.lower()}_refused"'
        yield (
            f'CREATE TRIGGER "{table}_{verb.lower()}_refused" BEFORE {verb} ON "{table}"{when}'
            f" BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
        )


def _on_postgresql(table: str) -> Iterator[str]:
    yield _POSTGRESQL_REFUSAL.replace("%", "%%")
    for verb in ("UPDATE", "DELETE", "TRUNCATE"):
        when = f" WHEN (NOT ({_ERASING}))" if table == ERASABLE and verb == "UPDATE" else ""
        each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
        yield (
            f'CREATE OR REPLACE TRIGGER "{table}_{verb.lower()}_refused" BEFORE {verb} ON "{table}"'
            f" FOR EACH {each}{when} EXECUTE FUNCTION refuse_change()"
        )
