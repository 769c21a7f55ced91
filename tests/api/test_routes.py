"""Every route and method of the app, and who may do what."""

from collections.abc import Callable, Iterator
from enum import StrEnum

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlmodel import select
from starlette.routing import Mount, Route

from api.actions import ACTIONS
from models.staff import Role
from models.tables import Request
from tests.api.office import ANSWER, CYCLE, Office, contents


class Face(StrEnum):
    """Who asks."""

    ANONYMOUS = "anonymous"
    LINK_HOLDER = "link holder"
    COORDINATOR = "coordinator"
    SECRETARIAT = "secretariat"
    READING_TOKEN = "reading token"
    WRITING_TOKEN = "writing token"


EVERYBODY = frozenset(Face)
STAFF = frozenset({Face.COORDINATOR, Face.SECRETARIAT})
TOKENS = frozenset({Face.READING_TOKEN, Face.WRITING_TOKEN})
OFFICE = frozenset({Face.SECRETARIAT})
WRITERS = frozenset({Face.WRITING_TOKEN})

PUBLIC = {
    ("GET", "/openapi.json"),
    ("HEAD", "/openapi.json"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/was"),
    ("GET", "/privatliv"),
    ("GET", "/status/{cycle_id}"),
    ("GET", "/kalender/{token}.ics"),
    ("GET", "/log-ind"),
    ("POST", "/log-ind"),
    ("GET", "/log-ind/{token}"),
    ("POST", "/log-ind/{token}"),
    ("GET", "/static"),
}
LINK = {
    ("GET", "/b/{token}"),
    ("POST", "/b/{token}"),
    ("GET", "/b/{token}/beslutning"),
    ("POST", "/b/{token}/beslutning"),
    ("GET", "/b/{token}/kvittering/{number}"),
    ("GET", "/b/{token}/kvittering/{number}.pdf"),
    ("GET", "/b/{token}/sagsfremstilling.docx"),
    ("GET", "/b/{token}/journal.zip"),
    ("GET", "/b/{token}/register.zip"),
    ("GET", "/b/{token}/dokument"),
    ("POST", "/b/{token}/nyt-link"),
    ("GET", "/b/{token}/dokument/{position}"),
    ("GET", "/h/{token}/dokument"),
    ("GET", "/h/{token}/dokument/{position}"),
} | {
    (method, f"/{room}/{{token}}{rest}")
    for room in "hko"
    for method, rest in (
        ("GET", ""),
        ("POST", ""),
        ("GET", "/kvittering/{number}"),
        ("GET", "/kvittering/{number}.pdf"),
        ("POST", "/nyt-link"),
    )
}
READ = {
    ("GET", "/"),
    ("GET", "/katalog"),
    ("GET", "/katalog/kontakter"),
    ("GET", "/katalog/moeder"),
    ("GET", "/katalog/medarbejdere"),
    ("GET", "/katalog/arter"),
    ("GET", "/soeg"),
    ("GET", "/forloeb/{cycle_id}/breve"),
    ("GET", "/forloeb/{cycle_id}/registeret"),
    ("GET", "/forloeb/{cycle_id}/register.zip"),
    ("GET", "/katalog/arter/{code}"),
    ("GET", "/katalog/{code}"),
    ("GET", "/plan"),
    ("GET", "/forloeb"),
    ("GET", "/forloeb/ny"),
    ("GET", "/forloeb/{cycle_id}"),
    ("GET", "/forloeb/{cycle_id}/henvendelser/{number}"),
    ("GET", "/forloeb/{cycle_id}/raad/{party}"),
    ("GET", "/forloeb/{cycle_id}/raad/{party}/journal.zip"),
    ("GET", "/forloeb/{cycle_id}/frist"),
    ("GET", "/forloeb/{cycle_id}/beslutninger.csv"),
    ("GET", "/forloeb/{cycle_id}/beslutninger.pdf"),
    ("GET", "/forloeb/{cycle_id}/bemaerkninger"),
    ("GET", "/forloeb/{cycle_id}/bemaerkninger.csv"),
    ("GET", "/forloeb/{cycle_id}/versioner/{number}"),
    ("GET", "/forloeb/{cycle_id}/bilag/{digest}"),
    ("GET", "/forloeb/{cycle_id}/versioner/{number}/{position}"),
    ("GET", "/forloeb/{cycle_id}/hoeringsnotat"),
    ("GET", "/forloeb/{cycle_id}/hoeringsnotat.docx"),
    ("GET", "/forloeb/{cycle_id}/indsatser"),
    ("GET", "/forloeb/{cycle_id}/efterfoelger"),
    ("POST", "/log-ud"),
    ("POST", "/forloeb/{cycle_id}/min-klynge"),
}
WRITE = {
    ("POST", "/katalog/kontakter"),
    ("POST", "/katalog/moeder"),
    ("POST", "/katalog/medarbejdere"),
    ("POST", "/katalog/arter/{code}"),
    ("POST", "/katalog/{code}/kontakt"),
    ("POST", "/katalog/{code}/moeder"),
    ("POST", "/katalog/{code}/moeder/{number}/fjern"),
    ("POST", "/katalog/medarbejdere/{number}/rolle"),
    ("POST", "/katalog/medarbejdere/{number}/adgang"),
    ("POST", "/forloeb"),
    ("POST", "/forloeb/ny"),
    ("POST", "/forloeb/{cycle_id}/versioner"),
    ("POST", "/forloeb/{cycle_id}/kontroller"),
    ("POST", "/forloeb/{cycle_id}/efterfoelger"),
} | {("POST", f"/forloeb/{{cycle_id}}/{action.danish}") for action in ACTIONS}
API_READ = {
    ("GET", "/api/v1/cycles"),
    ("GET", "/api/v1/cycles/{cycle_id}"),
    ("GET", "/api/v1/cycles/{cycle_id}/requests/{number}"),
    ("GET", "/api/v1/cycles/{cycle_id}/hearing-report"),
    ("GET", "/api/v1/cycles/{cycle_id}/decision-record.pdf"),
    ("GET", "/api/v1/cycles/{cycle_id}/deadline"),
    ("GET", "/api/v1/plan"),
}
API_WRITE = {
    ("POST", "/api/v1/cycles"),
    ("POST", "/api/v1/cycles/{cycle_id}/versions"),
    ("POST", "/api/v1/cycles/{cycle_id}/successor"),
    ("POST", "/api/v1/documents"),
    ("POST", "/api/v1/rehearsals"),
} | {("POST", f"/api/v1/cycles/{{cycle_id}}/{action.path}") for action in ACTIONS}
MAY = {
    **dict.fromkeys(PUBLIC, EVERYBODY),
    **dict.fromkeys(LINK, frozenset({Face.LINK_HOLDER})),
    **dict.fromkeys(READ, STAFF),
    **dict.fromkeys(WRITE, OFFICE),
    **dict.fromkeys(API_READ, TOKENS),
    **dict.fromkeys(API_WRITE, WRITERS),
}


def routes_of(routes: object, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Walk the routers themselves: the app hides what was included in it."""
    for route in routes:  # type: ignore[attr-defined]  # lists of routes have many types
        included = getattr(route, "original_router", None)
        if included is not None:
            yield from routes_of(included.routes, prefix + route.include_context.prefix)
        elif isinstance(route, Mount):
            yield ("GET", prefix + route.path)
        else:
            assert isinstance(route, Route)
            yield from ((method, prefix + route.path) for method in route.methods or ())


def seen(office: Office) -> list[tuple[str, str]]:
    return sorted(set(routes_of(office.app.routes)))


@pytest.fixture
def faces(round_: Office) -> Callable[[Face], TestClient]:
    headers = {
        Face.READING_TOKEN: round_.bearer(Role.COORDINATOR),
        Face.WRITING_TOKEN: round_.bearer(Role.SECRETARIAT),
    }
    roles = {Face.COORDINATOR: Role.COORDINATOR, Face.SECRETARIAT: Role.SECRETARIAT}

    def client(face: Face) -> TestClient:
        client = round_.signed_in(roles[face]) if face in roles else round_.client()
        client.headers.update(headers.get(face, {}))
        return client

    return client


def round_receipt(office: Office) -> int:
    """Return the receipt of what Læsø reported."""
    with office.database.read() as session:
        return session.exec(select(Request.id).where(Request.party == "825")).first() or 0


def path_of(path: str, office: Office, face: Face) -> str:
    token = office.token() if face is Face.LINK_HOLDER else "forged"
    number = str(round_receipt(office)) if path.startswith("/b/") else "1"
    if "/medarbejdere/" in path:
        number = "4711"  # nobody, so that nobody loses what this walk needs
    values = {
        "token": token,
        "cycle_id": CYCLE,
        "number": number,
        "party": "825",
        "code": "825",
        "digest": "a" * 64,
        "position": "1",
    }
    return path.format(**values)


def test_every_route_is_known_with_who_may_use_it(office: Office) -> None:
    found = seen(office)
    assert len(found) == 161
    assert set(found) == set(MAY)


def test_only_those_who_may_get_through(round_: Office, faces: Callable[[Face], TestClient]) -> None:
    walked = 0
    round_.client().post(f"/b/{round_.token()}", data=ANSWER)
    for method, path in seen(round_):
        if path == "/static":
            continue
        for face in Face:
            client = faces(face)
            form = {"csrf": round_.csrf(client)} if "aftalehjul" in client.cookies else {}
            body = {"json": {}} if path.startswith("/api/") else {"data": form}
            sent = body if method == "POST" else {}
            answer = client.request(method, path_of(path, round_, face), **sent)
            walked += 1
            may = face in MAY[method, path]
            is_let_in = _is_let_in(answer, method, path)
            assert is_let_in is may, (face, method, path, answer.status_code)
    assert walked == 160 * len(Face)


def _is_let_in(answer: Response, method: str, path: str) -> bool:
    status, place = answer.status_code, answer.headers.get("location", "")
    if (method, path) in PUBLIC:
        return status < 500
    if path.startswith(("/b/", "/h/", "/k/", "/o/")):  # who holds no link learns nothing
        return "kan ikke genkendes" not in answer.text
    return status not in {401, 403} and not (place == "/log-ind" and path != "/log-ud")


def test_no_get_writes(round_: Office, faces: Callable[[Face], TestClient]) -> None:
    clients = {face: faces(face) for face in Face}
    before = contents(round_.database)
    walked = 0
    for method, path in seen(round_):
        if method == "GET":
            for face, client in clients.items():
                client.get(path_of(path, round_, face))
                walked += 1
    assert walked == 68 * len(Face)
    assert contents(round_.database) == before
