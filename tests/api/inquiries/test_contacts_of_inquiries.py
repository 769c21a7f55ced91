"""Contacts and links of those whom an inquiry asks: on the desk, on the cycle's page, and from programs."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, select

from models.access.staff import Role
from models.tables import Contact, DeskTask, Invitation, Request, RequestResult, TaskKind
from tests.api.asking import (
    CONTACTS,
    HEARING,
    HEARING_ANSWER,
    STATUS,
    ask_status,
    asked_of,
    check_contacts,
    close,
    hear,
)
from tests.api.office import CYCLE, SQLITE_ONLY, Office, contents
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind

LAESOE, PATIENTS, STRANGER = "825", "piu-1081", "101"
NEW = "byraad@laesoe.example"
ONCE = {"Idempotency-Key": "k"}
REASON: dict[str, Any] = {"reason": "Ny sagsbehandler"}
CHANGED: dict[str, Any] = REASON | {"mailbox": NEW}
ROOMS = {"h": (hear, HEARING), "k": (check_contacts, CONTACTS), "o": (ask_status, STATUS)}
IN_EVERY_ROOM = pytest.mark.parametrize("room", ROOMS)
ASKS = {"contacts": (RequestKind.CONTACT, CHANGED), "links": (RequestKind.NEW_LINK, REASON)}
IN_BOTH_WAYS = pytest.mark.parametrize("path", ASKS)


def party_of(office: Office, slug: str) -> str:
    with office.database.read() as session:
        parties = session.exec(select(Invitation.party).where(Invitation.inquiry == slug)).all()
    return LAESOE if LAESOE in parties else parties[0]


def newest_token(office: Office, slug: str, party: str) -> str:
    with office.database.read() as session:
        mine = select(Invitation).where(
            Invitation.inquiry == slug, Invitation.party == party, col(Invitation.revoked_at).is_(None)
        )
        (row,) = session.exec(mine).all()
    return office.signer.token(row.id or 0, row.generation)


@pytest.fixture
def api(office: Office) -> TestClient:
    client = office.client()
    client.headers.update(office.bearer(Role.SECRETARIAT))
    return client


def ask(api: TestClient, path: str, body: dict[str, Any], **headers: str) -> Any:
    return api.post(f"/api/v1/cycles/{CYCLE}/{path}", json=body, headers=headers)


def result_of(office: Office, kind: RequestKind) -> tuple[Request, RequestResult]:
    (request,) = asked_of(office, kind)
    with office.database.read() as session:
        return request, session.get_one(RequestResult, request.id)


@SQLITE_ONLY
@IN_EVERY_ROOM
@IN_BOTH_WAYS
def test_a_program_asks_for_an_addressee_and_its_old_link_is_dead(
    office: Office, api: TestClient, room: str, path: str
) -> None:
    begin, slug = ROOMS[room]
    old, client = begin(office), office.client()
    party = party_of(office, slug)
    assert client.get(f"/{room}/{old}").status_code == 200
    kind, body = ASKS[path]
    answer = ask(api, path, body | {"inquiry": slug, "party": party})
    assert answer.status_code == 202, answer.text
    _, delivery, _, council = office.engine.delivered[-1]
    assert (delivery.inquiry, delivery.party, council) == (slug, party, "")
    office.record_all()
    request, result = result_of(office, kind)
    assert (request.inquiry, request.party, request.round) == (slug, party, 0)
    assert result.is_recorded, result.reason
    assert client.get(f"/{room}/{old}").status_code == 410
    assert client.get(f"/{room}/{newest_token(office, slug, party)}").status_code == 200


@SQLITE_ONLY
def test_a_repeat_gets_its_receipt_even_when_the_inquiry_is_closed(office: Office, api: TestClient) -> None:
    hear(office)
    body = CHANGED | {"inquiry": HEARING, "party": LAESOE}
    first = ask(api, "contacts", body, **ONCE)
    office.record_all()
    close(office, HEARING, InquiryKind.HEARING)
    second = ask(api, "contacts", body, **ONCE)
    assert first.json()["receipt"] == second.json()["receipt"]
    other = ask(api, "contacts", body | {"inquiry": "høring-2"}, **ONCE)
    assert other.status_code in {409, 422}


@SQLITE_ONLY
@IN_BOTH_WAYS
@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"inquiry": HEARING, "party": STRANGER}, "De er ikke spurgt i denne runde."),
        ({"inquiry": HEARING}, "Vælg, hvem det drejer sig om."),
        ({"inquiry": "høring-9", "party": LAESOE}, "Vælg, hvilken høring"),
        ({"inquiry": [HEARING], "party": LAESOE}, "Vælg, hvilken høring"),
        ({"party": LAESOE}, "Der er ikke sendt noget ud til rådene endnu."),
    ],
    ids=["not asked", "nobody", "no such inquiry", "odd inquiry", "neither round nor inquiry"],
)
def test_what_concerns_nobody_is_refused_at_once(
    office: Office, api: TestClient, path: str, more: dict[str, Any], sentence: str
) -> None:
    hear(office)
    before = contents(office.database)["request"]
    answer = ask(api, path, ASKS[path][1] | more)
    assert answer.status_code == 422
    assert sentence in answer.json()["detail"]
    assert contents(office.database)["request"] == before


@SQLITE_ONLY
@IN_EVERY_ROOM
@IN_BOTH_WAYS
def test_a_closed_inquiry_gives_no_more_links(office: Office, api: TestClient, room: str, path: str) -> None:
    begin, slug = ROOMS[room]
    begin(office)
    party = party_of(office, slug)
    close(
        office,
        slug,
        {"h": InquiryKind.HEARING, "k": InquiryKind.CONTACT_ROUND}.get(room, InquiryKind.STATUS_ROUND),
    )
    answer = ask(api, path, ASKS[path][1] | {"inquiry": slug, "party": party})
    assert answer.status_code == 422
    assert f"»{slug}« er lukket" in answer.json()["detail"]
    assert asked_of(office, ASKS[path][0]) == []


def test_the_desk_mends_the_contact_of_who_could_not_be_asked(office: Office) -> None:
    hear(office)
    client = office.signed_in(Role.SECRETARIAT)
    task = task_about(office, PATIENTS)
    card = card_of(client.get("/").text, task)
    assert "De har ingen kontakt, så de er ikke spurgt." in card
    assert f'action="/forloeb/{office.cycle}/kontakt"' in card
    form = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', card.split("</form>")[0]))
    assert form["inquiry"] == HEARING
    (party,) = re.findall(r'<option value="([^"]+)" selected>', card)
    answer = client.post(f"/forloeb/{office.cycle}/kontakt", data=form | CHANGED | {"party": party})
    assert answer.status_code == 303, answer.text
    office.record_all()
    assert f'id="opgave-{task}"' not in client.get("/").text
    answer = office.client().post(f"/h/{newest_token(office, HEARING, PATIENTS)}", data=HEARING_ANSWER)
    assert answer.status_code == 303


@SQLITE_ONLY
def test_the_desk_offers_no_contact_for_a_closed_inquiry(office: Office) -> None:
    hear(office)
    task = task_about(office, PATIENTS)
    close(office, HEARING, InquiryKind.HEARING)
    card = card_of(office.signed_in(Role.SECRETARIAT).get("/").text, task)
    assert "Spørgerunden er lukket." in card
    assert "/kontakt" not in card


@SQLITE_ONLY
@IN_EVERY_ROOM
def test_the_page_of_the_cycle_has_both_buttons_while_the_inquiry_is_open(office: Office, room: str) -> None:
    begin, slug = ROOMS[room]
    begin(office)
    party = party_of(office, slug)
    client = office.signed_in(Role.SECRETARIAT)
    actions = {f'action="/forloeb/{office.cycle}/{path}"' for path in ("kontakt", "nyt-link")}
    page = client.get(f"/forloeb/{office.cycle}").text
    assert all(action in page for action in actions)
    answer = office.ask("nyt-link", REASON | {"inquiry": slug, "party": party})
    assert answer.status_code == 303, answer.text
    assert result_of(office, RequestKind.NEW_LINK)[1].is_recorded


@SQLITE_ONLY
def test_a_form_that_is_shown_again_still_says_whose_contact_it_is(office: Office) -> None:
    hear(office)
    answer = office.ask("kontakt", CHANGED | {"inquiry": HEARING, "party": LAESOE, "mailbox": "laesoe"})
    assert answer.status_code == 422
    assert f'<option value="{LAESOE}" selected>' in answer.text
    assert f'name="inquiry" value="{HEARING}"' in answer.text
    answer = office.ask("kontakt", CHANGED | {"inquiry": HEARING})
    assert "Vælg, hvem det drejer sig om." in answer.text
    assert f'<option value="{PATIENTS}">' in answer.text


@SQLITE_ONLY
def test_a_council_of_a_round_is_asked_for_as_before(round_: Office) -> None:
    page = round_.signed_in(Role.SECRETARIAT).get(f"/forloeb/{round_.cycle}/raad/{LAESOE}").text
    form = page[page.index('/kontakt"') :].split("</form>")[0]
    assert '<select id="party' not in form
    answer = round_.ask("kontakt", CHANGED | {"party": LAESOE})
    assert answer.status_code == 303
    request, result = result_of(round_, RequestKind.CONTACT)
    assert (request.round, request.inquiry, result.is_recorded) == (1, "", True)


@SQLITE_ONLY
def test_a_dead_link_asks_for_a_fresh_one_at_the_new_contact(office: Office, api: TestClient) -> None:
    old = hear(office)
    ask(api, "contacts", CHANGED | {"inquiry": HEARING, "party": LAESOE})
    office.record_all()
    assert "kontakt er ændret" in office.client().get(f"/h/{old}").text
    assert office.client().post(f"/h/{old}/nyt-link").status_code == 200
    ((letter, _),) = office.engine.letters
    assert (letter.order.kind, letter.order.inquiry) == (LetterKind.NEW_LINK, HEARING)
    with office.database.read() as session:
        directory = session.get_one(Contact, f"raad-{LAESOE}")
    assert directory.mailbox != NEW  # the contact is this inquiry's; the directory is edited by itself


@SQLITE_ONLY
def test_the_schema_tells_programs_of_the_inquiry(office: Office) -> None:
    paths = office.client().get("/openapi.json").json()["paths"]
    for path in ASKS:
        body = paths[f"/api/v1/cycles/{{cycle_id}}/{path}"]["post"]["requestBody"]
        assert {"party", "round", "inquiry"} < set(body["content"]["application/json"]["schema"]["properties"])


def task_about(office: Office, party: str) -> int:
    with office.database.read() as session:
        mine = select(DeskTask).where(DeskTask.party == party, DeskTask.kind == TaskKind.UNDELIVERABLE)
        (task,) = session.exec(mine).all()
    return task.id or 0


def card_of(page: str, task: int) -> str:
    """Return what the desk shows of a task."""
    return page.partition(f'id="opgave-{task}"')[2].partition("</li>")[0]
