"""Programs' access on the page: seen by all staff, taken back by the secretariat."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from models.access.staff import Role
from models.access.tokens import TokenScope, create_token
from tests.api.office import SQLITE_ONLY, Office

pytestmark = SQLITE_ONLY
PAGE = "/katalog/adgange"


def take_back(office: Office, client: TestClient, name: str) -> int:
    answer: Response = client.post(PAGE, data={"program": name, "csrf": office.csrf(client)})
    return answer.status_code


def test_a_token_is_taken_back_and_opens_nothing_any_more(office: Office) -> None:
    headers = office.bearer(Role.SECRETARIAT)
    client = office.signed_in(Role.SECRETARIAT)
    page = client.get(PAGE).text
    assert ("program-secretariat" in page, "Træk tilbage" in page, "gælder" in page) == (True, True, True)
    assert office.client().get("/api/v1/cycles", headers=headers).status_code == 200
    assert take_back(office, client, "program-secretariat") == 303
    refused = office.client().get("/api/v1/cycles", headers=headers)
    assert refused.status_code == 401
    assert refused.json()["detail"].startswith("Tokenet er trukket tilbage.")
    again = client.get(PAGE).text
    assert ("trukket tilbage" in again, "Træk tilbage" in again) == (True, False)


def test_an_expired_token_says_so_to_whoever_holds_it_and_a_made_up_one_says_nothing(office: Office) -> None:
    token = create_token(office.database, "esdh", TokenScope.READ, office.now, life=timedelta(days=1))
    office.now += timedelta(days=1)
    told = [
        office.client().get("/api/v1/cycles", headers={"Authorization": f"Bearer {each}"}).json()["detail"]
        for each in (token, token[:-1], token.upper())
    ]
    assert told[0].startswith("Tokenet er udløbet.")
    assert set(told[1:]) == {"Send et gyldigt token: »Authorization: Bearer …«."}
    assert "udløbet" in office.signed_in(Role.COORDINATOR).get(PAGE).text


def test_a_coordinator_sees_the_list_and_takes_nothing_back(office: Office) -> None:
    office.bearer(Role.SECRETARIAT)
    client = office.signed_in(Role.COORDINATOR)
    page = client.get(PAGE).text
    assert ("program-secretariat" in page, "Træk tilbage" in page) == (True, False)
    assert take_back(office, client, "program-secretariat") == 403


@pytest.mark.parametrize("name", ["", "findes ikke", "<b>", "x" * 5000])
def test_a_token_that_is_not_there_is_not_taken_back(office: Office, name: str) -> None:
    assert take_back(office, office.signed_in(Role.SECRETARIAT), name) == 422
