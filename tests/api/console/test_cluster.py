"""A coordinator looks at the councils of one cluster."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from models.access.staff import Role
from tests.api.office import CYCLE, SQLITE_ONLY, Office

pytestmark = SQLITE_ONLY
ALL = 12


def page(office: Office, query: str = "") -> str:
    return str(office.signed_in(Role.COORDINATOR).get(f"/forloeb/{CYCLE}{query}").text)


def shown(text: str) -> set[str]:
    return set(re.findall(rf"/forloeb/{CYCLE}/raad/(\w+)", text))


def test_each_cluster_shows_some_of_the_councils_and_together_all(round_: Office) -> None:
    whole = page(round_)
    assert len(shown(whole)) == ALL
    clusters = set(re.findall(r"[?]klynge=([^#\"]+)#", whole))
    assert len(clusters) == 4
    parts = [shown(page(round_, f"?klynge={cluster}")) for cluster in clusters]
    assert all(0 < len(part) < ALL for part in parts)
    assert set().union(*parts) | {"1081"} == shown(whole)


@pytest.mark.parametrize("wanted", ["findes-ikke", "", "%22%3E%3Cscript%3E"])
def test_a_cluster_that_is_not_there_shows_all(round_: Office, wanted: str) -> None:
    assert len(shown(page(round_, f"?klynge={wanted}"))) == ALL


def test_the_late_ones_are_a_query_away_in_temporal(round_: Office) -> None:
    (address,) = re.findall(
        r'href="([^"]+)" rel="noopener">Se, hvem der er forsinket', page(round_, "?klynge=nord")
    )
    (query,) = parse_qs(urlsplit(unescape(address)).query)["query"]
    assert query == f'Aftale="{CYCLE}" AND Udfald="afventer" AND Forsinket=true AND Klynge="nord"'


def test_a_cluster_is_called_what_danes_call_it(office: Office) -> None:
    cycle = office.open_round(region="1082")
    text = office.signed_in(Role.COORDINATOR).get(f"/forloeb/{cycle}").text
    assert re.findall(r"[?]klynge=(\w+)#raadene\">(\w+)<", text) == [
        ("goedstrup", "Gødstrup"),
        ("horsens", "Horsens"),
        ("midt", "Midt"),
        ("randers", "Randers"),
        ("aarhus", "Aarhus"),
    ]


def test_the_cluster_that_a_coordinator_chose_is_shown_from_then_on(round_: Office) -> None:
    client = round_.signed_in(Role.COORDINATOR)
    form = {"klynge": "nord", "csrf": round_.csrf(client)}
    assert "Husk klynge Nord som min" in client.get(f"/forloeb/{CYCLE}?klynge=nord").text
    answer = client.post(f"/forloeb/{CYCLE}/min-klynge", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/forloeb/{CYCLE}#raadene")
    again = round_.signed_in(Role.COORDINATOR)
    own = again.get(f"/forloeb/{CYCLE}").text
    assert shown(own) == shown(page(round_, "?klynge=nord"))
    assert "Det er jeres klynge" in own
    whole = again.get(f"/forloeb/{CYCLE}?klynge=").text
    assert len(shown(whole)) == ALL
    assert "Vis altid alle klynger" in whole
    assert len(shown(round_.signed_in(Role.SECRETARIAT).get(f"/forloeb/{CYCLE}").text)) == ALL


def test_a_cluster_that_is_chosen_and_not_there_means_all(round_: Office) -> None:
    client = round_.signed_in(Role.COORDINATOR)
    for slug in ("nord", "<script>"):
        client.post(f"/forloeb/{CYCLE}/min-klynge", data={"klynge": slug, "csrf": round_.csrf(client)})
    assert len(shown(client.get(f"/forloeb/{CYCLE}").text)) == ALL
