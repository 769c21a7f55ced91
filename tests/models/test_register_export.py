"""The exported register and its prover: one file of the standard library that tells forged from erased."""

import ast
import json
import shutil
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlmodel import select

from models.database import Database
from models.register import ErasureBasis, append, erase, head, write_export
from models.register.export import VERIFIER
from models.tables import SealedText
from tests.models.chaining import NOON

SQLITE_ONLY = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CYCLE = "sundhedsaftale-nordjylland-2028"
DOCUMENT = b"%PDF-1.7 aftalen"


@pytest.fixture
def folder(chain: Database, tmp_path: Path) -> Path:
    """A folder with the exported register, the prover and nothing else."""
    with chain.write_in_turn() as session:
        facts: dict[str, Any] = {"version": 1, "sha256": sha256(DOCUMENT).hexdigest(), "parts": ["b" * 64]}
        append(session, kind="version", cycle_id=CYCLE, facts=facts, texts={"label": "endelig"}, at=NOON)
        answer = {"reported_by": "Maren Testperson", "remarks": "Se bilaget."}
        append(session, kind="answer", cycle_id=CYCLE, facts={"party": "851"}, texts=answer, at=NOON)
    made = tmp_path / "hos kommunen"
    made.mkdir()
    shutil.copy(VERIFIER, made)
    export(chain, made / "register.zip")
    return made


def export(database: Database, target: Path, *, party: str = "") -> None:
    with target.open("wb") as file:
        assert write_export(database, file, party=party) >= 7


def prove(folder: Path, *arguments: str) -> SimpleNamespace:
    """Run the prover as a municipality does: no packages but Python's own, nothing of ours."""
    command = [sys.executable, "-I", "-S", VERIFIER.name, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=60, check=False)
    return SimpleNamespace(code=done.returncode, said=done.stdout + done.stderr)


def receipt(database: Database, path: Path) -> None:
    """Save a receipt that bears the head as it is now."""
    with database.read() as session:
        newest = head(session)
    said = f"Svaret er nr. 2 i registret. Det slutter med nr. {newest.seq}: {newest.hash}. Gem mailen på sagen."
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Kvittering: Læsø Kommune"
    message.set_content(f"Til Læsø Kommune\n\n{said}\n\nVenlig hilsen\n")
    message.add_alternative(f"<p>{said}</p>", subtype="html")
    path.write_bytes(message.as_bytes() if path.suffix == ".eml" else f"> {said}".encode())


def lines(archive: Path) -> list[dict[str, Any]]:
    with zipfile.ZipFile(archive) as zipped:
        return [json.loads(line) for line in zipped.read("register.jsonl").splitlines()]


def rewrite(folder: Path, rows: list[dict[str, Any]]) -> None:
    (folder / "register.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_the_prover_is_one_short_file_of_the_standard_library() -> None:
    source = VERIFIER.read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 9))
    imports = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    named = {
        name.partition(".")[0]
        for node in imports
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
        )
    }
    assert len(source.splitlines()) <= 150
    assert len(named) > 5
    assert named <= sys.stdlib_module_names


@SQLITE_ONLY
def test_a_sound_register_is_proven_without_our_software(chain: Database, folder: Path) -> None:
    receipt(chain, folder / "kvittering.eml")
    receipt(chain, folder / "kvittering.txt")
    done = prove(folder, "register.zip", "kvittering.eml", "kvittering.txt")
    assert done.code == 0
    assert "Poster: 7. Tekster slettet med ret: 0, holdt tilbage: 0." in done.said
    assert "Kvitteringer holdt op imod: 2." in done.said
    assert "Registeret er i orden." in done.said


@SQLITE_ONLY
def test_an_erased_name_is_called_erased_and_not_forged(chain: Database, folder: Path) -> None:
    receipt(chain, folder / "kvittering.eml")
    with chain.write_in_turn() as session:
        digest = session.exec(select(SealedText.digest).where(SealedText.field == "reported_by")).one()
        erase(session, {digest: ""}, at=NOON, basis=ErasureBasis.REQUEST)
    export(chain, folder / "register.zip")
    done = prove(folder, "register.zip", "kvittering.eml")
    assert done.code == 0
    assert "Poster: 8. Tekster slettet med ret: 1, holdt tilbage: 0." in done.said


@SQLITE_ONLY
def test_a_text_that_somebody_took_away_is_called_forged(folder: Path) -> None:
    rows = lines(folder / "register.zip")
    text = next(text for text in rows[6]["texts"] if text["field"] == "reported_by")
    del text["salt"], text["text"]
    text["state"] = "erased"
    rewrite(folder, rows)
    done = prove(folder, "register.jsonl")
    assert done.code == 1
    assert "FORFALSKET: Post 7: teksten »reported_by« er fjernet, uden at en post siger" in done.said


@SQLITE_ONLY
def test_a_council_gets_its_own_words_and_is_told_how_many_are_withheld(chain: Database, folder: Path) -> None:
    export(chain, folder / "register.zip", party="851")
    texts = [text for row in lines(folder / "register.zip") for text in row["texts"]]
    assert {text["text"] for text in texts if text["state"] == "kept"} == {"Maren Testperson", "Se bilaget."}
    done = prove(folder, "register.zip")
    assert done.code == 0
    assert "Poster: 7. Tekster slettet med ret: 0, holdt tilbage: 6." in done.said


@SQLITE_ONLY
def test_a_receipt_shows_that_the_tail_was_cut_off(chain: Database, folder: Path) -> None:
    receipt(chain, folder / "kvittering.eml")
    rewrite(folder, lines(folder / "register.zip")[:-1])
    assert prove(folder, "register.jsonl").code == 0
    done = prove(folder, "register.jsonl", "kvittering.eml")
    assert done.code == 1
    assert "kvittering.eml viser post 7, men den sidste er 6; enden er skåret af." in done.said


@SQLITE_ONLY
def test_a_document_is_known_as_a_version_or_not(folder: Path) -> None:
    (folder / "aftale.pdf").write_bytes(DOCUMENT)
    (folder / "andet.pdf").write_bytes(b"%PDF-1.7 noget andet")
    done = prove(folder, "register.zip", "--dokument", "aftale.pdf")
    assert (done.code, f"aftale.pdf er version 1 i {CYCLE} (post 6)." in done.said) == (0, True)
    done = prove(folder, "register.zip", "--dokument", "aftale.pdf", "andet.pdf")
    assert (done.code, "andet.pdf er ikke en version i registeret." in done.said) == (1, True)


@SQLITE_ONLY
def test_what_cannot_be_read_is_neither_sound_nor_forged(folder: Path) -> None:
    (folder / "hilsen.txt").write_text("God weekend!", encoding="utf-8")
    (folder / "andet.zip").write_bytes((folder / "register.zip").read_bytes()[:200])
    with zipfile.ZipFile(folder / "tom.zip", "w") as archive:
        archive.writestr("noget.txt", "")
    for arguments in (["register.zip", "hilsen.txt"], ["findes-ikke.zip"], ["tom.zip"], ["andet.zip"]):
        done = prove(folder, *arguments)
        assert (done.code, "Kan ikke efterprøves" in done.said) == (2, True), done.said


@SQLITE_ONLY
def test_the_same_register_is_exported_as_the_same_bytes(chain: Database, folder: Path) -> None:
    before = (folder / "register.zip").read_bytes()
    export(chain, folder / "register.zip")
    assert (folder / "register.zip").read_bytes() == before
