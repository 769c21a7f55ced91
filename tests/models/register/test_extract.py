"""A party's extract of the register: its own texts are there, and only others' are withheld."""

import zipfile
from pathlib import Path

import pytest
from sqlmodel import col, select

from models.register import ErasureBasis, erase
from models.register.efterproev_register import OWN_WORDS as PROVED
from models.register.export import OWN_WORDS
from models.store.database import Database
from models.tables import SealedText
from tests.models.register.chaining import NOON
from tests.models.register.proving import export, handed_out, lines, prove

SQLITE_ONLY = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def folder(chain: Database, tmp_path: Path) -> Path:
    """A folder with the exported register, the prover and nothing else."""
    return handed_out(chain, tmp_path / "hos kommunen")


@SQLITE_ONLY
def test_a_council_gets_its_own_words_and_is_told_how_many_are_withheld(chain: Database, folder: Path) -> None:
    export(chain, folder / "register.zip", party="851")
    texts = [text for row in lines(folder / "register.zip") for text in row["texts"]]
    assert {text["text"] for text in texts if text["state"] == "kept"} == {"Maren Testperson", "Se bilaget."}
    done = prove(folder, "register.zip", "--part", "851")
    assert done.code == 0
    assert "Poster: 7. Tekster slettet med ret: 0, holdt tilbage: 6." in done.said
    unnamed = prove(folder, "register.zip")
    assert (unnamed.code, "6 tekster mangler. Er filen jeres udtræk, så skriv --part" in unnamed.said) == (1, True)


@SQLITE_ONLY
def test_the_readme_of_an_extract_tells_its_whole_command(chain: Database, folder: Path) -> None:
    told = []
    for party in ("", "851"):
        export(chain, folder / "register.zip", party=party)
        with zipfile.ZipFile(folder / "register.zip") as archive:
            told.append(archive.read("LÆS-MIG.txt").decode())
    assert "efterproev_register.py register.jsonl kvittering1.eml" in told[0]
    assert "efterproev_register.py register.jsonl --part 851 kvittering1.eml" in told[1]
    assert "efterproev_register.py register.jsonl --part 851 --dokument aftalen.pdf" in told[1]
    assert "{" not in told[0] + told[1]


@SQLITE_ONLY
def test_what_stands_for_an_own_text_is_handed_out_however_often_it_is_replaced(
    chain: Database, folder: Path
) -> None:
    for instead in ("Maren", "M."):
        with chain.write_in_turn() as session:
            named = col(SealedText.field).endswith("reported_by"), col(SealedText.text).is_not(None)
            digest = session.exec(select(SealedText.digest).where(*named)).one()
            erase(session, {digest: instead}, at=NOON, basis=ErasureBasis.REQUEST)
    export(chain, folder / "register.zip", party="851")
    last = lines(folder / "register.zip")[-1]["texts"]
    assert [(text["field"], text.get("text")) for text in last] == [("8.7.reported_by", "M.")]
    assert prove(folder, "register.zip", "--part", "851").code == 0


def test_the_prover_and_the_export_agree_on_whose_words_are_whose() -> None:
    assert len(PROVED) > 3
    assert PROVED == OWN_WORDS
