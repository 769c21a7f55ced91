"""What a forger does to an exported register: six ways, each also with the whole chain recomputed after it."""

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


def edit(rows: list[Row], chance: Random) -> list[Row]:
    """Let an entry, or a text beside it, say something else."""
    return chance.choice([_edit_a_fact, _edit_the_instant, _edit_a_text, _take_a_text_away])(rows, chance)


def _edit_a_fact(rows: list[Row], chance: Random) -> list[Row]:
    row = chance.choice([row for row in rows if told(row)["facts"]])
    content = told(row)
    name = chance.choice(sorted(content["facts"]))
    content["facts"][name] = "andet"
    say(row, content)
    return rows


def _edit_the_instant(rows: list[Row], chance: Random) -> list[Row]:
    row = chance.choice(rows)
    say(row, told(row) | {"at": "2027-01-01T00:00:00.000000+00:00"})
    return rows


def _edit_a_text(rows: list[Row], chance: Random) -> list[Row]:
    """Write another text, with or without the digest that fits it."""
    row = chance.choice([row for row in rows if _kept(row)])
    text = chance.choice(_kept(row))
    text["text"] += " ikke"
    if chance.random() < 1 / 2:
        salted = bytes.fromhex(text["salt"]) + text["text"].encode()
        content = told(row)
        content["texts"][text["field"]] = text["digest"] = sha256(salted).hexdigest()
        say(row, content)
    return rows


def _take_a_text_away(rows: list[Row], chance: Random) -> list[Row]:
    """Remove a text, or call it erased although no entry says so."""
    row = chance.choice([row for row in rows if _kept(row)])
    text = chance.choice(_kept(row))
    if chance.random() < 1 / 2:
        row["texts"].remove(text)
    else:
        del text["salt"], text["text"]
        text["state"] = "erased"
    return rows


def delete(rows: list[Row], chance: Random) -> list[Row]:
    """Take an entry out, but not the last: that is a tail cut off."""
    del rows[chance.randrange(len(rows) - 1)]
    return rows


def insert(rows: list[Row], chance: Random) -> list[Row]:
    """Put an entry between two others, such as there might be one."""
    place = chance.randrange(1, len(rows))
    content = told(chance.choice(rows)) | {"seq": place + 1, "prev": rows[place - 1]["hash"], "texts": {}}
    row: Row = {"seq": place + 1, "texts": []}
    say(row, content)
    row["hash"] = sha256(row["canonical"].encode()).hexdigest()
    rows.insert(place, row)
    return rows


def reorder(rows: list[Row], chance: Random) -> list[Row]:
    """Let two entries change places."""
    one, other = chance.sample(range(len(rows)), 2)
    rows[one], rows[other] = rows[other], rows[one]
    return rows


def cut_tail(rows: list[Row], chance: Random) -> list[Row]:
    """Cut off the end, now and then with other entries in its place."""
    length = chance.randrange(1, 10)
    grown = [dict(row) for row in rows[:length]] if chance.random() < 1 / 2 else []
    return rows[:-length] + grown


def swap_versions(rows: list[Row], chance: Random) -> list[Row]:
    """Let two versions change their documents."""
    one, other = chance.sample([row for row in rows if told(row)["kind"] == "version"], 2)
    first, second = told(one), told(other)
    first["facts"]["sha256"], second["facts"]["sha256"] = second["facts"]["sha256"], first["facts"]["sha256"]
    say(one, first)
    say(other, second)
    return rows


def _kept(row: Row) -> list[dict[str, str]]:
    return [text for text in row["texts"] if text["state"] == "kept"]


FORGERIES: Final[tuple[Forger, ...]] = (edit, delete, insert, reorder, cut_tail, swap_versions)
