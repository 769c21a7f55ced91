"""The entries of an exported register as a forger handles them."""

import json
from collections.abc import Callable
from hashlib import sha256
from random import Random
from typing import Any, Final

Row = dict[str, Any]
Forger = Callable[[list[Row], Random], list[Row]]
BEGINNING: Final = "0" * 64


def told(row: Row) -> dict[str, Any]:
    """Return what an entry says."""
    content: dict[str, Any] = json.loads(row["canonical"])
    return content


def say(row: Row, content: dict[str, Any]) -> None:
    """Let an entry say something else, under the hash that it had."""
    row["canonical"] = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def rechained(rows: list[Row]) -> list[Row]:
    """Number the entries anew and compute the chain again: it holds, but it is another one."""
    before = BEGINNING
    for seq, row in enumerate(rows, start=1):
        say(row, told(row) | {"seq": seq, "prev": before})
        before = row["hash"] = sha256(row["canonical"].encode()).hexdigest()
        row["seq"] = seq
    return rows


def lines_of(rows: list[Row]) -> list[bytes]:
    """Return the entries as the lines of a file."""
    return [json.dumps(row).encode() + b"\n" for row in rows]
