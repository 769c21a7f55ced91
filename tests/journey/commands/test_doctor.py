"""`aftalehjul doctor` on a house in which all runs, and on one in which nothing does."""

import json
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console

from cli.embedded import process_list
from cli.embedded.readiness import temporal_answers
from cli.embedded.supervisor import Supervisor
from cli.settings import Settings
from tests.journey.house import House

ALL = (
    *("database", "register", "link_keys", "waiting_requests", "undelivered_letters"),
    *("temporal", "retention", "search_attributes", "weekly_letters", "forgetting", "workers"),
    *("mail", "public_url", "disk", "backup"),
)


def _found(house: House, *words: str) -> tuple[int, dict[str, dict[str, Any]]]:
    told = house.run("doctor", "--json", *words)
    assert told.stdout, told.stderr
    return told.returncode, {line["name"]: line for line in json.loads(told.stdout)}


def test_a_house_in_which_all_runs_is_well_but_for_what_nobody_has_seen_to(house: House, tmp_path: Path) -> None:
    told = house.run("backup", str(tmp_path / "kopi.zip"))
    assert told.returncode == 0, told.stderr
    code, found = _found(house, "--backup-folder", str(tmp_path))
    assert tuple(found) == ALL
    # one of the examples' letters came back, which lies on the desk until the contact is changed
    assert [name for name, line in found.items() if not line["is_well"]] == ["undelivered_letters"]
    assert code == 1
    lines = house.run("doctor").stdout.splitlines()
    assert len(lines) == len(ALL) - 1
    assert sum(line.startswith("✓ ") for line in lines) == len(lines) - 1
    assert sum("→" in line for line in lines) == 1


def test_a_house_in_which_nothing_runs_is_told_what_to_start(fresh_house: House, tmp_path: Path) -> None:
    assert fresh_house.run("migrate").returncode == 0
    fresh_house.environment["AFTALEHJULET_PUBLIC_URL"] = "http://aftaler.example"
    code, found = _found(fresh_house, "--backup-folder", str(tmp_path))
    assert code == 1
    troubles = {name: line["to_do"] for name, line in found.items() if not line["is_well"]}
    assert list(troubles) == ["temporal", "mail", "backup"]
    assert "Start Temporal" in troubles["temporal"]
    assert "aftalehjul backup" in troubles["backup"]


def test_a_temporal_at_which_nobody_works_yet_is_told_of(fresh_house: House) -> None:
    assert fresh_house.run("migrate").returncode == 0
    settings = Settings(
        data_dir=fresh_house.folder,
        temporal_port=fresh_house.ports["TEMPORAL_PORT"],
        temporal_ui_port=fresh_house.ports["TEMPORAL_UI_PORT"],
    )
    (fresh_house.folder / "log").mkdir()
    parts = Supervisor(fresh_house.folder, Console(quiet=True))
    try:
        parts.start(process_list.temporal(settings))
        assert not temporal_answers(settings)
        parts.wait_for("temporal", partial(temporal_answers, settings))
        _, found = _found(fresh_house)
    finally:
        parts.end_all()
    assert [name for name in ("temporal", "retention", "search_attributes") if not found[name]["is_well"]] == []
    assert found["weekly_letters"]["found"] == "Ugebrevene: ikke planlagt"
    assert found["forgetting"]["found"] == "Sletning efter opbevaringstid: ikke planlagt"
    assert "Genstart en worker" in found["forgetting"]["to_do"]
    assert found["workers"]["found"] == "Workere, der henter arbejde: 0"


def test_a_house_without_a_store_is_told_to_make_one(fresh_house: House) -> None:
    code, found = _found(fresh_house)
    assert code == 1
    assert "aftalehjul migrate" in found["database"]["to_do"]


def test_links_over_plain_http_are_told_where_parts_stand_apart(fresh_house: House, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'apart.db'}"
    apart = {"DATABASE_URL": url, "LINK_KEYS": "a-key", "PUBLIC_URL": "http://aftaler.example"}
    fresh_house.environment |= {f"AFTALEHJULET_{name}": value for name, value in apart.items()}
    assert fresh_house.run("migrate").returncode == 0
    _, found = _found(fresh_house)
    assert "Se TEMPORAL_ADDRESS" in found["temporal"]["to_do"], "nobody has said where it is"
    fresh_house.environment["TEMPORAL_ADDRESS"] = f"127.0.0.1:{fresh_house.ports['TEMPORAL_PORT']}"
    fresh_house.environment["AFTALEHJULET_LINK_KEYS"] = ""
    _, found = _found(fresh_house)
    assert "sæt mindst én hemmelig nøgle" in found["link_keys"]["to_do"]
    assert "https://" in found["public_url"]["to_do"]
    assert "disk" not in found
