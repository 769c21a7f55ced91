"""The exported register and its prover: one file of the standard library that tells forged from erased."""

import ast
import sys
import zipfile
from pathlib import Path

import pytest
from sqlmodel import select

from models.register import ErasureBasis, erase
from models.register.export import VERIFIER
from models.store.database import Database
from models.tables import SealedText
from tests.models.register.chaining import NOON
from tests.models.register.proving import CYCLE, DOCUMENT, export, handed_out, lines, prove, receipt, rewrite

SQLITE_ONLY = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def folder(chain: Database, tmp_path: Path) -> Path:
    """A folder with the exported register, the prover and nothing else."""
    return handed_out(chain, tmp_path / "hos kommunen")


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
def test_a_text_that_came_back_after_it_was_erased_is_called_forged(chain: Database, folder: Path) -> None:
    before = lines(folder / "register.zip")
    with chain.write_in_turn() as session:
        digest = session.exec(select(SealedText.digest).where(SealedText.field == "reported_by")).one()
        erase(session, {digest: ""}, at=NOON, basis=ErasureBasis.REQUEST)
    export(chain, folder / "register.zip")
    rewrite(folder, [*before, lines(folder / "register.zip")[-1]])
    done = prove(folder, "register.jsonl")
    assert done.code == 1
    assert "(post 8): en tekst siges slettet, men ligger her endnu." in done.said


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
