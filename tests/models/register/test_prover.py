"""The prover is taken in by none of the ways in which a file may say one thing to it and another to a reader."""

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from models.store.database import Database
from tests.models.register.proving import export, handed_out, lines, prove, receipt, rewrite, shorten

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def folder(chain: Database, tmp_path: Path) -> Path:
    """A folder with the exported register, the prover and nothing else."""
    return handed_out(chain, tmp_path / "hos kommunen")


def lengthen(texts: list[dict[str, str]]) -> None:
    salt = texts[0]["salt"]
    texts[0] |= {"salt": salt[:-2], "text": bytes.fromhex(salt[-2:]).decode("latin-1") + texts[0]["text"]}


def respell(texts: list[dict[str, str]]) -> None:
    texts[0]["salt"] = texts[0]["salt"][:32] + " " + texts[0]["salt"][32:]


def put_beside(texts: list[dict[str, str]]) -> None:
    texts.insert(0, texts[0] | {"text": "Forkastet."})


def add_an_unknown(texts: list[dict[str, str]]) -> None:
    texts.append(texts[0] | {"field": "remark"})


def add_a_wording(texts: list[dict[str, str]]) -> None:
    texts[0]["wording"] = "Forkastet."


def withhold(texts: list[dict[str, str]]) -> None:
    texts[0] = {"field": "remarks", "digest": texts[0]["digest"], "state": "withheld"}


@pytest.mark.parametrize(
    ("forge", "fault"),
    [
        (shorten, "Post 7: teksten »remarks« er ændret."),
        (lengthen, "Post 7: teksten »remarks« er ændret."),
        (respell, "Post 7: teksten »remarks« er ændret."),
        (put_beside, "Post 7: der er en tekst, som posten ikke kender."),
        (add_an_unknown, "Post 7: der er en tekst, som posten ikke kender."),
        (add_a_wording, "Post 7: teksten »remarks« er ændret."),
        (withhold, "1 tekster mangler."),
    ],
)
def test_a_text_is_the_one_that_was_sealed_and_the_only_one(
    folder: Path, forge: Callable[[list[dict[str, str]]], None], fault: str
) -> None:
    rows = lines(folder / "register.zip")
    assert rows[6]["texts"][0]["text"] == "Se bilaget."
    forge(rows[6]["texts"])
    rewrite(folder, rows)
    done = prove(folder, "register.jsonl")
    assert (done.code, f"FORFALSKET: {fault}" in done.said) == (1, True), done.said


def test_a_party_is_not_told_that_its_own_text_is_withheld(chain: Database, folder: Path) -> None:
    export(chain, folder / "register.zip", party="851")
    rows = lines(folder / "register.zip")
    withhold(rows[6]["texts"])
    rewrite(folder, rows)
    done = prove(folder, "register.jsonl", "--part", "851")
    assert (done.code, "FORFALSKET: Post 7: teksten »remarks« mangler." in done.said) == (1, True)


def test_nothing_is_named_twice_in_a_line_or_in_what_was_sealed(folder: Path) -> None:
    rows = lines(folder / "register.zip")
    rewrite(folder, rows)
    path = folder / "register.jsonl"
    path.write_text(path.read_text().replace('{"seq": 7,', '{"texts": [], "seq": 7,'))
    assert "FORFALSKET: Post 7: linjen er skrevet om." in prove(folder, "register.jsonl").said
    rows[6]["canonical"] = rows[6]["canonical"].replace('"facts":', '"facts":{"party":"825"},"facts":')
    rows[6]["hash"] = sha256(rows[6]["canonical"].encode()).hexdigest()
    rewrite(folder, rows)
    done = prove(folder, "register.jsonl")
    assert (done.code, done.said.count("FORFALSKET")) == (1, 1)
    assert "FORFALSKET: Post 7: linjen er skrevet om." in done.said


@pytest.mark.parametrize("name", ["register.jsonl", "REGISTER.jsonl"])
def test_a_file_with_two_registers_is_refused(folder: Path, name: str) -> None:
    content = "".join(json.dumps(row) + "\n" for row in lines(folder / "register.zip"))
    path = folder / "to.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("rEGISTER.jsonl", content[:-10])
        archive.writestr("register.jsonl", content)
    path.write_bytes(path.read_bytes().replace(b"rEGISTER.jsonl", name.encode()))
    done = prove(folder, "to.zip")
    assert (done.code, "to.zip rummer mere end én register.jsonl" in done.said) == (2, True)


@pytest.mark.parametrize("forged", ["a", "b"])
def test_a_true_receipt_does_not_cover_for_a_false_one(chain: Database, folder: Path, forged: str) -> None:
    for name in ("a", "b"):
        (folder / name).mkdir()
        receipt(chain, folder / name / "kvittering.txt")
    false = folder / forged / "kvittering.txt"
    false.write_text(f"nr. 7: {'f' * 64}")
    done = prove(folder, "register.zip", "a/kvittering.txt", "b/kvittering.txt")
    assert (done.code, done.said.count("FORFALSKET")) == (1, 1)
    assert f"FORFALSKET: Post 7: {forged}/kvittering.txt viser en anden post" in done.said


@pytest.mark.parametrize("digest", ["0" * 64, "f" * 64])
def test_a_receipt_that_shows_two_ends_is_no_witness(chain: Database, folder: Path, digest: str) -> None:
    path = folder / "kvittering.txt"
    receipt(chain, path)
    path.write_text(f"{path.read_text()} nr. 7: {digest}")
    done = prove(folder, "register.zip", "kvittering.txt")
    assert (done.code, "Post 7: kvittering.txt viser en anden post" in done.said) == (1, True)
