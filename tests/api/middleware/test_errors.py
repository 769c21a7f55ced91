"""Errors in plain Danish, and never a traceback."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from starlette.types import Receive, Scope, Send

from api.middleware.answers import NoBareErrors
from models.access.staff import Role
from tests.api.office import SQLITE_ONLY, Office
from workflows.contracts.cycles import EnterPhase
from workflows.rules.course.phases import Phase


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("GET", "/findes-ikke", 404, "Siden findes ikke."),
        ("DELETE", "/forloeb", 405, "Det kan siden ikke bruges til."),
        ("GET", "/b/x/kvittering/x", 404, "kan ikke genkendes"),
        ("POST", "/forloeb", 401, "Log ind"),
    ],
)
@SQLITE_ONLY
def test_people_get_a_page(office: Office, method: str, path: str, status: int, words: str) -> None:
    answer = office.client().request(method, path)
    assert answer.status_code == status
    assert words in answer.text
    assert 'lang="da"' in answer.text


@SQLITE_ONLY
def test_a_broken_store_is_told_plainly(round_: Office, capsys: pytest.CaptureFixture[str]) -> None:
    token = round_.token()
    bearer = round_.bearer(Role.SECRETARIAT)
    with round_.database.write() as session:
        session.connection().execute(text("DROP TABLE sealed_text"))
        session.connection().execute(text("PRAGMA foreign_keys=OFF"))
        session.connection().execute(text("ALTER TABLE api_token RENAME TO gone"))
        session.connection().execute(text("ALTER TABLE invitation RENAME TO gone_too"))
    page = round_.client().get(f"/b/{token}")
    assert page.status_code in {500, 503}
    assert "Prøv igen om lidt" in page.text
    problem = round_.client().get("/api/v1/cycles", headers=bearer)
    assert problem.status_code in {500, 503}
    assert problem.json()["detail"]
    for answer in (page, problem):
        assert "Traceback" not in answer.text
        assert "api_token" not in answer.text
    log = capsys.readouterr().out
    assert "unforeseen error" in log
    assert token not in log


def test_an_answer_that_breaks_after_it_has_begun_is_broken_off_and_noted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def break_off(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise OSError("Maren Testperson")

    with pytest.raises(OSError, match="Maren"):
        TestClient(NoBareErrors(break_off)).get("/")
    log = capsys.readouterr().out
    assert "unforeseen error" in log
    assert "Maren" not in log


@SQLITE_ONLY
def test_what_is_wrong_with_a_page_that_has_no_form_is_told_on_a_plain_one(office: Office) -> None:
    office.begin()
    office.register.enter_phase(EnterPhase(office.cycle, Phase.CANCELLED))
    answer = office.signed_in(Role.COORDINATOR).get(f"/forloeb/{office.cycle}/efterfoelger")
    assert answer.status_code == 422
    assert "Forløbet er annulleret og får ingen efterfølger; start et nyt." in answer.text
    assert 'lang="da"' in answer.text


@SQLITE_ONLY
def test_the_process_tells_how_it_is(office: Office) -> None:
    client = office.client()
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok", "database": "ok", "temporal": "ok"}
    office.engine.is_away = True
    away = client.get("/readyz")
    assert (away.status_code, away.json()["temporal"]) == (200, "away")
    with office.database.write() as session:
        session.connection().execute(text("ALTER TABLE deadline_move RENAME TO gone"))
        session.connection().execute(text("ALTER TABLE round_party RENAME TO gone_too"))
    broken = client.get("/readyz")
    assert (broken.status_code, broken.json()["database"]) == (503, "away")
