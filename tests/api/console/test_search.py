"""One field finds agreements, bodies and receipts, by what people type."""

import re

import pytest

from models.access.staff import Role
from models.store.collation import danish_sort_key
from models.tables import Body
from tests.api.access import round_receipt
from tests.api.large_region import crowd
from tests.api.office import ANSWER, SQLITE_ONLY, Office

pytestmark = SQLITE_ONLY


def found(office: Office, query: str, **also: str) -> str:
    page = office.signed_in(Role.COORDINATOR).get("/soeg", params={"q": query} | also)
    assert page.status_code == 200
    return str(page.text).split("<main", 1)[1]


@pytest.mark.parametrize(
    "query", ["sundhedsaftalen", "SUNDHEDSAFTALEN 2028", "nordjylland 2031", "sundhedsaftale-nordjylland-2028"]
)
def test_an_agreement_is_found_by_title_region_and_id(round_: Office, query: str) -> None:
    assert f'<a href="/forloeb/{round_.cycle}">Sundhedsaftalen 2028-2031</a>' in found(round_, query)


@pytest.mark.parametrize("query", ["læsø", "LÆSØ", "825", "raad-825", "  kommunalbestyrelsen  læsø "])
def test_a_council_is_found_by_name_and_code_with_the_way_to_its_case(round_: Office, query: str) -> None:
    text = found(round_, query)
    assert 'href="/katalog/raad-825"' in text
    assert f'href="/forloeb/{round_.cycle}/raad/825"' in text


def test_double_a_is_found_as_one_letter_and_the_other_way_round(office: Office) -> None:
    assert 'href="/katalog/raad-851"' in found(office, "ålborg")
    assert 'href="/katalog/raad-851"' in found(office, "AALBORG")


def test_bodies_come_in_danish_order(office: Office) -> None:
    names = re.findall(r'<a href="/katalog/[^"]*">([^<]*)</a>', found(office, "kommune"))
    assert len(names) == 50
    assert names == sorted(names, key=danish_sort_key)


@pytest.mark.parametrize("query", ["%", "_", "l_sø", "%sø", "\\", "' OR 1=1", "*"])
def test_no_sign_is_a_wildcard(office: Office, query: str) -> None:
    assert "Intet blev fundet." in found(office, query)


def test_a_sign_that_stands_in_a_name_is_found(office: Office) -> None:
    with office.database.write() as session:
        body = session.get_one(Body, "raad-825")
        body.name = "Rådet for 100 % øer"
        session.add(body)
    assert "Rådet for 100 % øer" in found(office, "100 %")


def test_a_receipt_is_found_by_its_number(round_: Office) -> None:
    round_.client().post(f"/b/{round_.token()}", data=ANSWER)
    number = round_receipt(round_)
    assert number
    for query in (str(number), f"nr. {number}"):
        assert f'href="/forloeb/{round_.cycle}/henvendelser/{number}"' in found(round_, query)


@pytest.mark.parametrize("query", ["9" * 30, "99999", "²", "<script>alert(1)</script>", "x" * 200])
def test_odd_queries_find_nothing_and_are_shown_as_text(office: Office, query: str) -> None:
    text = found(office, query)
    assert "Intet blev fundet." in text or "Skriv i søgefeltet" in text
    assert "<script>alert" not in text


def test_a_number_is_a_whole_one(office: Office) -> None:
    assert 'href="/katalog/raad-825"' in found(office, "825")
    assert "Intet blev fundet." in found(office, "82")


def test_an_empty_query_tells_what_can_be_found(office: Office) -> None:
    assert "Skriv i søgefeltet øverst" in found(office, "  ")


def test_fifty_are_shown_and_the_rest_is_one_click_away(office: Office) -> None:
    crowd(office, 60)
    first, second = found(office, "byråd r-"), found(office, "byråd r-", side="2")
    assert first.count('<li><a href="/katalog/') == 50
    assert 'href="/soeg?q=byr%C3%A5d+r-&amp;side=2">Vis flere</a>' in first
    assert second.count('<li><a href="/katalog/') == 10
    assert "Vis flere" not in second
    assert found(office, "byråd r-", side="9") == second


def test_the_field_stands_in_the_head_of_every_page(office: Office) -> None:
    page = office.signed_in(Role.COORDINATOR).get("/katalog")
    assert 'action="/soeg"' in page.text
    assert office.client().get("/soeg").headers["location"] == "/log-ind"


def test_what_is_too_long_to_be_sought_is_told_so_and_kept(office: Office) -> None:
    long = "æ" * 201
    answer = office.signed_in(Role.SECRETARIAT).get("/soeg", params={"q": long})
    assert answer.status_code == 422
    assert "Skriv højst 200 tegn" in answer.text
    assert f'value="{long}"' in answer.text
