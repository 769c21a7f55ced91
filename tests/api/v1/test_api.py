"""The JSON API."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import func, select

from models.access.staff import Role
from models.access.tokens import TokenScope, create_token
from models.tables import Contact, Cycle, Letter, Request, Version
from tests.api.office import ANSWER, CYCLE, NEW_CYCLE, PDF, SQLITE_ONLY, Office, contents
from upkeep.privacy import Person, erase_person, holdings
from workflows.contracts.cycles import EnterPhase
from workflows.rules.course.phases import Phase
from workflows.rules.letters import LetterKind, LetterState, Recipient

PROBLEM = "application/problem+json"


@pytest.fixture
def api(office: Office) -> TestClient:
    client = office.client()
    client.headers.update(office.bearer(Role.SECRETARIAT))
    return client


def start(api: TestClient, **changes: Any) -> Any:
    return api.post("/api/v1/cycles", json=NEW_CYCLE | changes)


def publish(api: TestClient, content: bytes = PDF, **said: str) -> Any:
    files = {"file": ("aftale.pdf", content)}
    return api.post(f"/api/v1/cycles/{CYCLE}/versions", data={"label": "Udgave"} | said, files=files)


def test_a_cycle_is_started_once(office: Office, api: TestClient) -> None:
    first, again = start(api), start(api, region="Nordjylland")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"] == CYCLE
    assert first.json()["receipt"] == again.json()["receipt"]
    assert [each.cycle_id for each in office.engine.started] == [CYCLE, CYCLE]
    other = start(api, title="Noget andet")
    assert other.status_code == 409
    assert CYCLE in other.json()["detail"]


def test_a_cycle_that_was_started_is_not_started_again(office: Office, api: TestClient) -> None:
    start(api)
    office.record_all()
    assert start(api).status_code == 200
    assert len(office.engine.started) == 1


def test_twenty_starts_at_once_are_one_cycle(office: Office, api: TestClient) -> None:
    headers = dict(api.headers)

    def post(_: int) -> int:
        return int(start(TestClient(office.app, headers=headers)).status_code)

    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(post, range(20)))
    assert sorted(statuses) == [200] * 19 + [201]
    with office.database.read() as session:
        assert session.exec(select(func.count()).select_from(Request)).one() == 1


def test_a_cycle_that_was_cancelled_makes_room_for_the_next(office: Office, api: TestClient) -> None:
    start(api)
    with office.database.write() as session:
        cycle = session.get_one(Cycle, CYCLE)
        cycle.phase = Phase.CANCELLED
        session.add(cycle)
    following = start(api)
    assert (following.status_code, following.json()["id"]) == (201, f"{CYCLE}-2")


BAD_STARTS = {
    "unknown kind": ({"kind": "praksisplan"}, "kind", "kendes ikke"),
    "unknown region": ({"region": "Skåne"}, "region", "Regionen »Skåne« kendes ikke."),
    "end before start": ({"period_end": "2027-12-31"}, "period_end", "ligger før den første"),
    "deadline in the past": ({"approval_deadline": "2026-03-01"}, "approval_deadline", "fremtiden"),
    "deadline today": ({"approval_deadline": "2026-03-02"}, "approval_deadline", "fremtiden"),
    "deadline at the end of time": ({"approval_deadline": "9999-12-31"}, "approval_deadline", "ti år"),
    "period at the end of time": ({"period_end": "9999-12-31"}, "period_end", "årstallet"),
    "period before all times": ({"period_start": "0001-01-01"}, "period_start", "årstallet"),
    "opened in the future": ({"approval_opened_on": "2026-03-03"}, "approval_opened_on", "fremtiden"),
    "opened long ago": ({"approval_opened_on": "2024-03-03"}, "approval_opened_on", "et år"),
    "no title": ({"title": " "}, "title", "Skriv aftalens titel."),
    "title too long": ({"title": "x" * 201}, "title", "højst 200 tegn"),
    "no legal basis": ({"out_of_basis_reason": ""}, "out_of_basis_reason", "31. december 2026"),
    "phase of another kind": ({"start_phase": "afsluttet"}, "start_phase", "findes ikke i denne art"),
    "phase without a round": ({"start_phase": "stadfæstelse"}, "start_phase", "forudsætter en runde"),
    "phase that is none": ({"start_phase": "pause"}, "start_phase", "Vælg en af mulighederne."),
    "no date": ({"period_start": "snart"}, "period_start", "Skriv datoen"),
    "unknown field": ({"colour": "blue"}, "colour", "Feltet kendes ikke."),
    "wrong type": ({"title": 7}, "title", "Skriv tekst her."),
}


@SQLITE_ONLY
@pytest.mark.parametrize(("changes", "field", "message"), BAD_STARTS.values(), ids=BAD_STARTS.keys())
def test_a_bad_start_names_field_and_fault(
    office: Office, api: TestClient, changes: dict[str, Any], field: str, message: str
) -> None:
    before = contents(office.database)
    answer = start(api, **changes)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == PROBLEM
    problem = answer.json()
    assert message in problem["detail"]
    assert field in {error["field"] for error in problem["errors"]}
    assert contents(office.database) == before
    assert not office.engine.started


def test_all_councils_without_a_contact_are_named(office: Office, api: TestClient) -> None:
    with office.database.write() as session:
        for code in ("raad-825", "raad-773", "sekretariat-1081"):
            session.delete(session.get_one(Contact, code))
    detail = start(api).json()["detail"]
    assert "Læsø, Morsø" in detail
    assert "sekretariatet" in detail


def test_a_version_gets_its_number_and_checksum(office: Office, api: TestClient) -> None:
    start(api)
    first, same, second = publish(api), publish(api), publish(api, PDF + b"2", reason="Nye tal")
    assert [each.status_code for each in (first, same, second)] == [201, 201, 201]
    assert [each.json()["number"] for each in (first, same, second)] == [1, 1, 2]
    assert len(first.json()["sha256"]) == 64
    with office.database.read() as session:
        assert session.exec(select(func.count()).select_from(Version)).one() == 2


@pytest.mark.parametrize(
    ("said", "content", "status", "message"),
    [
        ({"label": ""}, PDF, 422, "hvad versionen skal hedde"),
        ({"editorial": "true"}, PDF, 422, "Den første version"),
        ({}, b"PK not a zip", 422, "PDF-, Word-"),
        ({}, b"", 422, "tom"),
    ],
)
def test_a_bad_version_is_refused(  # noqa: PLR0917  # parametrized
    office: Office, api: TestClient, said: dict[str, str], content: bytes, status: int, message: str
) -> None:
    start(api)
    before = contents(office.database)
    answer = publish(api, content, **said)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert message in answer.json()["detail"]
    assert contents(office.database) == before


def test_a_version_is_refused_that_has_more_parts_or_no_reason(office: Office, api: TestClient) -> None:
    start(api)
    publish(api)
    before, path = contents(office.database), f"/api/v1/cycles/{CYCLE}/versions"
    both = {"file": ("aftale.pdf", PDF), "file_2": ("bilag.pdf", PDF)}
    for answer, told in (
        (api.post(path, data={"label": "To"}, files=both), "Aftalen har ikke så mange dele."),
        (publish(api, label="To", editorial="true"), "Skriv, hvad der er rettet"),
    ):
        assert (answer.status_code, told in answer.json()["detail"]) == (422, True)
    assert contents(office.database) == before


def test_a_version_without_a_file_or_cycle_is_refused(api: TestClient) -> None:
    start(api)
    assert api.post(f"/api/v1/cycles/{CYCLE}/versions", data={"label": "x"}).status_code == 422
    nowhere = api.post("/api/v1/cycles/x/versions", data={"label": "x"}, files={"file": ("a.pdf", PDF)})
    assert nowhere.status_code == 404


def test_a_cycle_is_shown_with_its_councils(office: Office, api: TestClient) -> None:
    office.open_round()
    office.client().post(f"/b/{office.token()}", data=ANSWER)
    office.record_all()
    shown = api.get(f"/api/v1/cycles/{CYCLE}").json()
    councils = shown.pop("councils")
    assert shown == {
        "id": CYCLE,
        "kind": "sundhedsaftale",
        "region": "Nordjylland",
        "title": "Sundhedsaftalen 2028-2031",
        "phase": "godkendelse",
        "round": 1,
        "version": 1,
        "approved": 1,
        "total": 12,
        "deadline": "2026-05-01",
        "temporal_ui_url": f"http://temporal.example/namespaces/default/workflows/{CYCLE}",
        "adoption_on": None,
        "inquiries": [],
        "initiatives": [],
        "authority": [],
        "evaluations": [],
    }
    laesoe = next(council for council in councils if council["code"] == "825")
    assert laesoe == {
        "code": "825",
        "name": "Læsø",
        "state": "tæller",
        "stage": 0,
        "outcome": "approved",
        "decision": 1,
        "decided_by": "council",
        "meeting_date": "2026-03-01",
        "recorded_at": "2026-03-02T09:00:00+00:00",
        "link_sent_at": None,
    }


def test_cycles_are_listed_page_by_page(api: TestClient) -> None:
    for year in (2028, 2032, 2036):
        start(api, period_start=f"{year}-01-01", period_end=f"{year + 3}-12-31")
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = api.get("/api/v1/cycles", params={"limit": 2, "after": cursor}).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert [each[-4:] for each in seen] == ["2028", "2032", "2036"]


def test_an_action_is_received_and_its_fate_told(office: Office, api: TestClient) -> None:
    office.open_round()
    path = f"/api/v1/cycles/{CYCLE}/answers"
    answer = api.post(path, json=ANSWER | {"party": "825"})
    assert answer.status_code == 202
    status_url = answer.json()["status_url"]
    assert api.get(status_url).json()["state"] == "received"
    office.record_all()
    assert api.get(status_url).json()["state"] == "recorded"
    refused = api.post(path, json=ANSWER | {"party": "825"})
    office.record_all()
    told = api.get(refused.json()["status_url"]).json()
    assert told["state"] == "refused"
    assert told["reason"]


def test_a_repeated_key_gives_the_same_receipt(office: Office, api: TestClient) -> None:
    office.open_round()
    path, key = f"/api/v1/cycles/{CYCLE}/answers", {"Idempotency-Key": "k1"}
    first, again = (api.post(path, json=ANSWER | {"party": "825"}, headers=key) for _ in range(2))
    assert first.json() == again.json()
    other = api.post(path, json=ANSWER | {"party": "851"}, headers=key)
    assert other.status_code == 409
    assert str(first.json()["receipt"]) in other.json()["detail"]


def test_neither_a_programs_name_nor_what_it_calls_its_posts_is_kept_for_good(office: Office) -> None:
    office.open_round()
    secret = create_token(office.database, "Maren Testpersons ark", TokenScope.WRITE, office.now)
    api, maren = office.client(), Person("", ("Maren Testperson",))
    api.headers.update({"Authorization": f"Bearer {secret}"})
    long = "Maren Testperson".ljust(79, "x")
    receipts = [
        api.post(
            f"/api/v1/cycles/{CYCLE}/calls",
            json={"party": "825", "spoken_with": "Maren Testperson", "note": "Ringer."},
            headers={"Idempotency-Key": key},
        ).json()["receipt"]
        for key in (f"{long}1", f"{long}1", f"{long}2", "Maren Testperson")
    ]
    assert receipts == [receipts[0], receipts[0], receipts[2], receipts[3]]
    assert len(set(receipts)) == 3
    office.record_all()
    with office.database.read() as session:
        found = [each for each in holdings(session, maren) if "afsender" in each["oplysninger"]]
    assert [each["oplysninger"]["afsender"] for each in found] == ["programmet Maren Testpersons ark"] * 3
    with office.database.write_in_turn() as session:
        assert erase_person(session, maren, at=office.now, today=office.now.date()).left == ()


@pytest.mark.parametrize("path", ["confirmation", "cancellation"])
def test_who_asks_again_after_the_end_gets_the_same_receipt(office: Office, api: TestClient, path: str) -> None:
    office.open_round()
    address, key = f"/api/v1/cycles/{CYCLE}/{path}", {"Idempotency-Key": "k1"}
    first = api.post(address, json=ACTIONS[path], headers=key)
    assert first.status_code == 202
    office.record_all()
    with office.database.write() as session:
        cycle = session.get_one(Cycle, CYCLE)
        cycle.phase = Phase.CLOSED
        session.add(cycle)
    again = api.post(address, json=ACTIONS[path], headers=key)
    assert (again.status_code, again.json()) == (202, first.json())
    assert api.post(address, json=ACTIONS[path], headers={"Idempotency-Key": "k2"}).status_code == 409
    assert api.post(f"/api/v1/cycles/{CYCLE}/releases", json={}, headers=key).status_code == 409


@SQLITE_ONLY
def test_a_ruling_that_names_no_council_is_known_again_after_the_end(office: Office, api: TestClient) -> None:
    office.open_round()
    office.client().post(f"/b/{office.token()}", data=ANSWER | {"decided_by": "chair"})
    office.record_all()
    address, key = f"/api/v1/cycles/{CYCLE}/rulings", {"Idempotency-Key": "k1"}
    ruling: dict[str, Any] = {"decision": 1, "counts": True, "reason": "Budgettet er vedtaget"}
    first = api.post(address, json=ruling, headers=key)
    assert first.status_code == 202
    office.register.enter_phase(EnterPhase(CYCLE, Phase.CANCELLED))
    again = api.post(address, json=ruling, headers=key)
    assert (again.status_code, again.json()) == (202, first.json())
    assert api.post(address, json=ruling | {"reason": "Andet"}, headers=key).status_code == 409


def test_a_repeat_that_names_another_council_is_no_repeat(office: Office, api: TestClient) -> None:
    office.open_round()
    path, key = f"/api/v1/cycles/{CYCLE}/answers", {"Idempotency-Key": "k1"}
    assert api.post(path, json=ANSWER | {"party": "825"}, headers=key).status_code == 202
    others: tuple[Any, ...] = ("851", ["825"], {})
    for party in others:
        assert api.post(path, json=ANSWER | {"party": party}, headers=key).status_code in {409, 422}


ACTIONS = {
    "answers": ANSWER | {"party": "851"},
    "plans": {"party": "851", "planned_meeting_date": "2026-04-01"},
    "rulings": {"decision": 1, "counts": True, "reason": "Budgettet er vedtaget"},
    "protests": {"decision": 1, "reason": "Ikke vores"},
    "contacts": {"party": "851", "mailbox": "ny@aalborg.example", "reason": "Ny postkasse"},
    "links": {"party": "851", "reason": "Tabt"},
    "letters": {"party": "851", "subject": "Om sagen", "body": "Kære råd"},
    "reopenings": {"decision": 1, "reason": "Fejl"},
    "checks": {"decision": 1},
    "releases": {},
    "deadline": {"deadline": "2026-06-01", "reason": "Sommer"},
    "round-closure": {"reason": "SSU vil ændre teksten"},
    "confirmation": {"confirmed_on": "2026-03-01"},
    "cancellation": {"reason": "Opgivet"},
    "tasks": {"task": 1, "note": "Ringet"},
}


@pytest.mark.parametrize("path", ACTIONS)
def test_every_action_of_the_office_can_be_asked_by_a_program(office: Office, api: TestClient, path: str) -> None:
    office.open_round()
    office.client().post(f"/b/{office.token()}", data=ANSWER | {"decided_by": "chair"})
    office.record_all()
    answer = api.post(f"/api/v1/cycles/{CYCLE}/{path}", json=ACTIONS[path])
    assert answer.status_code == 202, answer.text
    office.record_all()
    assert api.get(answer.json()["status_url"]).json()["state"] in {"recorded", "refused"}


def test_a_council_is_shown_with_when_its_link_was_sent(office: Office, api: TestClient) -> None:
    office.open_round()
    kinds = (LetterKind.REQUEST, LetterKind.AGENDA_REMINDER, LetterKind.OVERDUE)
    states = (LetterState.SENT, LetterState.UNDELIVERABLE, LetterState.SENT)
    for days, (kind, state) in enumerate(zip(kinds, states, strict=True)):
        with office.database.write() as session:
            session.add(
                Letter(
                    key=kind.value,
                    kind=kind,
                    recipient=Recipient.CONTACT,
                    cycle_id=CYCLE,
                    round=1,
                    party="825",
                    state=state,
                    ordered_at=office.now,
                    ended_at=office.now + timedelta(days=days),
                )
            )
        councils = api.get(f"/api/v1/cycles/{CYCLE}").json()["councils"]
        (laesoe,) = (council for council in councils if council["code"] == "825")
        assert laesoe["link_sent_at"] == "2026-03-02T09:00:00+00:00"
        page = office.signed_in(Role.COORDINATOR).get(f"/forloeb/{CYCLE}/raad/825").text
        assert ("ikke leveret" in page.partition("<h2")[0]) == (state is LetterState.UNDELIVERABLE)


def test_a_ruling_on_another_councils_decision_is_refused(office: Office, api: TestClient) -> None:
    office.open_round()
    office.client().post(f"/b/{office.token()}", data=ANSWER | {"outcome": "approved_conditionally"})
    office.record_all()
    before = contents(office.database)
    ruling = {"party": "851", "decision": 1, "counts": True, "reason": "Budgettet er vedtaget"}
    answer = api.post(f"/api/v1/cycles/{CYCLE}/rulings", json=ruling)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"field": "decision", "message": "Beslutningen hører til et andet råd eller en anden runde."}
    ]
    assert contents(office.database) == before


BAD_ACTIONS = {
    "no party": ("answers", ANSWER, "party"),
    "a party elsewhere": ("answers", ANSWER | {"party": "101"}, "party"),
    "a round to come": ("answers", ANSWER | {"party": "825", "round": 2}, "party"),
    "a round that is none": ("answers", ANSWER | {"party": "825", "round": "to"}, "round"),
    "a meeting to come": ("answers", ANSWER | {"party": "825", "meeting_date": "2026-03-03"}, "meeting_date"),
    "an unknown document": ("answers", ANSWER | {"party": "825", "evidence_sha256": "a" * 64}, "evidence_sha256"),
    "an unknown decision": ("checks", {"decision": 77}, "decision"),
    "an endless decision": ("checks", {"decision": 10**30}, "decision"),
    "a list as round": ("answers", ANSWER | {"party": "825", "round": [1]}, "round"),
    "an object as round": ("answers", ANSWER | {"party": "825", "round": {}}, "round"),
    "a list as party": ("answers", ANSWER | {"party": ["825"]}, "party"),
    "a party that cannot be read": ("answers", ANSWER | {"party": "\ud800"}, "party"),
    "a party with a null sign": ("answers", ANSWER | {"party": "825\0"}, "party"),
    "an object as decision": ("checks", {"decision": {}}, "decision"),
    "a list as task": ("tasks", {"task": []}, "task"),
    "a list as document": ("answers", ANSWER | {"party": "825", "minutes_sha256": ["a"]}, "minutes_sha256"),
    "a document that cannot be read": (
        "answers",
        ANSWER | {"party": "825", "minutes_sha256": "\ud800"},
        "minutes_sha256",
    ),
    "an unknown task": ("tasks", {"task": 77}, "task"),
    "a deadline in the past": ("deadline", {"deadline": "2026-03-02", "reason": "x"}, "deadline"),
    "no reason": ("cancellation", {"reason": " "}, "reason"),
    "no mailbox": ("contacts", {"party": "825", "mailbox": "laesoe", "reason": "x"}, "mailbox"),
    "a confirmation to come": ("confirmation", {"confirmed_on": "2026-03-03"}, "confirmed_on"),
    "a planned meeting that was": (
        "plans",
        {"party": "825", "planned_meeting_date": "2026-03-01"},
        "planned_meeting_date",
    ),
}


@SQLITE_ONLY
@pytest.mark.parametrize(("path", "body", "field"), BAD_ACTIONS.values(), ids=BAD_ACTIONS.keys())
def test_a_bad_action_names_its_field(
    office: Office, api: TestClient, path: str, body: dict[str, Any], field: str
) -> None:
    office.open_round()
    before = contents(office.database)
    answer = api.post(f"/api/v1/cycles/{CYCLE}/{path}", content=json.dumps(body))
    assert answer.status_code == 422, answer.text
    assert field in {error["field"] for error in answer.json()["errors"]}
    assert contents(office.database) == before


def test_a_cycle_that_has_ended_takes_nothing(office: Office, api: TestClient) -> None:
    start(api)
    with office.database.write() as session:
        cycle = session.get_one(Cycle, CYCLE)
        cycle.phase = Phase.CANCELLED
        session.add(cycle)
    assert api.post(f"/api/v1/cycles/{CYCLE}/cancellation", json={"reason": "x"}).status_code == 409
    assert publish(api).status_code == 409


def test_evidence_is_uploaded_first(office: Office, api: TestClient) -> None:
    office.open_round()
    digest = api.post("/api/v1/documents", files={"file": ("mail.pdf", PDF + b"mail")}).json()["sha256"]
    body = ANSWER | {"party": "825", "evidence_sha256": digest}
    assert api.post(f"/api/v1/cycles/{CYCLE}/answers", json=body).status_code == 202


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/v1/nothing", None, 404),
        ("GET", "/api/v1/cycles/unknown", None, 404),
        ("GET", "/api/v1/cycles/unknown/requests/1", None, 404),
        ("GET", "/api/v1/cycles/unknown/requests/one", None, 404),
        ("GET", "/api/v1/cycles?limit=many", None, 422),
        ("DELETE", "/api/v1/cycles", None, 405),
        ("POST", "/api/v1/cycles", b"{", 400),
        ("POST", "/api/v1/cycles", b"\xff\xfe", 400),
        ("POST", "/api/v1/cycles", b"[]", 422),
        ("POST", "/api/v1/cycles", b'{"title": "\\ud800"}', 422),
        ("POST", "/api/v1/cycles/unknown/cancellation", b'{"reason": "x"}', 404),
    ],
)
def test_errors_are_problem_details(
    api: TestClient, method: str, path: str, body: bytes | None, status: int
) -> None:
    answer = api.request(method, path, content=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]


@SQLITE_ONLY
def test_who_has_no_good_token_is_told_so(office: Office) -> None:
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eA=="}):
        answer = office.client().get("/api/v1/cycles", headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)
        assert answer.headers["www-authenticate"] == "Bearer"


@SQLITE_ONLY
def test_the_description_names_every_action(api: TestClient) -> None:
    paths = api.get("/openapi.json").json()["paths"]
    assert len(paths) > len(ACTIONS)
    assert all(f"/api/v1/cycles/{{cycle_id}}/{action}" in paths for action in ACTIONS)
    assert json.dumps(paths)
