"""The office's console."""

import re
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from sqlmodel import col, select

from models.access.staff import Role
from models.tables import Cycle, Decision, Request, RequestResult, Version
from tests.api.office import ANSWER, CYCLE, NEW_CYCLE, PDF, SQLITE_ONLY, Office, contents
from workflows.rules.requests import RequestKind

PAGES = (
    "/",
    "/forloeb",
    "/forloeb/ny",
    f"/forloeb/{CYCLE}",
    f"/forloeb/{CYCLE}/raad/825",
    f"/forloeb/{CYCLE}/versioner/1",
    f"/forloeb/{CYCLE}/henvendelser/1",
    f"/forloeb/{CYCLE}/frist?deadline=2026-06-01&reason=ferie",
    "/katalog",
)


def lived_in(office: Office) -> None:
    client = office.client()
    for party, changes in {
        "825": {"outcome": "rejected"},
        "851": {},
        "810": {"decided_by": "chair"},
        "773": {"outcome": "noted"},
        "787": {"outcome": "postponed"},
    }.items():
        client.post(f"/b/{office.token(party)}", data=ANSWER | changes)
    office.record_all()


def newest(office: Office) -> tuple[Request, RequestResult]:
    with office.database.read() as session:
        query = select(Request, RequestResult).join(RequestResult).order_by(col(Request.id).desc())
        request, result = session.exec(query).first() or pytest.fail("nothing was asked")
        return request, result


@pytest.mark.parametrize("role", list(Role))
def test_every_page_opens_for_those_who_may_read_and_changes_nothing(round_: Office, role: Role) -> None:
    lived_in(round_)
    client = round_.signed_in(role)
    before = contents(round_.database)
    for path in PAGES:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.text)
        if "html" in answer.headers["content-type"]:
            assert answer.text.count("<h1") == 1, path
    assert contents(round_.database) == before


@SQLITE_ONLY
def test_a_coordinator_sees_no_form_but_the_search_and_the_way_out(round_: Office) -> None:
    lived_in(round_)
    client = round_.signed_in(Role.COORDINATOR)
    for path in PAGES:
        forms = re.findall(r'<form[^>]* action="([^"]+)"', client.get(path).text)
        assert set(forms) <= {"/log-ud", "/soeg"}, path


@SQLITE_ONLY
def test_a_nobody_is_sent_to_the_sign_in(office: Office) -> None:
    for path in PAGES:
        answer = office.client().get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/log-ind")


def test_a_cycle_is_started_with_its_document_in_one_form(office: Office) -> None:
    client = office.signed_in(Role.SECRETARIAT)
    form = NEW_CYCLE | {"csrf": office.csrf(client), "label": "Endelig"}
    answer = client.post("/forloeb", data=form, files={"file": ("aftale.pdf", PDF)})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/forloeb/{CYCLE}")
    with office.database.read() as session:
        assert session.get_one(Cycle, CYCLE).title == NEW_CYCLE["title"]
        assert session.exec(select(Version.label)).one() == "Endelig"
    assert [each.cycle_id for each in office.engine.started] == [CYCLE]


@SQLITE_ONLY
def test_a_bad_start_keeps_what_was_typed(office: Office) -> None:
    client = office.signed_in(Role.SECRETARIAT)
    before = contents(office.database) | {"document": []}
    form = NEW_CYCLE | {"csrf": office.csrf(client), "period_end": "2020-01-01"}
    answer = client.post("/forloeb", data=form, files={"file": ("aftale.pdf", PDF)})
    assert answer.status_code == 422
    assert "ligger før den første" in answer.text
    assert NEW_CYCLE["title"] in answer.text
    bad_file = client.post("/forloeb", data=form | NEW_CYCLE, files={"file": ("aftale.pdf", b"MZ")})
    assert bad_file.status_code == 422
    assert contents(office.database) | {"document": []} == before


def test_a_version_is_published_from_the_console(round_: Office) -> None:
    answer = round_.ask(
        "versioner",
        {"label": "Rettet", "reason": "Slåfejl", "editorial": "ja"},
        files={"file": ("a.pdf", PDF + b"2")},
    )
    assert answer.status_code == 303
    request, result = newest(round_)
    assert (request.kind, result.is_recorded) == (RequestKind.VERSION, True)


@SQLITE_ONLY
def test_a_version_without_a_file_is_asked_for_again(round_: Office) -> None:
    answer = round_.ask("versioner", {"label": "Rettet"})
    assert answer.status_code == 422
    assert "Vælg den fil" in answer.text


@SQLITE_ONLY
def test_a_second_file_without_the_first_is_no_version(round_: Office) -> None:
    before = contents(round_.database)["version"]
    answer = round_.ask("versioner", {"label": "Rettet"}, files={"file_2": ("b.pdf", PDF + b"2")})
    assert answer.status_code == 422
    assert "Vælg også filen før denne." in answer.text
    assert contents(round_.database)["version"] == before


ACTIONS: dict[str, dict[str, Any]] = {
    "indberetning": ANSWER | {"party": "840"},
    "moededatoer": {"party": "840", "planned_meeting_date": "2026-04-01"},
    "kontakt": {"party": "840", "mailbox": "ny@rebild.example", "reason": "Ny"},
    "nyt-link": {"party": "840", "reason": "Tabt"},
    "paamindelse": {"party": "840"},
    "opkald": {"party": "840", "note": "Kommer i maj", "spoken_with": "Anne", "quiet_until": "2026-05-01"},
    "brev": {"party": "825", "kind": "clarification", "subject": "Om sagen", "body": "Kære råd"},
    "frist": {"deadline": "2026-06-01", "reason": "Sommer"},
    "luk-runde": {"reason": "SSU vil ændre teksten"},
    "annullering": {"reason": "Opgivet"},
    "opgave": {"task": "1", "note": "Ringet"},
}


@pytest.mark.parametrize("path", ACTIONS)
def test_every_form_of_the_office_is_recorded(round_: Office, path: str) -> None:
    lived_in(round_)
    answer = round_.ask(path, ACTIONS[path])
    assert answer.status_code == 303, answer.text
    request, result = newest(round_)
    assert result.is_recorded, result.reason
    assert request.made_by.startswith("staff:")
    assert str(request.id) in answer.headers["location"]


def test_an_officer_rules_and_checks(round_: Office) -> None:
    lived_in(round_)
    with round_.database.read() as session:
        decision = session.exec(select(Decision.id).where(Decision.party == "810")).one()
    about = {"decision": str(decision)}
    for path, form in (("afklaring", {"counts": "true", "reason": "§ 31"}), ("kontrol", {})):
        assert round_.ask(path, about | form).status_code == 303
        assert newest(round_)[1].is_recorded


@SQLITE_ONLY
def test_a_bad_form_comes_back_with_what_was_typed(round_: Office) -> None:
    before = contents(round_.database)
    client = round_.signed_in(Role.SECRETARIAT)
    before = contents(round_.database)
    form = ANSWER | {"party": "825", "meeting_date": "2026-03-03", "csrf": round_.csrf(client)}
    answer = client.post(f"/forloeb/{CYCLE}/indberetning", data=form)
    assert answer.status_code == 422
    assert "Mødedatoen ligger i fremtiden" in answer.text
    assert ANSWER["decision_text"] in answer.text
    assert contents(round_.database) == before


@SQLITE_ONLY
def test_the_mails_of_a_moved_deadline_are_shown_first(round_: Office) -> None:
    client = round_.signed_in(Role.SECRETARIAT)
    page = client.get(f"/forloeb/{CYCLE}/frist?deadline=2026-06-01&reason=ferie").text
    assert "1. juni 2026" in page
    assert "påmindelse om dagsorden" in page
    past = client.get(f"/forloeb/{CYCLE}/frist?deadline=2026-03-02&reason=ferie")
    assert past.status_code == 422
    assert "Den nye frist skal ligge efter i dag." in past.text


def test_one_form_posted_twice_is_one_request(round_: Office) -> None:
    form = ACTIONS["nyt-link"] | {"nonce": "n"}
    first, again = round_.ask("nyt-link", form), round_.ask("nyt-link", form)
    assert first.headers["location"] == again.headers["location"]


def test_an_ended_cycle_and_an_unknown_one_take_nothing(round_: Office) -> None:
    round_.ask("annullering", {"reason": "Opgivet"})
    client = round_.signed_in(Role.SECRETARIAT)
    form = {"reason": "x", "csrf": round_.csrf(client)}
    assert client.post("/forloeb/ukendt/annullering", data=form).status_code == 404
    assert client.get("/forloeb/ukendt").status_code == 404
    assert client.get(f"/forloeb/{CYCLE}/raad/101").status_code == 404
    assert client.get(f"/forloeb/{CYCLE}/bilag/{'a' * 64}").status_code == 404


@SQLITE_ONLY
def test_a_request_is_shown_with_the_cycle_that_it_was_asked_of_alone(round_: Office) -> None:
    other = round_.begin_without_version(period_start="2032-01-01", period_end="2035-12-31")
    client = round_.signed_in(Role.COORDINATOR)
    request, _ = newest(round_)
    assert client.get(f"/forloeb/{CYCLE}/henvendelser/{request.id}").status_code == 200
    assert client.get(f"/forloeb/{other}/henvendelser/{request.id}").status_code == 404
    assert client.get(f"/forloeb/{CYCLE}/henvendelser/9999").status_code == 404


@SQLITE_ONLY
def test_a_document_that_a_damaged_store_has_lost_is_not_there(round_: Office) -> None:
    round_.client().post(f"/b/{round_.token()}", data=ANSWER, files={"minutes_file": ("referat.pdf", PDF + b"2")})
    round_.record_all()
    with round_.database.read() as session:
        minutes = session.exec(select(Decision.minutes_sha256)).one()
    client = round_.signed_in(Role.COORDINATOR)
    own = f"/forloeb/{CYCLE}"
    papers = (f"{own}/bilag/{minutes}", f"{own}/versioner/1", f"/b/{round_.token()}/dokument")
    assert [client.get(each).status_code for each in papers] == [200, 200, 200]
    with closing(sqlite3.connect(str(round_.database.engine.url.database))) as store:  # knows no foreign keys
        store.execute("DELETE FROM document")
        store.commit()
    assert [client.get(each).status_code for each in papers] == [404, 404, 404]


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://ond.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://another-name-of-this-house.example:8000"}, 303),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "none", "Origin": "https://ond.example"}, 403),
        ({"Sec-Fetch-Site": "none", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "same-site", "Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, 403),
    ],
)
def test_a_post_from_a_foreign_page_is_refused(round_: Office, headers: dict[str, str], status: int) -> None:
    client = round_.signed_in(Role.SECRETARIAT)
    form = {"reason": "x", "party": "825", "csrf": round_.csrf(client)}
    for path in (f"/forloeb/{CYCLE}/nyt-link",):
        assert client.post(path, data=form, headers=headers).status_code == status
    clerk = client.post(f"/b/{round_.token('851')}", data=ANSWER, headers=headers)
    assert clerk.status_code == status


@SQLITE_ONLY
@pytest.mark.parametrize("csrf", ["", "x", "æøå"])
def test_a_form_without_the_sessions_token_is_refused(round_: Office, csrf: str) -> None:
    client = round_.signed_in(Role.SECRETARIAT)
    before = contents(round_.database)
    answer = client.post(f"/forloeb/{CYCLE}/annullering", data={"reason": "x", "csrf": csrf})
    assert answer.status_code == 403
    assert "genindlæs siden" in answer.text
    assert contents(round_.database) == before


@SQLITE_ONLY
def test_unsure_rows_are_marked_in_the_directory(office: Office) -> None:
    page = office.signed_in(Role.COORDINATOR).get("/katalog").text
    assert page.count("usikker") > 10
