"""What a forger does to the file itself and to the receipts: two readers read two things, or none reads on."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

from tests.trust.forging.rows import Row, lines_of

Spoiler = Callable[[list[bytes], Random], list[bytes]]
Scene = Callable[[Path, list[Row], Random], list[Path]]


def repeat_a_name(lines: list[bytes], chance: Random) -> list[bytes]:
    """Name a thing twice in a line, the true one last, which is the one that most readers take."""
    place = chance.randrange(len(lines))
    twice = chance.choice([b'"texts": []', b'"canonical": "{}"', b'"seq": 1'])
    lines[place] = b"{" + twice + b", " + lines[place][1:]
    return lines


def repeat_a_name_within(lines: list[bytes], chance: Random) -> list[bytes]:
    """Name a thing twice in what was sealed."""
    place = chance.randrange(len(lines))
    row = json.loads(lines[place])
    row["canonical"] = '{"facts":{},' + row["canonical"][1:]
    lines[place] = json.dumps(row).encode() + b"\n"
    return lines


def break_a_byte(lines: list[bytes], chance: Random) -> list[bytes]:
    """Put a byte into a line that is no text at all."""
    place = chance.randrange(len(lines))
    cut = chance.randrange(len(lines[place]))
    lines[place] = lines[place][:cut] + b"\xff" + lines[place][cut:]
    return lines


def pack_twice(folder: Path, rows: list[Row], chance: Random) -> list[Path]:
    """Pack a forged register beside the true one, under a name that it may overwrite when unpacked."""
    true, forged = b"".join(lines_of(rows)), b"".join(lines_of(rows[:-1]))
    name = chance.choice([b"register.jsonl", b"Register.jsonl", b"REGISTER.JSONL"])
    path = folder / "register.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in chance.sample([("register.jsonl", true), ("anothr__.jsonl", forged)], 2):
            archive.writestr(member, content)
    path.write_bytes(path.read_bytes().replace(b"anothr__.jsonl", name))
    return [path]


def damage(folder: Path, rows: list[Row], chance: Random) -> list[Path]:
    """Damage what was packed, so that nobody can unpack all of it."""
    path = folder / "register.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("register.jsonl", b"".join(lines_of(rows)))
        packed = archive.infolist()[0].compress_size
    content = bytearray(path.read_bytes())
    place = chance.randrange(100, packed)
    content[place : place + 8] = bytes(255 - byte for byte in content[place : place + 8])
    path.write_bytes(content)
    return [path]


def contradict(folder: Path, rows: list[Row], chance: Random) -> list[Path]:
    """Lay a receipt that shows another end beside the true one, under the same name or in the same file."""
    true, forged = (f"nr. {rows[-1]['seq']}: {digest}" for digest in (rows[-1]["hash"], "f" * 64))
    said = chance.choice([(true, forged), (forged, true), (f"{true} {forged}", true)])
    paths = [folder / name / "kvittering.txt" for name in ("a", "b")]
    for path, text in zip(paths, said, strict=True):
        path.parent.mkdir()
        path.write_text(text)
    (folder / "register.jsonl").write_bytes(b"".join(lines_of(rows)))
    return [folder / "register.jsonl", *paths]


SPOILERS: Final[tuple[Spoiler, ...]] = (repeat_a_name, repeat_a_name_within, break_a_byte)
SCENES: Final[tuple[Scene, ...]] = (pack_twice, damage, contradict)
