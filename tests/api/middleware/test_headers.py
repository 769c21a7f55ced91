"""The same headers on every answer, and no word of a Host that somebody made up."""

from dataclasses import replace
from typing import Final

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from api.app import create_app
from api.limits import Allowance, Limited
from models.access.staff import Role, mint_sign_in
from tests.api.access import Face, client_of, path_of, seen, walk
from tests.api.office import PUBLIC_URL, SQLITE_ONLY, Office

pytestmark = SQLITE_ONLY
FORGED: Final = "ond.example"
LIES: Final = {
    "Host": FORGED,
    "X-Forwarded-Host": FORGED,
    "X-Forwarded-Proto": "gopher",
    "Forwarded": f"host={FORGED}",
    "X-Original-URL": f"//{FORGED}/",
}
PROMISED: Final = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex",
    "cache-control": "no-store",
}
KEPT_FOR_THE_WAY_BACK: Final = "private, no-cache"


def faults_of(answer: Response) -> list[str]:
    """Return which of the headers an answer lacks."""
    headers = answer.headers
    faults = [name for name, value in PROMISED.items() if headers.get(name) != value]
    policy = headers.get("content-security-policy", "")
    faults += [
        word
        for word in ("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
        if word not in policy
    ]
    return [*faults, *(["unsafe"] if "unsafe" in policy else [])]


def test_every_route_answers_everybody_with_every_header(round_: Office) -> None:
    walked, kept = 0, set()
    for asked in walk(round_):
        walked += 1
        faults = faults_of(asked.answer)
        if faults == ["cache-control"]:
            kept.add((asked.method, asked.path, asked.answer.headers["cache-control"]))
            continue
        assert not faults, (asked.method, asked.path, asked.face, faults)
    assert walked >= 160 * len(Face)
    # files of style are kept and asked about; a step of a form is kept by the browser for its own way back
    assert kept == {
        ("GET", "/static", "no-cache"),
        ("GET", "/b/{token}/beslutning", KEPT_FOR_THE_WAY_BACK),
        ("POST", "/b/{token}/beslutning", KEPT_FOR_THE_WAY_BACK),
        ("POST", "/b/{token}", KEPT_FOR_THE_WAY_BACK),
        ("GET", "/forloeb/ny", KEPT_FOR_THE_WAY_BACK),
        ("POST", "/forloeb/ny", KEPT_FOR_THE_WAY_BACK),
        ("POST", "/forloeb", KEPT_FOR_THE_WAY_BACK),
    }


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/findes-ikke", 404),
        ("GET", "/static/findes-ikke", 404),
        ("DELETE", "/forloeb", 405),
        ("OPTIONS", "/", 405),
        ("GET", "/was/", 404),
        ("GET", "/api/v1/cycles", 401),
        ("GET", "/metrics", 401),
        ("GET", "/b/forged", 429),
        ("POST", "/log-ind", 429),
        ("HEAD", "/was", 200),
    ],
)
def test_errors_have_the_same_headers(office: Office, method: str, path: str, status: int) -> None:
    office.allow(dict.fromkeys((Limited.GUESSED_LINK, Limited.SIGN_IN_OF_AN_ADDRESS), Allowance(0)))
    answer = office.client().request(method, path)
    assert answer.status_code == status
    assert faults_of(answer) == []


def test_what_the_guards_refuse_has_them_too(round_: Office) -> None:
    foreign = round_.client().post(f"/b/{round_.token()}", headers={"Sec-Fetch-Site": "cross-site"})
    large = round_.client().post("/log-ind", headers={"Content-Length": str(10**9)})
    assert (foreign.status_code, large.status_code) == (403, 413)
    assert faults_of(foreign) == faults_of(large) == []


@pytest.mark.parametrize(("url", "is_kept"), [("https://aftaler.example", True), (PUBLIC_URL, False)])
def test_browsers_are_kept_to_https_where_there_is_any(office: Office, *, url: str, is_kept: bool) -> None:
    client = TestClient(create_app(replace(office.deps, public_url=url)))
    for path in ("/was", "/findes-ikke", "/static/aftalehjul.css"):
        told = client.get(path).headers.get("strict-transport-security", "")
        assert told == ("max-age=63072000" if is_kept else ""), path


def test_a_made_up_host_is_found_in_no_answer(round_: Office) -> None:
    walked = 0
    for face in Face:
        client = client_of(round_, face)
        for method, path in seen(round_):
            if method != "GET":
                continue
            address = "/static/aftalehjul.css" if path == "/static" else path_of(path, round_, face)
            for asked in (address, f"{address}/"):
                answer = client.get(asked, headers=LIES)
                walked += 1
                assert FORGED not in told_by(answer), (face, asked)
                assert answer.status_code < 500, (face, asked)
    assert walked >= 2 * 60 * len(Face)


@pytest.mark.parametrize("host", ["[", "a b", "ond.example:x", "", "æ", "a" * 5000])
def test_a_host_that_is_none_breaks_nothing(round_: Office, host: str) -> None:
    token = round_.token()
    for path in (f"/b/{token}", "/b/forged", "/", "/api/v1/cycles", "/findes-ikke", "/was/", "/static/x"):
        answer = round_.client().get(path, headers={b"host": host.encode()})
        assert answer.status_code in {200, 303, 401, 404}, path


def test_sign_in_leads_home_whatever_the_host_is_said_to_be(office: Office) -> None:
    office.cookie(Role.SECRETARIAT)
    token = mint_sign_in(office.database, "secretariat@sekretariat.example", office.now)
    answer = office.client().post(f"/log-ind/{token}", headers=LIES)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "domain" not in answer.headers["set-cookie"].lower()


def test_what_is_asked_of_the_engine_holds_no_host(round_: Office) -> None:
    """Mails are made of ids; their links begin with the address of the settings."""
    round_.cookie(Role.SECRETARIAT)
    client = round_.client()
    assert (
        client.post("/log-ind", data={"email": "secretariat@sekretariat.example"}, headers=LIES).status_code == 200
    )
    assert client.post(f"/b/{round_.token()}/nyt-link", headers=LIES).status_code == 200
    officer = round_.signed_in(Role.SECRETARIAT)
    form = {"party": "825", "round": "1", "reason": "tabt", "show": "breve", "csrf": round_.csrf(officer)}
    ahead = officer.post(f"/forloeb/{round_.cycle}/nyt-link", data=form, headers=LIES)
    assert (ahead.status_code, f"{PUBLIC_URL}/b/" in ahead.text) == (200, True)
    assert len(round_.engine.letters) == 2
    assert FORGED not in str(round_.engine.letters) + ahead.text


def told_by(answer: Response) -> str:
    """Return all that an answer says, its headers too."""
    return str(answer.headers) + answer.content.decode(errors="replace")
