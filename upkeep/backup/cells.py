"""One value of a table as JSON and back, by the column's type: the same on SQLite and PostgreSQL."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Date, DateTime, LargeBinary, Row

Cells = dict[str, Any]


def packed(columns: Iterable[Column[Any]], row: Row[Any]) -> bytes:
    """Return a row as one line of JSON in ASCII: bytes as base64, instants in UTC, dates as ISO 8601 has them."""
    cells = {column.name: _packed(value) for column, value in zip(columns, row, strict=True)}
    return json.dumps(cells, separators=(",", ":")).encode() + b"\n"


def unpacked(columns: Iterable[Column[Any]], line: bytes) -> Cells:
    """Return a row that `packed` wrote.

    Raises:
        ValueError: the line is none of ours.
        KeyError: a column is missing in it.
    """
    cells = json.loads(line)
    return {column.name: _unpacked(column, cells[column.name]) for column in columns}


def _packed(value: Any) -> Any:
    match value:
        case bytes() | memoryview():
            return b64encode(value).decode()
        case datetime():
            instant = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
            return instant.isoformat()
        case date():
            return value.isoformat()
        case _:
            return value


def _unpacked(column: Column[Any], cell: Any) -> Any:
    if cell is None:
        return None
    match column.type:
        case LargeBinary():
            return b64decode(cell, validate=True)
        case DateTime():
            return datetime.fromisoformat(cell)
        case Date():
            return date.fromisoformat(cell)
        case _:
            return cell
