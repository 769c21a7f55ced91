"""The measures: figures only, for a program whose token is for nothing else."""

import re
from datetime import timedelta

from prometheus_client.parser import text_string_to_metric_families
from sqlmodel import func, select

from models.access.staff import Role, mint_sign_in
from models.access.tokens import TokenScope, create_token
from models.tables import RegisterEntry
from tests.api.access import Face, seen, walk
from tests.api.office import ANSWER, CYCLE, SQLITE_ONLY, Office
from workflows.rules.letters import LetterState

pytestmark = SQLITE_ONLY
Series = dict[tuple[str, frozenset[tuple[str, str]]], float]


def measured(office: Office, headers: dict[str, str]) -> Series:
    answer = office.client().get("/metrics", headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def value(series: Series, name: str, **labels: str) -> float:
    return series[f"aftalehjulet_{name}", frozenset(labels.items())]


def test_requests_are_counted_by_the_template_of_their_route(round_: Office) -> None:
    token = round_.token()
    for _ in range(3):
        round_.client().get(f"/b/{token}")
    round_.client().post(f"/b/{token}", data=ANSWER)
    round_.client().get("/findes-ikke-4711")
    round_.client().request("BREW", "/was")
    round_.client().get("/static/aftalehjul.css")
    round_.client().head("/was")
    found = measured(round_, round_.measuring())
    assert value(found, "http_requests_total", method="GET", route="/b/{token}", status="200") == 3
    assert value(found, "http_requests_total", method="POST", route="/b/{token}", status="303") == 1
    assert value(found, "http_requests_total", method="GET", route="-", status="404") == 1
    assert value(found, "http_requests_total", method="-", route="/was", status="405") == 1
    assert value(found, "http_requests_total", method="HEAD", route="/was", status="200") == 1
    assert value(found, "http_requests_total", method="GET", route="/static", status="200") == 1
    assert value(found, "http_seconds_count", route="/b/{token}") == 4


def test_the_store_is_measured_when_it_is_asked_about(round_: Office) -> None:
    headers = round_.measuring()
    assert value(measured(round_, headers), "oldest_waiting_seconds") == 0
    round_.client().post(f"/b/{round_.token()}", data=ANSWER | {"outcome": "rejected"})
    round_.now += timedelta(seconds=90)
    waiting = measured(round_, headers)
    assert (value(waiting, "requests_waiting"), value(waiting, "oldest_waiting_seconds")) == (1, 90)
    round_.record_all()
    found = measured(round_, headers)
    assert (value(found, "requests_waiting"), value(found, "tasks_open")) == (0, 1)
    with round_.database.read() as session:
        entries = session.exec(select(func.count()).select_from(RegisterEntry)).one()
    assert value(found, "register_entries") == entries > 0
    states = {dict(labels)["state"] for name, labels in found if name == "aftalehjulet_letters"}
    assert states == {state.name.lower() for state in LetterState}
    assert value(found, "temporal_up") == 1
    round_.engine.is_away = True
    assert value(measured(round_, headers), "temporal_up") == 0


def test_only_a_token_for_measures_opens_them_and_it_opens_nothing_else(round_: Office) -> None:
    measuring = round_.measuring()
    assert round_.client().get("/metrics").status_code == 401
    for role in Role:
        answer = round_.client().get("/metrics", headers=round_.bearer(role))
        assert answer.status_code == 403
        assert answer.headers["content-type"] == "application/problem+json"
    refused = round_.client().get("/api/v1/cycles", headers=measuring)
    assert (refused.status_code, "målinger" in refused.json()["detail"]) == (403, True)


def test_no_label_names_anybody_or_anything(round_: Office) -> None:
    link, feed = round_.token(), round_.signer.feed_token(CYCLE)
    cookie = round_.cookie(Role.SECRETARIAT)
    sign_in = mint_sign_in(round_.database, "secretariat@sekretariat.example", round_.now)
    walked = sum(1 for _ in walk(round_))
    assert walked >= 160 * len(Face)
    for path in (f"/kalender/{feed}.ics", f"/log-ind/{sign_in}", f"/b/{link}/", f"/b/{link}/x/y", f"//{link}"):
        round_.client().get(path)
    round_.client().post(f"/log-ind/{sign_in}", headers={"Cookie": f"aftalehjul={cookie}"})
    bearer = create_token(round_.database, "andre målinger", TokenScope.METRICS, round_.now)
    headers = {"Authorization": f"Bearer {bearer}"}
    text = round_.client().get("/metrics", headers=headers).text
    labels = " ".join(re.findall(r'="([^"]*)"', text))
    for secret in (link, feed, cookie, sign_in, bearer, CYCLE, "825", "forged", "raad.example", "4711"):
        assert secret not in labels, secret
    routes = set(re.findall(r'route="([^"]*)"', text))
    assert routes <= {path for _, path in seen(round_)} | {"-"}
    assert len(routes) > 100
