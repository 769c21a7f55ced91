"""A council's link."""

import re

from tests.api.office import ANSWER, Office


def test_a_clerk_reports_and_gets_a_receipt(round_: Office) -> None:
    client, token = round_.client(), round_.token()
    page = client.get(f"/b/{token}")
    assert page.status_code == 200
    assert "Læsø Kommune" in page.text
    nonce = re.search(r'name="nonce" value="([^"]+)"', page.text)
    assert nonce
    answer = client.post(f"/b/{token}", data=ANSWER | {"nonce": nonce[1]})
    assert answer.status_code == 303, answer.text
    receipt = client.get(answer.headers["location"])
    assert receipt.status_code == 200
    assert "Modtaget" in receipt.text
    round_.record_all()
    assert "Registreret" in client.get(answer.headers["location"]).text
    assert round_.engine.delivered
