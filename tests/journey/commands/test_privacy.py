"""What an office does on the command line for a person, and to hand the register out."""

import json
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from cli.settings import STORE
from models.store.database import Database
from models.tables import Invitation, Kind
from tests.commanding import commanded
from tests.journey.house import House
from tests.trust.forging.real_register import lived_in
from tests.waiting import PATIENCE

BO = ("", "--name", "Bo Eksempel")


@pytest.fixture(scope="module", autouse=True)
def _lived_in(store: House) -> None:
    """Let two agreements lie in the store."""
    with closing(Database(f"sqlite:///{store.folder / STORE}")) as database:
        lived_in(database)


def shown(house: House, *words: str) -> str:
    told = house.run(*words)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


def test_whom_the_work_needs_is_not_erased(store: House) -> None:
    told = store.run("privacy", "erase", "politik@k825.example", "--ja")
    assert told.returncode == 1
    assert "Ret kontakten på /katalog/raad-825 først." in told.stdout + told.stderr
    vague = store.run("privacy", "erase", "", "--name", "Bo", "--ja")
    assert (vague.returncode, "Skriv hele navnet" in vague.stdout + vague.stderr) == (1, True)


def test_a_person_is_told_of_and_erased_and_the_register_proves_it(store: House, tmp_path: Path) -> None:
    told = json.loads(shown(store, "privacy", "export", *BO))
    assert told["fundet"] >= 2
    file = tmp_path / "bo.json"
    shown(store, "privacy", "export", "", str(file), "--name", "Bo Eksempel")
    assert json.loads(file.read_text(encoding="utf-8")) == told
    again = store.run("privacy", "export", "", str(file), "--name", "Bo Eksempel")
    assert (again.returncode, f"Kan ikke skrive {file}: File exists." in again.stderr) == (1, True)
    assert store.run("privacy", "erase", *BO).returncode == 1, "nobody said yes"
    refused = commanded("privacy", "erase", *BO, environment=store.environment, typed="n\n")
    assert (refused.returncode, "Det kan ikke gøres om. Slet?" in refused.stdout) == (1, True)
    assert json.loads(shown(store, "privacy", "export", *BO)) == told
    assert "Forseglede tekster i registeret (1)" in shown(store, "privacy", "erase", *BO, "--ja")
    assert json.loads(shown(store, "privacy", "export", *BO))["fundet"] == 0
    aside = store.folder / "aftalehjulet.db.før-20270301T090000Z"
    assert aside.name not in shown(store, "privacy", "erase", *BO, "--ja")
    aside.touch()
    told_again = shown(store, "privacy", "erase", *BO, "--ja")
    assert "ikke noget om personen" in told_again
    assert f"slet dem selv: {aside}." in told_again
    assert "Tekster slettet med ret: 1" in shown(store, "register", "verify")


def test_who_may_be_the_person_behind_an_address_is_hinted_at(store: House) -> None:
    with closing(Database(f"sqlite:///{store.folder / STORE}")) as database, database.read() as session:
        mailbox = session.get_one(Invitation, 1).mailbox
    told = store.run("privacy", "erase", mailbox, "--ja").stdout
    assert "Gennem links til adressen har disse indberettet: " in told
    assert "Er personen en af dem, så nævn også navnet med --name." in told


def test_where_a_person_cannot_be_forgotten_is_told(store: House) -> None:
    with closing(Database(f"sqlite:///{store.folder / STORE}")) as database, database.write() as session:
        session.add(Kind(code="egen", title="Aftale med Gerda Eksempel", definition={}))
    told = shown(store, "privacy", "erase", "", "--name", "Gerda Eksempel", "--ja")
    assert "Der er ikke noget om personen at slette." in told
    assert "Her står personen stadig, og det kan ikke ændres: kind.title." in told


def test_the_register_is_handed_out_and_proven_elsewhere(store: House, tmp_path: Path) -> None:
    target = tmp_path / "register.zip"
    assert "poster ligger i" in shown(store, "register", "export", str(target), "--party", "825")
    again = store.run("register", "export", str(target))
    assert (again.returncode, "findes allerede" in again.stdout + again.stderr) == (1, True)
    nowhere = store.run("register", "export", str(tmp_path / "ingen mappe" / "register.zip"))
    assert (nowhere.returncode, "register.zip: No such file or directory." in nowhere.stderr) == (1, True)
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path)
    prover = [sys.executable, "-I", "-S", "efterproev_register.py", "register.jsonl", "--part", "825"]
    done = subprocess.run(
        prover, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
    assert (done.returncode, "Registeret er i orden." in done.stdout) == (0, True)


def test_what_is_over_is_told_before_it_is_erased(store: House) -> None:
    assert "Ville slette: spor af log-ind 0" in shown(store, "privacy", "retention", "--dry-run")
    assert "Slettet: spor af log-ind 0, navne og adresser 0" in shown(store, "privacy", "retention")
