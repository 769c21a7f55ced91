"""After a whole cycle no name, address, free text or secret stands in the engine's histories or a log."""

import asyncio
import json
from collections.abc import Iterator
from typing import Final

import pytest
from sqlmodel import select

from models.store.database import Database
from models.tables import Request
from request_types import CATALOGUE
from tests.journey.histories import histories_of
from tests.journey.house import NORDJYLLAND, House, open_house
from tests.journey.played import played
from tests.journey.secrets import found_in, secrets_of, sought_in

SAYS_SOMETHING: Final = {"reason", "text", "note", "reported_by", "title", "body", "decision_text"}


@pytest.fixture(scope="module")
def house_of_words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house in which a whole cycle was played from approval to submission, and a hearing."""
    with open_house(tmp_path_factory.mktemp("personal") / "var") as house:
        house.start()
        secrets = played(house)
        (house.folder / "secrets.json").write_text(json.dumps(sorted(secrets)))
        yield house


def test_everything_that_takes_words_was_asked(house_of_words: House) -> None:
    database = Database(f"sqlite:///{house_of_words.folder / 'aftalehjulet.db'}")
    with database.read() as session:
        asked = set(session.exec(select(Request.kind)))
    database.close()
    with_words = {kind for kind, asked in CATALOGUE.items() if asked.payload.model_fields.keys() & SAYS_SOMETHING}
    assert len(with_words) > 20
    assert with_words - asked == set()


def test_no_history_holds_a_name_an_address_a_text_or_a_secret(house_of_words: House) -> None:
    sought = sought_in(house_of_words)
    histories = asyncio.run(histories_of(house_of_words))
    assert len(sought) > 500
    assert len(histories) > 30
    assert any(f"{NORDJYLLAND}/runde-1/Læsø" in name for name in histories)
    assert found_in(histories, sought) == []


def test_no_log_holds_a_name_an_address_a_text_or_a_secret(house_of_words: House) -> None:
    logs = {path.name: path.read_text(errors="replace") for path in (house_of_words.folder / "log").iterdir()}
    assert {"web.log", "worker.log"} <= logs.keys()
    assert all(logs[name] for name in ("web.log", "worker.log"))
    assert found_in(logs, sought_in(house_of_words)) == []


def test_what_is_planted_is_found(house_of_words: House) -> None:
    sought = sought_in(house_of_words)
    for text in ("Maren Prøvesen", "maren.proevesen@laesoe.example", secrets_of(house_of_words)[0]):
        assert text in sought
        assert found_in({"x": f'{{"a": "Til {text}."}}'}, sought), text
    histories = asyncio.run(histories_of(house_of_words))
    summary = next(text for text in histories.values() if "Sundhedsaftalen 2028-2031" in text)
    assert found_in({"x": summary}, {"Sundhedsaftalen 2028-2031"}), "what stands in a payload is seen"
