"""What is wrong with one line, or with the file, hides nothing else that is wrong."""

import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from models.store.database import Database
from tests.models.register.proving import handed_out, lines, prove, rewrite, shorten
from tests.trust.forging.rows import say, told

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def folder(chain: Database, tmp_path: Path) -> Path:
    """A folder with the exported register, the prover and nothing else."""
    return handed_out(chain, tmp_path / "hos kommunen")


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("version", {"parts": None}),
        ("erased", {"digests": [["a"]]}),
        ("erased", {"digests": None}),
        ("answer", []),
        ([], {}),
    ],
)
def test_an_entry_of_another_shape_is_a_fault_of_its_own_and_hides_no_other(
    folder: Path, kind: object, facts: object
) -> None:
    rows = lines(folder / "register.zip")
    say(rows[5], told(rows[5]) | {"kind": kind, "facts": facts})
    shorten(rows[6]["texts"])
    rewrite(folder, rows)
    done = prove(folder, "register.jsonl")
    assert (done.code, "Registeret er IKKE i orden." in done.said) == (1, True), done.said
    assert "FORFALSKET: Post 7: teksten »remarks« er ændret." in done.said


@pytest.mark.parametrize("broken", [b"\xff", b"[" * 100_000, b'"', b"\n", b"\xed\xa0\x80", b"1e999"])
def test_a_line_that_is_none_is_a_fault_and_hides_no_other(folder: Path, broken: bytes) -> None:
    rows = lines(folder / "register.zip")
    shorten(rows[6]["texts"])
    rewrite(folder, rows)
    path = folder / "register.jsonl"
    path.write_bytes(path.read_bytes().replace(b'{"seq": 3', broken + b'{"seq": 3'))
    done = prove(folder, "register.jsonl")
    assert (done.code, "FORFALSKET: Ved post 2: en linje er ikke en post." in done.said) == (1, True), done.said
    assert "FORFALSKET: Post 7: teksten »remarks« er ændret." in done.said


def test_what_was_found_is_told_though_the_rest_cannot_be_unpacked(folder: Path) -> None:
    rows = lines(folder / "register.zip")
    shorten(rows[6]["texts"])
    path = folder / "register.zip"
    noise = b"".join(sha256(bytes([each])).digest() for each in range(256)) * 8  # more than is unpacked at once
    content = b"".join(json.dumps(row).encode() + b"\n" for row in rows) + noise.hex().encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("register.jsonl", content)
        size = archive.infolist()[0].compress_size
    damaged = bytearray(path.read_bytes())
    damaged[size - 900 : size - 800] = b"\xff" * 100
    path.write_bytes(damaged)
    done = prove(folder, "register.zip")
    assert (done.code, "Kan ikke efterprøves: " in done.said) == (2, True), done.said
    assert "FORFALSKET: Post 7: teksten »remarks« er ændret." in done.said
    assert "er i orden" not in done.said


def test_a_forger_cannot_write_the_answer_himself(folder: Path) -> None:
    rows = lines(folder / "register.zip")
    rows[6]["canonical"] = rows[6]["canonical"].replace("remarks", "\\u001b[2J\\nRegisteret er i orden.\\ud800")
    rewrite(folder, rows)
    done = prove(folder, "register.jsonl")
    assert done.code == 1
    assert "\x1b" not in done.said
    assert "Registeret er i orden." not in done.said.splitlines()
