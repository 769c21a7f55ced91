"""What an office does on the command line: its kinds, changes from outside, the next agreement."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.agreements.cycles import create_cycle
from models.agreements.starting import NewCycle
from models.directory import import_contacts
from models.kinds import load_kinds
from models.store.database import Database
from models.tables import Kind
from tests.journey.house import House
from tests.models.seeding import seed_basis, seed_cycle

HEADER = "code,name,mailbox,main_mailbox,second_mailbox,phone,website\n"


@pytest.fixture
def database(store: House) -> Iterator[Database]:
    """The same store, seen from within."""
    database = Database(f"sqlite:///{store.folder / 'aftalehjulet.db'}")
    yield database
    database.close()


def _refused(house: House, *words: str) -> str:
    told = house.run(*words)
    assert told.returncode == 1, told.stdout
    assert "Traceback" not in told.stderr
    return told.stdout + told.stderr


def _shown(house: House, *words: str) -> str:
    told = house.run(*words)
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_the_kinds_are_listed(store: House) -> None:
    listed = json.loads(_shown(store, "kind", "list", "--json"))
    assert {kind.code for kind in load_kinds()} <= {each["code"] for each in listed}
    assert "rammeaftale" in _shown(store, "kind", "list")
    assert json.loads(_shown(store, "kind", "show", "rammeaftale", "--json"))["term_years"] == 2
    assert "»x« kendes ikke" in _refused(store, "kind", "show", "x")


def test_a_kind_that_cannot_be_read_says_why(store: House, database: Database) -> None:
    with database.write() as session:
        session.add(Kind(code="fra-en-anden-udgave", title="Gammel", definition={"farve": "blå"}))
    told = _refused(store, "kind", "show", "fra-en-anden-udgave")
    assert "Arten »fra-en-anden-udgave« kan ikke bruges: ukendt felt: farve" in told


def test_a_kind_is_taken_out_changed_and_put_back(store: House, tmp_path: Path) -> None:
    text = _shown(store, "kind", "show", "kkr-maal")
    file = tmp_path / "art.toml"
    file.write_text(text.replace("term_years = 4", "term_years = 3"), encoding="utf-8")
    assert "»kkr-maal« er ændret" in _shown(store, "kind", "set", str(file))
    assert "term_years = 3" in _shown(store, "kind", "show", "kkr-maal")
    file.write_text(text.replace('"kkr-maal"', '"egen-aftale"'), encoding="utf-8")
    assert "»egen-aftale« er føjet til" in _shown(store, "kind", "set", str(file))


def test_a_bad_kind_changes_nothing(store: House, tmp_path: Path) -> None:
    text = _shown(store, "kind", "show", "rammeaftale")
    file = tmp_path / "art.toml"
    file.write_text(f"farve = 1\n{text}", encoding="utf-8")
    assert "Intet er ændret. art.toml: ukendt felt: farve" in _refused(store, "kind", "set", str(file))
    assert "findes ikke" in _refused(store, "kind", "set", str(tmp_path / "ingen.toml"))
    assert _shown(store, "kind", "show", "rammeaftale") == text


def test_municipalities_merge_and_are_renamed(store: House, tmp_path: Path) -> None:
    meetings = tmp_path / "møder.csv"
    meetings.write_text("kode;niveau;dato\n615;råd;2030-02-05\n766;råd;2030-02-06\n766;råd;2029-12-04\n")
    _shown(store, "meetings", "import", str(meetings))
    merged = ("directory", "merge", "615", "766", "--into", "767:Bjerre Kommune")
    assert "Skriv den som år-måned-dag" in _refused(store, *merged, "--on", "snart")
    assert "mere end et år tilbage" in _refused(store, *merged, "--on", "2007-01-01")
    told = _shown(store, *merged, "--on", "2030-01-01")
    assert told.splitlines() == [
        "Horsens Kommune, Hedensted Kommune hedder fra 1. januar 2030: Bjerre Kommune (767).",
        "2 planlagte møder falder bort. Indlæs det nye råds møder, når de er kendt.",
    ]
    assert "allerede en efterfølger: 767" in _refused(store, *merged, "--on", "2030-01-01")
    assert "kolon" in _refused(store, "directory", "merge", "825", "--into", "Nyby", "--on", "2030-01-01")
    told = _shown(store, "directory", "rename", "825", "Øens Kommune", "--on", "2029-01-01")
    assert "Øens Kommune (825-2)" in told
    assert "»4711« findes ikke" in _refused(store, "directory", "rename", "4711", "X", "--on", "2029-01-01")


def test_the_next_agreement_is_started(store: House, database: Database) -> None:
    codes = ("1081", "851", "810", "sekretariat-1081")
    import_contacts(database, HEADER + "".join(f"{code},,{code}@x.example,,,,\n" for code in codes))
    new = NewCycle(
        kind="faellesaftale",
        region="1081",
        title="Aftalen 2027-2030",
        period_start=date(2027, 1, 1),
        parties=("Aalborg", "Brønderslev"),
    )
    before = create_cycle(database, new, today=date(2026, 11, 22), at=datetime(2026, 11, 22, 9, tzinfo=UTC)).id
    assert _shown(store, "cycle", "succeed", before).strip() == "faellesaftale-nordjylland-2031"
    assert "Aftalen 2031-2034" in _shown(store, "cycle", "show", "faellesaftale-nordjylland-2031")
    assert json.loads(_shown(store, "cycle", "show", before, "--json"))["title"] == "Aftalen 2027-2030"
    assert "allerede startet" in _refused(store, "cycle", "succeed", before, "--title", "En anden")
    assert "Forløbet x findes ikke" in _refused(store, "cycle", "succeed", "x")


def test_the_cycles_are_listed_with_how_far_they_have_come(store: House, database: Database) -> None:
    seed_basis(database)
    seed_cycle(database, "aftale", parties=3)
    listed = _shown(store, "cycle", "list").splitlines()
    rows = [[cell.strip() for cell in line.strip("│").split("│")] for line in listed]
    assert ["aftale", "godkendelse", "3 af 3", "2026-05-01"] in rows
    assert ["faellesaftale-nordjylland-2031", "udarbejdelse", "0 af 0", ""] in rows
