"""The command line, as an operator types it, on a store of its own."""

import json
from pathlib import Path

from cli.settings import STORE
from tests.journey.house import House, away

HEADER = "code,name,mailbox,main_mailbox,second_mailbox,phone,website\n"


def _refused(house: House, *words: str) -> str:
    told = house.run(*words)
    assert told.returncode == 1, told.stdout
    assert "Traceback" not in told.stderr
    return told.stdout + told.stderr


def test_the_directory_is_counted(store: House) -> None:
    told = store.run("directory", "check").stdout
    counts = {"Hovedstaden": 29, "Sjælland": 17, "Syddanmark": 22, "Midtjylland": 19, "Nordjylland": 11}
    for region, count in counts.items():
        line = next(line for line in told.splitlines() if f"Region {region}" in line)
        assert str(count) in line.split()


def test_contacts_are_imported_all_or_none(store: House, tmp_path: Path) -> None:
    good = "825,Sekretariatet,sundhed@laesoe.example,,,,\n"
    file = tmp_path / "contacts.csv"
    file.write_text(HEADER + good + "999,,sundhed@findes-ikke.example,,,,\n851,,ikke en adresse,,,,\n")
    told = _refused(store, "directory", "import", str(file))
    assert "Linje 3, code" in told
    assert "Linje 4, mailbox" in told
    assert "Intet er importeret" in told
    file.write_text(HEADER + good)
    assert "1 kontakt er importeret" in store.run("directory", "import", str(file)).stdout
    assert "findes ikke" in _refused(store, "directory", "import", str(tmp_path / "en anden fil.csv"))


def test_a_token_stands_alone_on_the_last_line(store: House) -> None:
    last = store.run("token", "create", "regneark").stdout.splitlines()[-1]
    assert len(last) > 30
    assert " " not in last
    assert "allerede" in _refused(store, "token", "create", "regneark")


def test_a_sign_in_link_is_printed_for_staff_and_for_nobody_else(store: House) -> None:
    assert store.run("staff", "add", "anne@sekretariat.example", "Anne Eksempel").returncode == 0
    link = store.run("staff", "link", "anne@sekretariat.example").stdout.strip()
    assert link.startswith(f"http://127.0.0.1:{store.ports['WEB_PORT']}/log-ind/")
    assert "/log-ind/" not in _refused(store, "staff", "link", "ukendt@sekretariat.example")
    assert "står allerede" in _refused(store, "staff", "add", "anne@sekretariat.example", "Anne Andersen")


def test_an_empty_register_is_sound_and_no_cycle_runs(store: House) -> None:
    assert "0 poster er ubrudt kædet" in store.run("register", "verify").stdout
    assert json.loads(store.run("cycle", "list", "--json").stdout) == []
    assert "findes ikke" in _refused(store, "cycle", "show", "sundhedsaftale-intetsteds-2028")


def test_resuming_needs_temporal(store: House) -> None:
    assert "Start Temporal" in _refused(store, "resume")


def test_a_store_that_is_not_there_is_told_and_migrate_creates_it(fresh_house: House) -> None:
    assert "aftalehjul migrate" in _refused(fresh_house, "directory", "check")
    fresh_house.folder.mkdir()
    assert "aftalehjul migrate" in _refused(fresh_house, "directory", "check")
    (fresh_house.folder / STORE).touch()
    assert "er af en anden udgave. Kør først: aftalehjul migrate" in _refused(fresh_house, "directory", "check")
    (fresh_house.folder / STORE).unlink()
    fresh_house.folder.rmdir()
    assert fresh_house.run("migrate").returncode == 0
    assert fresh_house.run("directory", "check").returncode == 0


def test_a_database_that_does_not_answer_is_told_with_its_settings(fresh_house: House) -> None:
    fresh_house.environment |= away()
    told = _refused(fresh_house, "directory", "check")
    assert told.strip() == "Databasen svarer ikke. Se AFTALEHJULET_DATA_DIR eller AFTALEHJULET_DATABASE_URL."


def test_parts_that_stand_apart_need_a_key_of_links(fresh_house: House) -> None:
    fresh_house.environment |= away() | {"AFTALEHJULET_LINK_KEYS": ""}
    told = _refused(fresh_house, "keys", "list")
    assert "AFTALEHJULET_LINK_KEYS mangler: sæt mindst én hemmelig nøgle" in told


def test_a_place_where_no_store_can_be_is_told_in_one_line(fresh_house: House) -> None:
    fresh_house.folder.write_text("no folder")
    assert "Databasen svarer ikke" in _refused(fresh_house, "migrate")
