"""The kinds of agreements on pages: told in words, changed and added by the same checks as from a file."""

from typing import Any

import pytest

from api.console.directory.kind_words import words_of
from models.access.staff import Role
from models.kinds import definition_of, kind_by_code, kind_lines, load_kinds, toml_of
from models.tables import Cycle, Kind
from tests.api.office import SQLITE_ONLY, TODAY, Office, contents

pytestmark = SQLITE_ONLY
CODE = "sundhedsaftale"
PAGE = f"/katalog/arter/{CODE}"
NEW = "/katalog/arter/ny"


def post(office: Office, path: str, toml: str) -> Any:
    client = office.signed_in(Role.SECRETARIAT)
    return client.post(path, data={"toml": toml, "csrf": office.csrf(client)})


def toml_now(office: Office, code: str = CODE) -> str:
    with office.database.read() as session:
        return toml_of(kind_by_code(session, code))


def test_every_kind_is_told_in_words_without_codes(office: Office) -> None:
    with office.database.read() as session:
        kinds = [kind_by_code(session, line.code) for line in kind_lines(session)]
    assert len(kinds) == 7
    for kind in kinds:
        told = dict(words_of(kind, today=TODAY))
        assert told["Retsgrundlag"]
        assert told["Hvem der godkender"], kind.code
        text = " ".join(line for lines in told.values() for line in lines)
        assert "_" not in text
        assert "None" not in text


def test_no_kind_is_called_as_the_page_for_new_ones(office: Office) -> None:
    before = contents(office.database)["kind"]
    refused = post(office, NEW, toml_now(office).replace(f'code = "{CODE}"', 'code = "ny"'))
    assert "code: »ny« kan ikke bruges som kode" in refused.text
    assert contents(office.database)["kind"] == before


def test_the_list_leads_to_every_kind(office: Office) -> None:
    client = office.signed_in(Role.COORDINATOR)
    page = client.get("/katalog/arter")
    for kind in load_kinds():
        assert f'href="/katalog/arter/{kind.code}"' in page.text
        shown = client.get(f"/katalog/arter/{kind.code}")
        assert shown.status_code == 200
        assert kind.title in shown.text
    assert client.get("/katalog/arter/ukendt").status_code == 404


def test_a_changed_kind_is_stored_and_a_running_cycle_keeps_its_own(office: Office) -> None:
    cycle = office.begin()
    changed = toml_now(office).replace("days = 56", "days = 60", 1).replace("\n", "\r\n")
    for _ in range(2):
        assert post(office, PAGE, changed).headers["location"] == f"{PAGE}?gjort=ja"
    page = office.signed_in(Role.SECRETARIAT).get(f"{PAGE}?gjort=ja")
    assert "Arten er gemt." in page.text
    assert "som regel 60 dage" in page.text
    with office.database.read() as session:
        assert session.get_one(Cycle, cycle).definition["stages"][0]["days"] == 56


def test_a_kind_for_trials_says_that_every_hour_counts(office: Office) -> None:
    changed = toml_now(office).replace("is_always_open = false", "is_always_open = true")
    assert post(office, PAGE, changed).status_code == 303
    page = office.signed_in(Role.COORDINATOR).get(PAGE).text
    assert "Ingen: alle dage og timer tæller. Det er kun til prøver." in page
    assert "på helligdage mindes ingen" not in page


def test_a_kind_that_cannot_be_read_says_why_and_is_put_right_on_its_page(office: Office) -> None:
    good = toml_now(office)
    with office.database.write() as session:
        session.get_one(Kind, CODE).definition = {"code": CODE, "title": "Fra en anden udgave", "farve": "blå"}
    page = office.signed_in(Role.SECRETARIAT).get(PAGE)
    assert page.status_code == 422
    assert "ukendt felt: farve" in page.text
    refused = post(office, PAGE, "farve = 1")
    assert refused.status_code == 422
    assert post(office, PAGE, good).status_code == 303
    assert office.signed_in(Role.SECRETARIAT).get(PAGE).status_code == 200
    assert toml_now(office) == good


def test_a_new_kind_begins_as_a_copy_and_is_added_once(office: Office) -> None:
    page = office.signed_in(Role.SECRETARIAT).get(f"{NEW}?som={CODE}")
    assert "code = &#34;&#34;" in page.text
    copy = toml_now(office).replace(f'code = "{CODE}"', 'code = "egen"')
    for _ in range(2):
        assert post(office, NEW, copy).headers["location"] == "/katalog/arter/egen?gjort=ja"
    with office.database.read() as session:
        assert definition_of(kind_by_code(session, "egen"))["code"] == "egen"
    again = post(office, NEW, copy.replace("days = 56", "days = 57", 1))
    assert again.status_code == 422
    assert "»egen« findes allerede" in again.text


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("", "skriv arten som TOML"),
        ("<b>æøå", "kan ikke læses som TOML (linje 1)"),
        ("x = " + "[" * 5000, "kan ikke læses som TOML"),
        ("x = " + "9" * 5000, "kan ikke læses som TOML"),
        ("farve = 1", "ukendt felt: farve"),
        ('code = "x"', "mangler"),
    ],
    ids=["empty", "no toml", "deep", "long number", "unknown", "missing"],
)
@pytest.mark.parametrize("path", [PAGE, NEW])
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    office: Office, path: str, toml: str, words: str
) -> None:
    before = contents(office.database)["kind"]
    answer = post(office, path, toml)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'href="#toml"' in answer.text
    assert toml.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;") in answer.text
    assert contents(office.database)["kind"] == before


def test_a_kind_keeps_its_code(office: Office) -> None:
    answer = post(office, PAGE, toml_now(office, "paragraf-60"))
    assert answer.status_code == 422
    assert f"skal blive ved med at være »{CODE}«" in answer.text


def test_a_coordinator_reads_and_cannot_change(office: Office) -> None:
    client = office.signed_in(Role.COORDINATOR)
    assert "Gem arten" not in client.get(PAGE).text
    assert "Kun sekretariatet" in client.get(NEW).text
    for path in (PAGE, NEW):
        assert client.post(path, data={"toml": "", "csrf": office.csrf(client)}).status_code == 403
