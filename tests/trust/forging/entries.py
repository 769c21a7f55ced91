"""What a forger does to an exported register: each way also with the whole chain recomputed after it."""

from hashlib import sha256
from random import Random
from typing import Any, Final

from tests.trust.forging.rows import Forger, Row, say, told
from tests.trust.forging.texts import (
    edit_a_text,
    misspell_a_text,
    put_a_text_beside,
    shorten_a_text,
    take_a_text_away,
    withhold_a_text,
)


def edit(rows: list[Row], chance: Random) -> list[Row]:
    """Let an entry, or a text beside it, say something else."""
    return chance.choice([_edit_a_fact, _edit_the_instant, edit_a_text, take_a_text_away])(rows, chance)


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


def misshape(rows: list[Row], chance: Random) -> list[Row]:
    """Let an entry hold something of another sort than there can be."""
    row = chance.choice([row for row in rows if told(row)["kind"] == "version"])
    content: dict[str, Any] = told(row)
    shapes: tuple[dict[str, Any], ...] = (
        {"parts": None},
        {"parts": [["a"]]},
        {"sha256": {}},
        {"digests": [["a"]]},
    )
    content["facts"] |= chance.choice(shapes)
    content["kind"] = "erased" if "digests" in content["facts"] else "version"
    say(row, content)
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


FORGERIES: Final[tuple[Forger, ...]] = (
    edit,
    delete,
    insert,
    reorder,
    cut_tail,
    swap_versions,
    shorten_a_text,
    put_a_text_beside,
    withhold_a_text,
    misspell_a_text,
    misshape,
)
