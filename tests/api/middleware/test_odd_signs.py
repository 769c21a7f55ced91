"""Signs that a database cannot hold, wherever there is room for them: an answer, never an accident."""

import re
from typing import Any, Final

import pytest
from fastapi.testclient import TestClient

from models.access.staff import Role
from tests.api.access import seen
from tests.api.office import CYCLE, Office

ODD: Final = ("x%00y", "%ed%a0%80", "9" * 30)
IN_JSON: Final = ("\\u0000", "x\\ud83dy")
QUERY: Final = "&".join(
    f"{name}={{0}}" for name in ("q", "side", "tilstand", "raad", "som", "kind", "region", "after")
)


def officer(office: Office) -> TestClient:
    client = office.signed_in(Role.SECRETARIAT)
    client.headers.update(office.bearer(Role.SECRETARIAT))
    return client


@pytest.mark.parametrize("odd", ODD)
def test_odd_signs_in_an_address_are_answered(round_: Office, odd: str) -> None:
    client, walked, failed = officer(round_), 0, []
    for method, path in seen(round_):
        known = path.replace("{cycle_id}", CYCLE) if path.count("{") > 1 else path
        if "{" in known and method in {"GET", "POST"}:
            answer = client.request(method, re.sub(r"\{\w+\}", odd, known), **_body(method, path, client, round_))
            walked += 1
            failed += [(method, path, answer.status_code)] if answer.status_code >= 500 else []
    assert walked >= 100
    assert failed == []


@pytest.mark.parametrize("odd", ODD)
def test_odd_signs_in_a_query_are_answered(round_: Office, odd: str) -> None:
    client, walked, failed = officer(round_), 0, []
    for path in (
        "/",
        "/forloeb",
        f"/forloeb/{CYCLE}/breve",
        "/soeg",
        "/plan",
        "/katalog/arter/ny",
        "/api/v1/cycles",
    ):
        answer = client.get(f"{path}?{QUERY.format(odd)}")
        walked += 1
        failed += [(path, answer.status_code)] if answer.status_code >= 500 else []
    assert walked == 7
    assert failed == []


@pytest.mark.parametrize("odd", IN_JSON)
def test_odd_signs_in_json_are_answered(round_: Office, odd: str) -> None:
    program, walked, failed = round_.client(), 0, []
    program.headers.update(round_.bearer(Role.SECRETARIAT) | {"Content-Type": "application/json"})
    for method, path in seen(round_):
        if method == "POST" and path.startswith("/api/"):
            body = _odd_body(round_, path, odd)
            answer = program.post(path.replace("{cycle_id}", CYCLE), content=body)
            walked += 1
            failed += [(path, answer.status_code)] if answer.status_code >= 500 else []
    assert walked >= 30
    assert failed == []


def test_whoever_types_nothing_at_all_at_the_sign_in_is_answered(office: Office) -> None:
    for typed in ("\x00", "a\x00b@x.example", "\ud83d"):
        answer = office.client().post("/log-ind", data={"email": typed.encode(errors="surrogatepass")})
        assert answer.status_code == 200


def _odd_body(office: Office, path: str, odd: str) -> str:
    """Return a body in which every text that the description names is odd."""
    schema = office.app.openapi()["paths"][path]["post"].get("requestBody", {}).get("content", {})
    properties = schema.get("application/json", {}).get("schema", {}).get("properties", {})
    return "{" + ", ".join(f'"{name}": "{odd}"' for name in properties) + "}"


def _body(method: str, path: str, client: TestClient, office: Office) -> dict[str, Any]:
    if method != "POST":
        return {}
    if path.startswith("/api/"):
        return {"json": {}}
    return {"data": {"csrf": office.csrf(client), "name": "\x00", "toml": "\x00", "role": "\x00"}}
