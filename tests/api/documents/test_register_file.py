"""The register goes out of the house whole, and to a council with its own words alone."""

import json
import zipfile
from io import BytesIO
from typing import Any

from httpx import Response

from models.access.staff import Role
from tests.api.office import ANSWER, CYCLE, SQLITE_ONLY, Office


def texts_in(answer: Response) -> dict[str, set[str]]:
    """Return the states of all texts by what was sealed of them, and what is handed out."""
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="register.zip"'
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert set(archive.namelist()) == {"register.jsonl", "efterproev_register.py", "LÆS-MIG.txt"}
        lines: list[Any] = [json.loads(line) for line in archive.read("register.jsonl").splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    found: dict[str, set[str]] = {}
    for text in (text for line in lines for text in line["texts"]):
        found.setdefault(text["state"], set()).add(text.get("text", ""))
    return found


def tell(office: Office, party: str, text: str) -> None:
    form = ANSWER | {"nonce": party, "decision_text": text}
    assert office.client().post(f"/b/{office.token(party)}", data=form).status_code == 303
    office.record_all()


@SQLITE_ONLY
def test_staff_take_the_whole_register_along(round_: Office) -> None:
    tell(round_, "825", "Læsø siger ja.")
    tell(round_, "851", "Aalborg siger ja.")
    found = texts_in(round_.signed_in(Role.COORDINATOR).get(f"/forloeb/{CYCLE}/register.zip"))
    assert found.keys() == {"kept"}
    assert {"Læsø siger ja.", "Aalborg siger ja."} <= found["kept"]


@SQLITE_ONLY
def test_a_council_gets_the_register_with_its_own_words_alone(round_: Office) -> None:
    tell(round_, "825", "Læsø siger ja.")
    tell(round_, "851", "Aalborg siger ja.")
    answer = round_.client().get(f"/b/{round_.token('825')}/register.zip")
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert "register.jsonl --part 825 kvittering1.eml" in archive.read("LÆS-MIG.txt").decode()
    found = texts_in(answer)
    assert found.keys() == {"kept", "withheld"}
    assert "Læsø siger ja." in found["kept"]
    assert "Aalborg siger ja." not in found["kept"]
    assert found["withheld"] == {""}


@SQLITE_ONLY
def test_there_is_no_register_of_an_unknown_cycle(round_: Office) -> None:
    assert round_.signed_in(Role.SECRETARIAT).get("/forloeb/ukendt/register.zip").status_code == 404
