"""The list of staff: who keeps it, and what becomes of those whose access is closed."""

import pytest
from httpx import Response
from sqlmodel import select

from models.access.staff import Role, add_staff
from models.tables import Staff
from tests.api.office import SQLITE_ONLY, Office, contents

pytestmark = SQLITE_ONLY
PAGE = "/katalog/medarbejdere"
NEW = {"email": "Ny@sekretariat.example", "name": "Åse Ny", "role": "coordinator"}


def post(office: Office, path: str = "", **form: str) -> Response:
    client = office.signed_in(Role.SECRETARIAT)
    answer: Response = client.post(PAGE + path, data=form | {"csrf": office.csrf(client)})
    return answer


def number(office: Office, email: str) -> int:
    with office.database.read() as session:
        found = session.exec(select(Staff).where(Staff.email == email)).one()
    assert found.id is not None
    return found.id


def test_a_person_is_added_and_may_sign_in(office: Office) -> None:
    answer = post(office, **NEW)
    assert answer.status_code == 303
    page = office.signed_in(Role.SECRETARIAT).get(answer.headers["location"])
    assert "Åse Ny er føjet til listen og kan logge ind." in page.text
    assert "ny@sekretariat.example" in page.text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"email": ""}, "Skriv en mailadresse."),
        ({"email": "<b>x"}, "»&lt;b&gt;x« er ikke en gyldig mailadresse."),
        ({"email": f"a@{'b' * 62}.{'c' * 62}.{'d' * 62}.{'e' * 62}.example"}, "er ikke en gyldig mailadresse."),
        ({"name": " "}, "Skriv et navn."),
        ({"name": "x" * 201}, "højst 200 tegn"),
        ({"role": "chef"}, "Vælg en rolle."),
        ({"email": "secretariat@sekretariat.example"}, "står allerede på medarbejderlisten"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    office: Office, changed: dict[str, str], words: str
) -> None:
    office.cookie(Role.SECRETARIAT)
    before = contents(office.database)["staff"]
    typed = {"email": "ny@x.example", "name": 'Åse "Ny"', "role": "coordinator"} | changed
    answer = post(office, **typed)
    assert answer.status_code == 422
    assert words in answer.text
    if "name" not in changed:
        assert "Åse &#34;Ny&#34;" in answer.text
    assert contents(office.database)["staff"] == before


def test_closing_an_access_ends_what_was_signed_in_at_once_and_for_good(office: Office) -> None:
    there = office.signed_in(Role.COORDINATOR)
    link = office.client()
    assert there.get("/").status_code == 200
    coordinator = number(office, "coordinator@sekretariat.example")
    for _ in range(2):
        assert post(office, f"/{coordinator}/adgang", access="lukket").status_code == 303
    assert there.get("/").headers["location"] == "/log-ind"
    answer = post(office, f"/{coordinator}/adgang", access="aaben")
    assert "kan logge ind igen" in office.signed_in(Role.SECRETARIAT).get(answer.headers["location"]).text
    assert there.get("/").headers["location"] == "/log-ind"
    assert link.get(PAGE).headers["location"] == "/log-ind"


@pytest.mark.parametrize(
    ("path", "form"), [("adgang", {"access": "lukket"}), ("rolle", {"role": "coordinator"})], ids=["out", "down"]
)
def test_the_last_one_who_may_write_stays(office: Office, path: str, form: dict[str, str]) -> None:
    office.cookie(Role.SECRETARIAT)
    own = number(office, "secretariat@sekretariat.example")
    answer = post(office, f"/{own}/{path}", **form)
    assert answer.status_code == 422
    assert "mindst én aktiv medarbejder i sekretariatet" in answer.text
    add_staff(office.database, "to@sekretariat.example", "To", Role.SECRETARIAT)
    assert post(office, f"/{own}/{path}", **form).status_code == 303


def test_a_role_is_changed_both_ways_and_a_double_post_is_harmless(office: Office) -> None:
    other = add_staff(office.database, "to@sekretariat.example", "To", Role.COORDINATOR)
    for role, word in (
        ("secretariat", "sekretariat"),
        ("secretariat", "sekretariat"),
        ("coordinator", "koordinator"),
    ):
        answer = post(office, f"/{other.id}/rolle", role=role)
        assert answer.status_code == 303
        assert f"To er nu {word}." in office.signed_in(Role.SECRETARIAT).get(answer.headers["location"]).text


def test_a_coordinator_sees_the_list_and_cannot_change_it(office: Office) -> None:
    page = office.signed_in(Role.COORDINATOR).get(PAGE)
    assert "coordinator@sekretariat.example" in page.text
    assert "Kun sekretariatet kan ændre listen." in page.text
    client = office.signed_in(Role.COORDINATOR)
    assert client.post(PAGE, data=NEW | {"csrf": office.csrf(client)}).status_code == 403


def test_nobody_is_changed_who_is_not_there(office: Office) -> None:
    assert post(office, "/999/rolle", role="coordinator").status_code == 404
    assert post(office, "/999/adgang", access="lukket").status_code == 404
    assert post(office, "/999/rolle", role="konge").status_code == 422
