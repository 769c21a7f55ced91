"""Tokens of programs on the command line: scoped, dated and taken back."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from models.access.tokens import TokenScope, token_holder
from models.store.database import Database
from tests.journey.house import House


def listed(house: House) -> dict[str, dict[str, str]]:
    told = house.run("token", "list", "--json")
    assert told.returncode == 0, told.stderr
    return {each["name"]: each for each in json.loads(told.stdout)}


def test_a_token_has_a_scope_and_an_end_and_is_taken_back(store: House) -> None:
    made = store.run("token", "create", "prometheus", "--scope", "metrics", "--days", "30")
    assert made.returncode == 0, made.stderr
    token = made.stdout.splitlines()[-1]
    database = Database(f"sqlite:///{store.folder / 'aftalehjulet.db'}")
    now = datetime.now(UTC)
    with database.read() as session:
        holder = token_holder(session, token, now + timedelta(days=29))
        assert holder is not None
        assert (holder.name, holder.scope) == ("prometheus", TokenScope.METRICS)
        assert token_holder(session, token, now + timedelta(days=31)) is None
    line = listed(store)["prometheus"]
    assert (line["scope"], line["state"]) == ("metrics", "gælder")
    assert token not in str(listed(store))
    assert "er trukket tilbage" in store.run("token", "revoke", "prometheus").stdout
    assert listed(store)["prometheus"]["state"] == "trukket tilbage"
    assert "trukket" in store.run("token", "list").stdout
    with database.read() as session:
        assert token_holder(session, token, now) is None
    database.close()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("token", "revoke", "findes-ikke"), "Intet token hedder »findes-ikke«"),
        (("token", "create", " "), "Giv tokenet et navn"),
        (("token", "create", "x" * 101), "højst 100 tegn"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(store: House, words: tuple[str, ...], told: str) -> None:
    answer = store.run(*words)
    assert answer.returncode == 1
    assert told in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_proxy_that_is_no_address_stops_the_start(store: House) -> None:
    store.environment["AFTALEHJULET_TRUSTED_PROXIES"] = "proxy.example"
    answer = store.run("token", "list")
    assert answer.returncode == 1
    assert "AFTALEHJULET_TRUSTED_PROXIES" in answer.stderr
