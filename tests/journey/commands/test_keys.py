"""Keys of links as an operator changes them: no start without a key that links still need."""

import json
import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from cli.settings import STORE
from models.access.link_keys import fingerprint_of, note_newest
from models.store.database import Database
from models.tables import Cycle
from tests.journey.house import House
from tests.models.seeding import AT, seed_basis, seed_cycle
from workflows.rules.course.phases import Phase

OLD, NEW = "gammel-hemmelighed", "ny-hemmelighed"
GONE = fingerprint_of(OLD)[:8]


@pytest.fixture
def house(fresh_house: House, sqlite_template: Path) -> House:
    """A migrated store with a round that was opened under the old key; no process runs."""
    fresh_house.folder.mkdir()
    shutil.copyfile(sqlite_template, fresh_house.folder / STORE)
    with closing(Database(f"sqlite:///{fresh_house.folder / STORE}")) as database:
        seed_basis(database)
        seed_cycle(database, "aftale", parties=1)
        note_newest(database, fingerprint_of(OLD), AT)
    return fresh_house


def told(house: House, keys: str, *words: str) -> tuple[int, str]:
    house.environment["AFTALEHJULET_LINK_KEYS"] = keys
    answer = house.run(*words)
    return answer.returncode, _said(answer)


def _said(answer: CompletedProcess[str]) -> str:
    said = answer.stdout + answer.stderr
    assert OLD not in said
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize("process", ["web", "worker"])
def test_a_start_without_a_key_that_links_need_is_refused_in_one_sentence(house: House, process: str) -> None:
    house.environment["AFTALEHJULET_LINK_KEYS"] = NEW
    refused = house.process(process)
    assert refused.returncode == 1
    (sentence,) = _said(refused).strip().splitlines()
    assert f"Nøglen {GONE}… mangler i AFTALEHJULET_LINK_KEYS" in sentence
    assert f"aftalehjul keys retire {GONE}" in sentence


def test_the_list_tells_which_keys_may_go(house: House) -> None:
    status, said = told(house, f"{NEW},{OLD}", "keys", "list")
    assert status == 0
    assert GONE in said
    assert "signerer nye links" in said
    assert "har aldrig signeret" in said
    (key,) = json.loads(told(house, NEW, "keys", "list", "--json")[1])
    assert (key["fingerprint"][:8], key["is_needed"], key["is_present"]) == (GONE, True, False)


def test_a_key_may_go_when_what_it_signed_has_ended(house: House) -> None:
    house.environment["COLUMNS"] = "200"
    with closing(Database(f"sqlite:///{house.folder / STORE}")) as database:
        note_newest(database, fingerprint_of(NEW), AT + timedelta(days=2))
        assert "skal blive: links i åbne runder" in told(house, f"{NEW},{OLD}", "keys", "list")[1]
        with database.write() as session:
            session.get_one(Cycle, "aftale").phase = Phase.CLOSED
    assert "kan tages væk" in told(house, f"{NEW},{OLD}", "keys", "list")[1]


def test_a_key_is_given_up_by_its_first_characters(house: House) -> None:
    assert "signerer nye links" in told(house, OLD, "keys", "retire", GONE)[1]
    assert told(house, NEW, "keys", "retire", "12345678")[0] == 1
    status, said = told(house, f"{NEW},{OLD}", "keys", "retire", GONE)
    assert (status, "står i AFTALEHJULET_LINK_KEYS" in said) == (0, True)
    assert "opgivet" in told(house, NEW, "keys", "list")[1]
