"""The officer's desk: what was done there brings its sender back there."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from models.access.staff import Role
from models.meetings import import_meetings
from models.tables import DeskTask, MinutesCheck, Request, TaskKind
from tests.api.office import ANSWER, CYCLE, SQLITE_ONLY, Office
from workflows.rules.requests import RequestKind

DONE = "Netop gjort"
NO_MEETINGS = "Mødedatoer mangler"


def named(page: str) -> int:
    return page.split(NO_MEETINGS)[1].count("/raad/")


@pytest.fixture
def decision(round_: Office) -> dict[str, str]:
    """Læsø's approval, which waits to be checked against the minutes."""
    round_.client().post(f"/b/{round_.token('825')}", data=ANSWER)
    round_.record_all()
    with round_.database.read() as session:
        task = session.exec(select(DeskTask).where(DeskTask.kind == TaskKind.CHECK)).one()
    return {"decision": str(task.decision_id), "back": "bord"}


def silence(party: str, office: Office) -> DeskTask:
    return DeskTask(key=party, kind=TaskKind.SILENT, cycle_id=CYCLE, round=1, party=party, opened_at=office.now)


def check(office: Office, client: TestClient, form: dict[str, str]) -> str:
    answer = client.post(f"/forloeb/{CYCLE}/kontroller", data=form | {"csrf": office.csrf(client)})
    assert answer.status_code == 303
    return str(answer.headers["location"])


def test_who_acts_on_the_desk_comes_back_to_it(round_: Office, decision: dict[str, str]) -> None:
    client = round_.signed_in(Role.SECRETARIAT)
    assert f'action="/forloeb/{CYCLE}/kontroller"' in client.get("/").text
    place = check(round_, client, decision)
    page = client.get(place).text
    assert place.startswith("/?modtaget=")
    assert "registreres om et øjeblik" in page
    assert DONE in page
    assert f'action="/forloeb/{CYCLE}/kontroller"' not in page
    round_.record_all()
    page = client.get(place).text
    assert "Kontrol mod referat er registreret" in page
    assert "Bordet er ryddet" in page


@SQLITE_ONLY
def test_a_refusal_is_told_on_the_desk(round_: Office, decision: dict[str, str]) -> None:
    client = round_.signed_in(Role.SECRETARIAT)
    check(round_, client, decision)
    again = check(round_, client, decision)
    round_.record_all()
    assert "Kontrol mod referat blev afvist" in client.get(again).text


@SQLITE_ONLY
def test_a_fault_on_the_desk_still_leads_back_there(round_: Office, decision: dict[str, str]) -> None:
    client = round_.signed_in(Role.SECRETARIAT)
    form = {"decision": decision["decision"], "party": "825", "back": "bord", "csrf": round_.csrf(client)}
    answer = client.post(f"/forloeb/{CYCLE}/indsigelse", data=form)
    assert answer.status_code == 422
    assert '<input type="hidden" name="back" value="bord">' in answer.text
    with round_.database.read() as session:
        assert "back" not in session.exec(select(Request)).all()[-1].payload


def test_a_council_that_was_just_asked_about_is_not_asked_about_twice(round_: Office) -> None:
    with round_.database.write() as session:
        for party in ("825", "851"):
            session.add(silence(party, round_))
    client = round_.signed_in(Role.SECRETARIAT)
    form = {"party": "825", "round": "1", "reason": "Tabt", "back": "bord", "csrf": round_.csrf(client)}
    client.post(f"/forloeb/{CYCLE}/nyt-link", data=form)
    page = client.get("/").text
    assert page.count('<li class="panel"') == 1
    assert "Læsø" in page.split(DONE)[1]


@SQLITE_ONLY
def test_a_number_that_is_nobodys_is_no_fault(round_: Office) -> None:
    client = round_.signed_in(Role.SECRETARIAT)
    assert client.get("/?modtaget=4711").status_code == 200
    assert client.get("/?modtaget=nej").status_code == 422


def test_after_a_fortnight_the_desk_names_who_told_no_meeting(round_: Office) -> None:
    client = round_.signed_in(Role.SECRETARIAT)
    assert NO_MEETINGS not in client.get("/").text
    round_.now += timedelta(days=14)
    client = round_.signed_in(Role.SECRETARIAT)
    assert named(client.get("/").text) == 12
    meetings = "kommune;niveau;dato\nLæsø;råd;2026-05-20\nMorsø;udvalg;2026-05-20\n"
    assert import_meetings(round_.database, meetings, today=round_.now.date()).imported == 2
    round_.ask("moededatoer", {"party": "840", "planned_meeting_date": "2026-04-01"})
    round_.client().post(f"/b/{round_.token('851')}", data=ANSWER)
    round_.record_all()
    assert named(client.get("/").text) == 9


def test_who_told_no_meeting_is_reminded_from_the_desk(round_: Office) -> None:
    round_.now += timedelta(days=14)
    client = round_.signed_in(Role.SECRETARIAT)
    form = {"party": "825", "round": "1", "back": "bord", "csrf": round_.csrf(client)}
    answer = client.post(f"/forloeb/{CYCLE}/paamindelse", data=form)
    assert answer.headers["location"].startswith("/?modtaget=")
    round_.record_all()
    assert "Påmindelse er registreret" in client.get(answer.headers["location"]).text
    assert "Send påmindelse" not in round_.signed_in(Role.COORDINATOR).get("/").text


@SQLITE_ONLY
def test_several_decisions_are_checked_at_once_and_none_by_accident(round_: Office) -> None:
    for party in ("825", "851", "840"):
        round_.client().post(f"/b/{round_.token(party)}", data=ANSWER)
    round_.record_all()
    client = round_.signed_in(Role.SECRETARIAT)
    nothing = client.post(f"/forloeb/{CYCLE}/kontroller", data={"csrf": round_.csrf(client)})
    assert nothing.status_code == 422
    assert "Sæt kryds ved de beslutninger" in nothing.text
    two = {"decision": ["1", "3"], "nonce": "n", "csrf": round_.csrf(client)}
    for _ in range(2):
        client.post(f"/forloeb/{CYCLE}/kontroller", data=two)
    round_.record_all()
    with round_.database.read() as session:
        assert set(session.exec(select(MinutesCheck.decision_id))) == {1, 3}
        assert len(session.exec(select(Request).where(Request.kind == RequestKind.CHECK)).all()) == 2
    assert 'name="decision" class="form-checkbox" value="2"' in client.get("/").text


@SQLITE_ONLY
def test_one_that_cannot_be_checked_keeps_all_from_being_checked(round_: Office) -> None:
    round_.client().post(f"/b/{round_.token()}", data=ANSWER)
    round_.record_all()
    client = round_.signed_in(Role.SECRETARIAT)
    form = {"decision": ["1", "4711"], "csrf": round_.csrf(client)}
    answer = client.post(f"/forloeb/{CYCLE}/kontroller", data=form)
    assert answer.status_code == 422
    with round_.database.read() as session:
        assert session.exec(select(Request).where(Request.kind == RequestKind.CHECK)).all() == []


@SQLITE_ONLY
def test_a_decision_in_doubt_is_ruled_on_before_it_is_checked(round_: Office) -> None:
    round_.client().post(f"/b/{round_.token()}", data=ANSWER | {"decided_by": "chair"})
    round_.record_all()
    page = round_.signed_in(Role.SECRETARIAT).get("/").text
    assert "afklares først" in page
    assert 'name="decision" class="form-checkbox"' not in page
