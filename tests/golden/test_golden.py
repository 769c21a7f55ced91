"""What running cycles, registers, backups and letters hold is read and written as it was when it was recorded.

The files beside this one are never written anew: what is added later stands in files of its own.
"""

import json
from typing import Any

import pytest

from models.store.database import Database
from request_types import request_type
from tests.golden.life import lived
from tests.golden.messages import MESSAGES, decoded, filled
from tests.golden.written import BACKUP, FOLDER, of_code, of_life, of_messages
from tests.upkeep.backing_up import unheard
from upkeep.backup import load, opened_backup
from workflows.rules.requests import RequestKind

BY_MACHINES = {"phase", "round_opened", "round_settled", "inquiry_opened", "inquiry_closed", "caught_up"}
BY_MACHINES |= {"owner_followed", "erased"}


def golden(name: str) -> Any:
    """Return what was recorded under a name; there is always something."""
    kept = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert kept
    return kept


def differences(was: Any, now: Any, at: str = "") -> list[str]:
    """Return where something differs from what was; fields and names that came since are none."""
    if isinstance(was, dict) and isinstance(now, dict):
        return [each for name in was for each in differences(was[name], now.get(name, "gone"), f"{at}/{name}")]
    if isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        return [
            line
            for place, pair in enumerate(zip(was, now, strict=True))
            for line in differences(*pair, f"{at}/{place}")
        ]
    return [] if was == now else [f"{at}: {was!r} is now {now!r}"]


def changed(now: dict[str, Any]) -> list[str]:
    """Return what differs from the golden files of the same names."""
    assert now
    return [line for name, made in now.items() for line in differences(golden(name), made, name)]


def test_everything_that_can_be_asked_was_asked_and_entered() -> None:
    asked = {each["request"]["kind"] for each in golden("requests")}
    entered = {each["kind"] for each in golden("register")}
    assert asked == golden("payload_fields").keys()
    assert entered == asked | BY_MACHINES


@pytest.mark.parametrize("name", of_code())
def test_what_follows_from_the_code_alone_is_as_it_was(name: str) -> None:
    assert changed({name: of_code()[name]}) == []


def test_what_everybody_asked_is_kept_entered_and_told_as_it_was(database: Database) -> None:
    lived(database)
    assert changed(of_life(database)) == []


async def test_messages_are_carried_as_they_were() -> None:
    assert changed(await of_messages()) == []
    for name, kept in golden("messages").items():
        assert await decoded(kept, MESSAGES[name]) == filled(MESSAGES[name])


def test_a_backup_of_then_comes_back_and_verifies(blank_url: str) -> None:
    restored = Database(blank_url)
    with opened_backup(BACKUP) as backup:
        proof = load(restored, backup, may_replace=False, report=unheard)
    assert proof.is_sound
    assert proof.entries == len(golden("register"))
    assert changed(of_life(restored)) == []
    restored.close()


def test_each_request_of_then_is_read_today() -> None:
    for each in golden("requests"):
        row = each["request"]
        model = request_type(RequestKind(row["kind"])).payload
        assert model.model_validate(row["payload"]).model_dump(mode="json") == row["payload"]


def test_what_changed_is_told_and_what_came_since_is_not() -> None:
    was = {"kind": "answer", "letters": [{"key": "a"}], "entry": 1}
    assert differences(was, was | {"since": True}) == []
    assert differences(was, was | {"letters": [{"key": "b"}]}) == ["/letters/0/key: 'a' is now 'b'"]
    assert differences(was, was | {"letters": []}) == ["/letters: [{'key': 'a'}] is now []"]
    assert differences(was, {"kind": "answer", "letters": [{"key": "a"}]}) == ["/entry: 1 is now 'gone'"]
