"""Who may do what: every route and method of the app, and a walk through all of them as everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from fastapi.testclient import TestClient
from httpx import Response
from sqlmodel import select
from starlette.routing import Mount, Route

from models.access.staff import Role
from models.tables import Request
from request_types import OFFICE_REQUESTS
from tests.api.office import ANSWER, CYCLE, Office


class Face(StrEnum):
    """Who asks."""

    ANONYMOUS = "anonymous"
    LINK_HOLDER = "link holder"
    COORDINATOR = "coordinator"
    SECRETARIAT = "secretariat"
    READING_TOKEN = "reading token"
    WRITING_TOKEN = "writing token"
    MEASURING_TOKEN = "measuring token"


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
    ("GET", "/katalog/adgange"),
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
    ("POST", "/log-ud-alle-steder"),
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
    ("POST", "/katalog/medarbejdere/logget-ind/{mark}/afslut"),
    ("POST", "/katalog/adgange"),
    ("POST", "/forloeb"),
    ("POST", "/forloeb/ny"),
    ("POST", "/forloeb/{cycle_id}/versioner"),
    ("POST", "/forloeb/{cycle_id}/kontroller"),
    ("POST", "/forloeb/{cycle_id}/efterfoelger"),
} | {("POST", f"/forloeb/{{cycle_id}}/{asked.slug}") for asked in OFFICE_REQUESTS}
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
} | {("POST", f"/api/v1/cycles/{{cycle_id}}/{asked.path}") for asked in OFFICE_REQUESTS}
MEASURES = {("GET", "/metrics")}
MAY = {
    **dict.fromkeys(MEASURES, frozenset({Face.MEASURING_TOKEN})),
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
    """Return every method and route of the app."""
    return sorted(set(routes_of(office.app.routes)))


def client_of(office: Office, face: Face) -> TestClient:
    """Return a browser or program of somebody; a face has its token made but once."""
    roles = {Face.COORDINATOR: Role.COORDINATOR, Face.SECRETARIAT: Role.SECRETARIAT}
    client = office.signed_in(roles[face]) if face in roles else office.client()
    client.headers.update(_bearer(office, face))
    return client


def _bearer(office: Office, face: Face) -> dict[str, str]:
    match face:
        case Face.READING_TOKEN:
            return office.bearer(Role.COORDINATOR)
        case Face.WRITING_TOKEN:
            return office.bearer(Role.SECRETARIAT)
        case Face.MEASURING_TOKEN:
            return office.measuring()
        case _:
            return {}


def path_of(path: str, office: Office, face: Face) -> str:
    """Return an address as a face knows it: who has no link makes one up."""
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
        "mark": "0" * 16,
    }
    return path.format(**values)


@dataclass(frozen=True)
class Asked:
    """A route that a face asked for: how it was answered, and whether it was let in."""

    face: Face
    method: str
    path: str
    answer: Response
    is_let_in: bool

    @property
    def is_as_said(self) -> bool:
        """Tell whether the table says so too."""
        return self.is_let_in is (self.face in MAY.get((self.method, self.path), ()))


def walk(office: Office) -> Iterator[Asked]:
    """Ask for every route of an office that is in a round, as every face."""
    office.client().post(f"/b/{office.token()}", data=ANSWER)
    bearers = {face: _bearer(office, face) for face in Face}
    for method, path in seen(office):
        for face in Face:
            client = client_of(office, face) if not bearers[face] else office.client()
            client.headers.update(bearers[face])
            answer = _asked(client, method, path, path_of(path, office, face), office)
            yield Asked(face, method, path, answer, _is_let_in(answer, method, path))


def _asked(client: TestClient, method: str, path: str, address: str, office: Office) -> Response:
    if path == "/static":
        address = "/static/aftalehjul.css"
    form = {"csrf": office.csrf(client)} if "aftalehjul" in client.cookies else {}
    body = {"json": {}} if path.startswith("/api/") else {"data": form}
    answer: Response = client.request(method, address, **(body if method == "POST" else {}))
    return answer


def round_receipt(office: Office) -> int:
    """Return the receipt of what Læsø reported."""
    with office.database.read() as session:
        return session.exec(select(Request.id).where(Request.party == "825")).first() or 0


def _is_let_in(answer: Response, method: str, path: str) -> bool:
    status, place = answer.status_code, answer.headers.get("location", "")
    if (method, path) in PUBLIC:
        return status < 500
    if path.startswith(("/b/", "/h/", "/k/", "/o/")):  # who holds no link learns nothing
        return "kan ikke genkendes" not in answer.text
    return status not in {401, 403} and not (place == "/log-ind" and not path.startswith("/log-ud"))
