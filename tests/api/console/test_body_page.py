"""A body's page: its contact and its meetings are put right by the same rules as the files."""

from typing import Any

import pytest
from sqlmodel import select

from models.access.staff import Role
from models.tables import Contact, Meeting
from tests.api.office import SQLITE_ONLY, Office, contents
from workflows.rules.council.meetings import MeetingLevel

pytestmark = SQLITE_ONLY
PAGE = "/katalog/raad-825"
CONTACT = {"mailbox": "nyt@laesoe.example", "name": "Byrådet", "main_mailbox": "", "phone": "+45 11 22 33 44"}
MEETING = {"niveau": "council", "dato-day": "20", "dato-month": "maj", "dato-year": "2026"}


def post(office: Office, path: str, form: dict[str, str]) -> Any:
    client = office.signed_in(Role.SECRETARIAT)
    return client.post(PAGE + path, data=form | {"csrf": office.csrf(client)})


def seen(office: Office, path: str = PAGE, role: Role = Role.SECRETARIAT) -> str:
    page = office.signed_in(role).get(path)
    assert page.status_code == 200
    return str(page.text)


def meetings(office: Office) -> list[Meeting]:
    with office.database.read() as session:
        return list(session.exec(select(Meeting)))


def test_a_page_tells_what_a_body_is_and_where_it_is_asked(round_: Office) -> None:
    text = seen(round_)
    assert "Læsø Kommune (825)" in text
    assert 'href="/katalog/klynge-' in text
    assert f'href="/forloeb/{round_.cycle}/raad/825"' in text


def test_a_municipality_is_shown_as_its_council(office: Office) -> None:
    assert office.signed_in(Role.COORDINATOR).get("/katalog/825").headers["location"] == PAGE
    assert office.signed_in(Role.COORDINATOR).get("/katalog/atlantis").status_code == 404


def test_a_body_that_there_is_not_gets_neither_contact_nor_meeting(office: Office) -> None:
    client = office.signed_in(Role.SECRETARIAT)
    before = contents(office.database)
    for path, form in (("kontakt", CONTACT), ("moeder", MEETING)):
        answer = client.post(f"/katalog/atlantis/{path}", data=form | {"csrf": office.csrf(client)})
        assert answer.status_code == 404, path
    assert contents(office.database) == before


def test_every_body_of_the_directory_has_a_page(office: Office) -> None:
    client = office.signed_in(Role.COORDINATOR)
    links = {line.split('"')[0] for line in client.get("/katalog").text.split('href="')[1:]}
    bodies = sorted(link for link in links if link.startswith("/katalog/"))
    assert len(bodies) > 100
    for link in bodies[::10]:
        assert client.get(link).status_code == 200, link


def test_a_contact_is_put_right_and_a_double_post_is_harmless(office: Office) -> None:
    for _ in range(2):
        answer = post(office, "/kontakt", CONTACT)
        assert answer.headers["location"] == f"{PAGE}?gjort=kontakt"
    assert "Kontakten er gemt." in seen(office, answer.headers["location"])
    with office.database.read() as session:
        contact = session.get_one(Contact, "raad-825")
    assert (contact.mailbox, contact.name, contact.main_mailbox) == ("nyt@laesoe.example", "Byrådet", "")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"mailbox": ""}, "Postkassen mangler."),
        ({"second_mailbox": "<b>"}, "»&lt;b&gt;« er ikke en gyldig mailadresse."),
        ({"phone": "1" * 41}, "højst 40"),
    ],
)
def test_a_bad_contact_is_told_of_and_kept_in_the_form(
    office: Office, changed: dict[str, str], words: str
) -> None:
    before = contents(office.database)["contact"]
    answer = post(office, "/kontakt", CONTACT | {"name": "<i>Nyt</i>"} | changed)
    assert answer.status_code == 422
    assert words in answer.text
    assert "&lt;i&gt;Nyt&lt;/i&gt;" in answer.text
    assert contents(office.database)["contact"] == before


def test_a_meeting_is_added_once_and_removed(office: Office) -> None:
    for _ in range(2):
        assert post(office, "/moeder", MEETING).headers["location"] == f"{PAGE}?gjort=moede"
    (known,) = meetings(office)
    assert (known.body_code, known.level) == ("raad-825", MeetingLevel.COUNCIL)
    assert "20. maj 2026" in seen(office)
    for _ in range(2):
        assert post(office, f"/moeder/{known.id}/fjern", {}).status_code == 303
    assert meetings(office) == []
    assert "Ingen kommende møder er kendt." in seen(office)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"dato-year": "2025"}, "Mødet er allerede holdt"),
        ({"dato-year": "2226"}, "mere end ti år fra i dag"),
        ({"dato-month": "<b>"}, "»20.&lt;b&gt;.2026« er ikke en dato"),
        ({"niveau": "konge"}, "Niveauet »konge« er ukendt"),
        (
            {"dagsorden_lukker-day": "21", "dagsorden_lukker-month": "5", "dagsorden_lukker-year": "2026"},
            "Dagsordenen lukker efter mødet.",
        ),
    ],
)
def test_a_bad_meeting_is_told_of_and_kept_in_the_form(
    office: Office, changed: dict[str, str], words: str
) -> None:
    answer = post(office, "/moeder", MEETING | changed)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'id="dato" name="dato-day" class="form-input" value="20"' in answer.text
    assert meetings(office) == []


def test_another_body_cannot_have_a_meeting_removed(office: Office) -> None:
    post(office, "/moeder", MEETING)
    (known,) = meetings(office)
    client = office.signed_in(Role.SECRETARIAT)
    client.post(f"/katalog/raad-851/moeder/{known.id}/fjern", data={"csrf": office.csrf(client)})
    assert len(meetings(office)) == 1


def test_a_coordinator_sees_the_contact_and_no_form(office: Office) -> None:
    text = seen(office, role=Role.COORDINATOR)
    assert "raad-825@raad.example" in text
    assert "Gem kontakten" not in text
    client = office.signed_in(Role.COORDINATOR)
    for path in ("/kontakt", "/moeder", "/moeder/1/fjern"):
        assert client.post(PAGE + path, data={"csrf": office.csrf(client)}).status_code == 403
