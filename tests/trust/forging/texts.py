"""What a forger does to the texts beside the entries, which no hash of an entry covers."""

from hashlib import sha256
from random import Random

from tests.trust.forging.rows import Row, say, told

Text = dict[str, str]


def edit_a_text(rows: list[Row], chance: Random) -> list[Row]:
    """Write another text, with or without the digest that fits it."""
    row, text = _chosen(rows, chance)
    text["text"] += " ikke"
    if chance.random() < 1 / 2:
        content = told(row)
        content["texts"][text["field"]] = text["digest"] = _digest(text)
        say(row, content)
    return rows


def take_a_text_away(rows: list[Row], chance: Random) -> list[Row]:
    """Remove a text, or call it erased although no entry says so."""
    row, text = _chosen(rows, chance)
    if chance.random() < 1 / 2:
        row["texts"].remove(text)
    else:
        _emptied(text, "erased")
    return rows


def withhold_a_text(rows: list[Row], chance: Random) -> list[Row]:
    """Call a text withheld, in a register that withholds none."""
    _emptied(_chosen(rows, chance)[1], "withheld")
    return rows


def shorten_a_text(rows: list[Row], chance: Random) -> list[Row]:
    """Move the beginning of a text to its salt: the digest still fits."""
    _, text = _chosen(rows, chance)
    cut = chance.randrange(1, len(text["text"]))
    text["salt"] += text["text"][:cut].encode().hex()
    text["text"] = text["text"][cut:]
    assert _digest(text) == text["digest"]
    return rows


def put_a_text_beside(rows: list[Row], chance: Random) -> list[Row]:
    """Put a forged text before or after the true one, under its name or under one that no entry knows."""
    row, text = _chosen(rows, chance)
    forged = text | {"text": "Forkastet.", "field": chance.choice([text["field"], "remark"])}
    row["texts"].insert(chance.choice([0, len(row["texts"])]), forged)
    return rows


def misspell_a_text(rows: list[Row], chance: Random) -> list[Row]:
    """Give a text a second wording that no digest covers, or a salt that is none."""
    _, text = _chosen(rows, chance)
    text |= chance.choice([{"text2": "Forkastet."}, {"salt": text["salt"].upper() + " "}])
    return rows


def _chosen(rows: list[Row], chance: Random) -> tuple[Row, Text]:
    row = chance.choice([row for row in rows if _kept(row)])
    return row, chance.choice(_kept(row))


def _kept(row: Row) -> list[Text]:
    return [text for text in row["texts"] if text["state"] == "kept" and len(text["text"]) > 1]


def _digest(text: Text) -> str:
    return sha256(bytes.fromhex(text["salt"]) + text["text"].encode()).hexdigest()


def _emptied(text: Text, state: str) -> None:
    del text["salt"], text["text"]
    text["state"] = state
