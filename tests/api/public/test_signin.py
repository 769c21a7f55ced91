"""Signing in and out."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select
from starlette.types import Message, Receive, Scope, Send

from models.access.staff import Role, SignInStep, mint_sign_in
from models.tables import SignInAttempt, Staff
from tests.api.office import PUBLIC_URL, SQLITE_ONLY, Office, contents
from workflows.rules.letters import LetterKind, Recipient

SECRETARIAT = "secretariat@sekretariat.example"


@SQLITE_ONLY
def test_the_answer_is_the_same_for_known_and_unknown_addresses(office: Office) -> None:
    office.cookie(Role.SECRETARIAT)
    client = office.client()
    known, unknown = (
        client.post("/log-ind", data={"email": each}) for each in (SECRETARIAT.upper(), "x@y.example")
    )
    assert known.status_code == unknown.status_code == 200
    assert known.text == unknown.text
    ((letter, workflow_id),) = office.engine.letters
    assert (letter.order.kind, letter.order.recipient) == (LetterKind.SIGN_IN, Recipient.STAFF)
    assert letter.staff is not None
    assert workflow_id == f"brev/log-ind/{letter.staff}/202603020900"


def test_who_presses_the_button_again_asks_for_the_same_letter_for_five_minutes(office: Office) -> None:
    office.cookie(Role.SECRETARIAT)
    for minutes in (0, 2, 2.9, 0.1, 4.9):
        office.now += timedelta(minutes=minutes)
        assert office.client().post("/log-ind", data={"email": SECRETARIAT}).status_code == 200
    minutes_of = [workflow_id[-4:] for _, workflow_id in office.engine.letters]
    assert minutes_of == ["0900", "0900", "0900", "0905", "0905"]


@SQLITE_ONLY
def test_while_the_engine_is_away_nobody_learns_who_is_known(office: Office) -> None:
    office.cookie(Role.SECRETARIAT)
    office.engine.is_away = True
    for email in (SECRETARIAT, "x@y.example"):
        answer = office.client().post("/log-ind", data={"email": email})
        assert answer.status_code == 503
        assert "Prøv igen om lidt" in answer.text


def test_a_letter_that_cannot_be_ordered_tells_nobody_who_is_known(
    office: Office, capfd: pytest.CaptureFixture[str]
) -> None:
    office.cookie(Role.SECRETARIAT)
    office.engine.takes_letters = False
    known, unknown = (
        office.client().post("/log-ind", data={"email": each}) for each in (SECRETARIAT, "x@y.example")
    )
    assert (known.status_code, known.text) == (200, unknown.text)
    told = "".join(capfd.readouterr())
    assert told.count("sign-in letter not sent") == 1
    assert SECRETARIAT not in told


@SQLITE_ONLY
def test_the_answer_is_out_before_a_letter_is_ordered(office: Office) -> None:
    office.cookie(Role.SECRETARIAT)
    ordered: list[int] = []

    async def seen_by(answered: Scope, receive: Receive, send: Send) -> None:
        async def noted(message: Message) -> None:
            ordered.append(len(office.engine.letters))
            await send(message)

        await office.app(answered, receive, noted)

    answer = TestClient(seen_by, base_url=PUBLIC_URL).post("/log-ind", data={"email": SECRETARIAT})
    assert (answer.status_code, set(ordered), len(office.engine.letters)) == (200, {0}, 1)


def test_a_link_works_once_and_only_by_its_button(office: Office) -> None:
    office.cookie(Role.SECRETARIAT)
    token = mint_sign_in(office.database, SECRETARIAT, office.now)
    client = office.client()
    before = contents(office.database)
    assert client.get(f"/log-ind/{token}").status_code == 200
    assert contents(office.database) == before
    signed_in = client.post(f"/log-ind/{token}")
    assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/")
    cookie = signed_in.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert client.get("/").status_code == 200
    assert office.client().post(f"/log-ind/{token}").status_code == 410


def test_a_mailed_link_needs_the_address_that_it_was_sent_to(office: Office) -> None:
    office.cookie(Role.SECRETARIAT)
    token = mint_sign_in(office.database, SECRETARIAT, office.now, by_mail=True)
    client = office.client()
    before = contents(office.database)
    for typed in ({}, {"email": ""}, {"email": "x@y.example"}):
        refused = client.post(f"/log-ind/{token}", data=typed)
        assert refused.status_code == 422
        assert "Skriv den mailadresse, som linket blev sendt til." in refused.text
    assert client.post(f"/log-ind/{token.removeprefix('post.')}").status_code == 410
    assert contents(office.database)["staff_session"] == before["staff_session"]
    signed_in = client.post(f"/log-ind/{token}", data={"email": f" {SECRETARIAT.upper()}"})
    assert signed_in.status_code == 303
    assert client.get("/").status_code == 200


def test_a_mailed_link_that_somebody_else_tries_is_noted_with_its_owner(
    office: Office, capfd: pytest.CaptureFixture[str]
) -> None:
    office.cookie(Role.SECRETARIAT)
    token = mint_sign_in(office.database, SECRETARIAT, office.now, by_mail=True)
    for typed in ("", "x@y.example"):
        assert office.client().post(f"/log-ind/{token}", data={"email": typed}).status_code == 422
    with office.database.read() as session:
        owner = session.exec(select(Staff.id).where(Staff.email == SECRETARIAT)).one()
        noted = [(row.step, row.staff_id) for row in session.exec(select(SignInAttempt))]
    assert noted == [(SignInStep.REFUSED, owner)]
    assert "".join(capfd.readouterr()).count("sign_in_refused") == 1


def test_old_and_made_up_links_do_not_work(office: Office) -> None:
    office.cookie(Role.SECRETARIAT)
    token = mint_sign_in(office.database, SECRETARIAT, office.now)
    office.now += timedelta(minutes=15)
    old = office.client().post(f"/log-ind/{token}")
    assert old.status_code == 410
    assert "udløbet" in old.text
    assert office.client().post("/log-ind/x").status_code == 410


def test_a_session_ends_by_itself_and_by_signing_out(office: Office) -> None:
    client = office.signed_in(Role.COORDINATOR)
    csrf = office.csrf(client)
    assert client.post("/log-ud", data={"csrf": "x"}).status_code == 403
    assert client.post("/log-ud", data={"csrf": csrf}).headers["location"] == "/log-ind"
    other = office.signed_in(Role.SECRETARIAT)
    assert other.get("/").status_code == 200
    office.now += timedelta(hours=12)
    assert other.get("/").headers["location"] == "/log-ind"


def test_a_session_that_was_ended_opens_nothing(office: Office) -> None:
    client = office.signed_in(Role.SECRETARIAT)
    stolen = client.cookies["aftalehjul"]
    client.post("/log-ud", data={"csrf": office.csrf(client)})
    thief = office.client()
    thief.cookies.set("aftalehjul", stolen)
    assert thief.get("/").status_code == 303
