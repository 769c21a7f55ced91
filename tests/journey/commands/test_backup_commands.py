"""Backup and restore as an operator types them: what is said, and what stays as it was when they are refused."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from sqlmodel import select

from cli.dependencies import NO_DATABASE, NOT_CREATED
from cli.embedded import restoring
from cli.embedded.restoring import KEY, stores_set_aside
from cli.settings import STORE
from models.access.staff import Role
from models.store.database import Database
from models.tables import Staff
from tests.journey.house import House, away, open_house
from tests.models.register.test_tampering import tamper
from tests.trust.forging.real_register import lived_in

OWN_KEY = "gammel-hemmelighed"


def done(told: CompletedProcess[str]) -> str:
    assert told.returncode == 0, told.stderr
    return told.stdout


def refused(told: CompletedProcess[str]) -> str:
    assert told.returncode == 1, told.stdout
    assert "Traceback" not in told.stderr
    return told.stderr


@contextmanager
def opened(house: House) -> Iterator[Database]:
    with closing(Database(f"sqlite:///{house.folder / STORE}")) as database:
        yield database


def staff(house: House) -> int:
    with opened(house) as database, database.read() as session:
        return len(session.exec(select(Staff)).all())


@pytest.fixture
def house(fresh_house: House, sqlite_template: Path) -> House:
    """A store with a key of its links, and somebody on the staff; no process runs."""
    fresh_house.folder.mkdir()
    shutil.copyfile(sqlite_template, fresh_house.folder / STORE)
    (fresh_house.folder / KEY).write_text(OWN_KEY)
    done(fresh_house.run("staff", "add", "anne@sekretariat.example", "Anne Eksempel"))
    return fresh_house


@pytest.fixture
def file(house: House, tmp_path: Path) -> Path:
    """A backup of that house."""
    done(house.run("backup", str(tmp_path / "kopi.zip")))
    return tmp_path / "kopi.zip"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[House]:
    """Another machine, on which there is nothing."""
    with open_house(tmp_path / "en anden") as house:
        yield house


def test_a_backup_tells_people_where_the_key_is_and_programs_what_is_in_it(house: House, tmp_path: Path) -> None:
    file = tmp_path / "kopi.zip"
    assert "Nøglen, som linkene er signeret med, er med" in done(house.run("backup", str(file)))
    told = json.loads(done(house.run("backup", str(file), "--overskriv", "--json")))
    assert (told["file"], told["bytes"], told["has_link_key"]) == (str(file), file.stat().st_size, True)
    house.environment["AFTALEHJULET_LINK_KEYS"] = "sat-af-driften"
    said = done(house.run("backup", str(file), "--overskriv"))
    assert "Nøglerne i AFTALEHJULET_LINK_KEYS er ikke med: gem .env for sig." in said


def test_a_backup_covers_nothing_and_is_written_where_there_is_a_folder(house: House, tmp_path: Path) -> None:
    there = tmp_path / "kopi.zip"
    there.write_text("noget andet")
    told = refused(house.run("backup", str(there)))
    assert f"{there} findes allerede. Vælg et andet navn, eller skriv --overskriv." in told
    assert there.read_text() == "noget andet"
    nowhere = tmp_path / "ingen mappe" / "kopi.zip"
    assert f"{nowhere} kan ikke skrives (No such file or directory)." in refused(house.run("backup", str(nowhere)))


def test_there_is_no_backup_of_a_store_that_is_not_there(fresh_house: House, tmp_path: Path) -> None:
    words = ("backup", str(tmp_path / "kopi.zip"))
    assert NOT_CREATED in refused(fresh_house.run(*words))
    fresh_house.folder.mkdir()
    (fresh_house.folder / STORE).touch()
    assert NOT_CREATED in refused(fresh_house.run(*words))
    fresh_house.environment |= away()
    assert NO_DATABASE in refused(fresh_house.run(*words))
    assert not (tmp_path / "kopi.zip").exists()


def test_what_is_no_backup_is_not_restored(house: House, tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("Kære råd")
    assert "ikke en sikkerhedskopi" in refused(house.run("restore", "--erstat", str(tmp_path / "brev.txt")))
    for path, why in ((tmp_path / "væk.zip", "No such file or directory"), (tmp_path, "Is a directory")):
        assert f"{path} kan ikke læses ({why})." in refused(house.run("restore", "--erstat", str(path)))
    assert staff(house) == 1


def test_what_is_there_is_replaced_only_when_that_is_said(house: House, file: Path) -> None:
    done(house.run("staff", "add", "bo@sekretariat.example", "Bo Eksempel"))
    assert "Skriv --erstat for at lægge kopien i stedet." in refused(house.run("restore", str(file)))
    assert (staff(house), stores_set_aside(house.folder)) == (2, ())
    told = json.loads(done(house.run("restore", "--erstat", "--json", str(file))))
    assert (told["entries"], told["problems"]) == (0, [])
    assert (staff(house), len(stores_set_aside(house.folder))) == (1, 1)
    assert (house.folder / KEY).read_text() == OWN_KEY
    assert list(house.folder.glob(f"{KEY}.før-*")) == [], "the key is the same, so nothing is set aside"


def test_an_empty_store_takes_a_backup_without_further_words(
    other: House, file: Path, sqlite_template: Path
) -> None:
    other.folder.mkdir()
    shutil.copyfile(sqlite_template, other.folder / STORE)
    assert "Kør så: aftalehjul up" in done(other.run("restore", str(file)))
    assert staff(other) == 1


def test_a_damaged_store_may_be_worth_something_and_is_set_aside_as_it_lies(house: House, file: Path) -> None:
    (house.folder / STORE).write_bytes(b"damaged" * 1000)
    assert "Skriv --erstat" in refused(house.run("restore", str(file)))
    done(house.run("restore", "--erstat", str(file)))
    assert staff(house) == 1
    assert [path.read_bytes() for path in stores_set_aside(house.folder)] == [b"damaged" * 1000]


def test_a_store_that_somebody_has_open_is_left_alone(
    house: House, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "SECONDS_FOR_OTHERS", 0.1)
    with opened(house) as database:
        with database.write() as session:
            session.add(Staff(email="bo@sekretariat.example", name="Bo Eksempel", role=Role.SECRETARIAT))
        told = refused(house.run("restore", "--erstat", str(file)))
    assert "Databasen er i brug. Stop web og workere (»aftalehjul up« med Ctrl-C) og alle andre" in told
    assert (staff(house), stores_set_aside(house.folder)) == (2, ())
    done(house.run("restore", "--erstat", str(file)))
    (aside,) = stores_set_aside(house.folder)
    with closing(Database(f"sqlite:///{aside}")) as before, before.read() as session:
        assert len(session.exec(select(Staff)).all()) == 2, "all that was written lies in the one file"


def test_what_keeps_a_backup_from_its_place_is_told_and_all_is_as_it_was(house: House, file: Path) -> None:
    (house.folder / KEY).unlink()
    (house.folder / KEY).mkdir()
    told = refused(house.run("restore", "--erstat", str(file)))
    assert "Kopien kunne ikke lægges ind; databasen er, som den var (Is a directory)." in told
    house.environment |= away()
    told = refused(house.run("restore", "--erstat", str(file)))
    assert "Kopien kunne ikke lægges ind; databasen er, som den var (" in told
    assert "Connection refused" in told
    assert (staff(house), stores_set_aside(house.folder)) == (1, ())


def test_where_the_parts_stand_apart_the_key_is_put_among_the_others_by_hand(
    other: House, file: Path, tmp_path: Path
) -> None:
    other.environment |= {
        "AFTALEHJULET_DATABASE_URL": f"sqlite:///{tmp_path / 'apart.db'}",
        "AFTALEHJULET_LINK_KEYS": "ny-hemmelighed",
    }
    told = done(other.run("restore", str(file)))
    assert "Sæt nøglen fra filen link.key i kopien bagerst i AFTALEHJULET_LINK_KEYS" in told
    assert "kør så: aftalehjul resume" in told
    assert OWN_KEY not in told


def test_a_backup_without_a_key_says_that_its_keys_are_to_be_set_as_before(
    house: House, other: House, tmp_path: Path
) -> None:
    house.environment["AFTALEHJULET_LINK_KEYS"] = "sat-af-driften"
    done(house.run("backup", str(tmp_path / "kopi.zip")))
    told = done(other.run("restore", str(tmp_path / "kopi.zip")))
    assert "Kopien har ingen nøgle: sæt AFTALEHJULET_LINK_KEYS som før, ellers dør de gamle links." in told


def test_a_register_that_was_broken_is_told_wherever_it_is_read(
    house: House, other: House, tmp_path: Path
) -> None:
    with opened(house) as database:
        lived_in(database)
        tamper(database, "UPDATE register_entry SET canonical = '' WHERE seq = 3")
    verified = house.run("register", "verify")
    assert "Registeret er brudt: " in refused(verified)
    assert "Post 3: indholdet svarer ikke til postens kontrolsum." in verified.stdout
    file = tmp_path / "kopi.zip"
    done(house.run("backup", str(file)))
    restored = other.run("restore", str(file))
    assert "Kopien er lagt ind, men registeret var brudt, da den blev taget: " in refused(restored)
    assert "Post 3: indholdet svarer ikke til postens kontrolsum." in restored.stdout
    assert staff(other) == staff(house)
