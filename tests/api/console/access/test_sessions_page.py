"""Who is signed in, ending it from elsewhere, and who tried to come in."""

import re

from models.access.staff import Role, mint_sign_in
from tests.api.office import SQLITE_ONLY, Office, contents

pytestmark = SQLITE_ONLY
PAGE = "/katalog/medarbejdere"


def ends_on(page: str) -> list[str]:
    return re.findall(rf'action="({PAGE}/logget-ind/[0-9a-f]+/afslut)"', page)


def test_the_secretariat_ends_a_session_elsewhere(office: Office) -> None:
    here, there = office.signed_in(Role.SECRETARIAT), office.signed_in(Role.COORDINATOR)
    page = here.get(PAGE).text
    (end,) = ends_on(page)
    assert page.count('<span class="badge badge-info">her</span>') == 1
    assert there.get("/").status_code == 200
    answer = here.post(end, data={"csrf": office.csrf(here)})
    assert answer.status_code == 303
    assert "skal logges ind igen dér" in here.get(answer.headers["location"]).text
    assert there.get("/").headers["location"] == "/log-ind"
    assert here.get("/").status_code == 200
    assert "allerede slut" in here.post(end, data={"csrf": office.csrf(here)}).text


def test_a_coordinator_sees_who_is_signed_in_and_ends_nobody(office: Office) -> None:
    office.signed_in(Role.SECRETARIAT)
    here = office.signed_in(Role.COORDINATOR)
    page = here.get(PAGE).text
    assert "Hvem er logget ind nu" in page
    assert ends_on(page) == []
    end = f"{PAGE}/logget-ind/{'0' * 16}/afslut"
    assert here.post(end, data={"csrf": office.csrf(here)}).status_code == 403


def test_whoever_signs_out_everywhere_is_out_everywhere_and_nobody_else(office: Office) -> None:
    browsers = [office.signed_in(Role.COORDINATOR) for _ in range(3)]
    other = office.signed_in(Role.SECRETARIAT)
    link = mint_sign_in(office.database, "coordinator@sekretariat.example", office.now)
    assert browsers[0].post("/log-ud-alle-steder", data={"csrf": "x"}).status_code == 403
    answer = browsers[0].post("/log-ud-alle-steder", data={"csrf": office.csrf(browsers[0])})
    assert answer.headers["location"] == "/log-ind"
    assert [browser.get("/").status_code for browser in browsers] == [303, 303, 303]
    assert other.get("/").status_code == 200
    assert office.client().post(f"/log-ind/{link}").status_code == 410


def test_no_cookie_and_no_hash_of_one_stands_on_the_page(office: Office) -> None:
    client = office.signed_in(Role.SECRETARIAT)
    hashes = re.findall(r"'([0-9a-f]{64})'", str(contents(office.database)["staff_session"]))
    page = client.get(PAGE).text
    assert hashes
    assert [each for each in (client.cookies["aftalehjul"], *hashes) if each in page] == []


def test_attempts_to_come_in_are_listed_the_newest_first(office: Office) -> None:
    client = office.signed_in(Role.SECRETARIAT)
    assert "Ingen endnu." in client.get(PAGE).text
    link = mint_sign_in(office.database, 1, office.now)
    asker = office.client()
    for email in ("nobody@x.example", "secretariat@sekretariat.example"):
        asker.post("/log-ind", data={"email": email})
    asker.post(f"/log-ind/{link}")
    office.client().post(f"/log-ind/{link}")
    office.client().post("/log-ind/made-up")
    listed = client.get(PAGE).text.partition("Seneste forsøg")[2]
    rows = re.findall(r'data-title="Hvad">([^<]*)</td><td data-title="Hvem">([^<]*)<', listed)
    assert rows == [
        ("ugyldigt link", "ukendt"),
        ("ugyldigt link", "Kontoret"),
        ("loggede ind", "Kontoret"),
        ("bad om et link", "Kontoret"),
        ("ukendt adresse", "ukendt"),
    ]
    assert "nobody@x.example" not in listed
    for _ in range(30):
        asker.post("/log-ind/made-up")
    assert client.get(PAGE).text.partition("Seneste forsøg")[2].count('data-title="Hvem"') == 20
