"""Where texts lie in the store: every column of every table that holds text, walked through for what it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Enum, String, Table, select
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Session

from models.tables import metadata


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the columns of it that hold text or JSON; `key` is its primary key by columns."""

    table: Table
    key: dict[str, Any]
    texts: dict[str, Any]
    values: dict[str, Any]


def text_columns(table: Table) -> list[Column[Any]]:
    """Return the columns that hold text or JSON; codes out of a list of ours are none."""
    return [column for column in table.columns if _holds_text(column.type)]


def _holds_text(kind: TypeEngine[Any]) -> bool:
    stored = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    return isinstance(stored, (String, JSON)) and not isinstance(stored, Enum)


def rows_of(session: Session, table: Table, *where: ColumnElement[bool]) -> Iterator[Row]:
    """Give the rows of a table that holds text, those of which `where` holds."""
    texts = [column.name for column in text_columns(table)]
    if not texts:
        return
    keys = [column.name for column in table.primary_key]
    columns = [column for column in table.columns if column.name != "content"]  # a document's bytes are no text
    for row in session.connection().execute(select(*columns).where(*where)).mappings():
        values = dict(row)
        yield Row(table, {key: values[key] for key in keys}, {name: values[name] for name in texts}, values)


def all_rows(session: Session) -> Iterator[Row]:
    """Give every row of every table that holds text."""
    for table in metadata.sorted_tables:
        yield from rows_of(session, table)


def leaves(value: Any) -> Iterator[str]:
    """Give the texts in a column's value, which may be JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from leaves(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from leaves(each)
