"""What moving a deadline will cause, as programs are told it before they move it."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from models.access.staff import Role
from tests.api.office import ANSWER, CYCLE, SQLITE_ONLY, Office, contents
from workflows.rules.letters import LetterKind

pytestmark = SQLITE_ONLY
PATH = f"/api/v1/cycles/{CYCLE}/deadline"


def asked(office: Office, deadline: str = "2026-06-01", role: Role = Role.COORDINATOR) -> Any:
    return office.client().get(PATH, params={"deadline": deadline}, headers=office.bearer(role))


def reminders(council: dict[str, Any]) -> dict[str, tuple[str | None, str | None]]:
    return {each["kind"]: (each["old"], each["new"]) for each in council["reminders"]}


def test_a_program_is_told_which_reminders_a_moved_deadline_causes(round_: Office) -> None:
    headers = round_.bearer(Role.COORDINATOR)
    before = contents(round_.database)
    answer = round_.client().get(PATH, params={"deadline": "2026-06-01"}, headers=headers)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["round"], told["old_deadline"], told["new_deadline"]) == (1, "2026-05-01", "2026-06-01")
    assert len(told["councils"]) == 12
    laesoe = next(each for each in told["councils"] if each["code"] == "825")
    assert laesoe["name"] == "Læsø"
    assert reminders(laesoe)
    assert any(new is not None and new != old for old, new in reminders(laesoe).values())
    assert contents(round_.database) == before


def test_a_program_and_the_page_are_told_the_same(round_: Office) -> None:
    page = round_.signed_in(Role.COORDINATOR).get(f"/forloeb/{CYCLE}/frist?deadline=2026-06-01&reason=ferie").text
    councils = asked(round_).json()["councils"]
    shown = [each["word"] for council in councils for each in council["reminders"]]
    assert shown
    assert page.count('data-title="Brev"') == len(shown)
    assert {LetterKind(each["kind"]).danish for council in councils for each in council["reminders"]} == set(shown)


def test_who_has_answered_is_not_reminded(round_: Office) -> None:
    round_.client().post(f"/b/{round_.token()}", data=ANSWER)
    round_.record_all()
    codes = [each["code"] for each in asked(round_).json()["councils"]]
    assert len(codes) == 11
    assert "825" not in codes


def test_before_a_round_a_moved_deadline_causes_no_mail(office: Office) -> None:
    office.seed()
    office.begin_without_version()
    assert asked(office).json() == {
        "round": None,
        "old_deadline": "2026-05-01",
        "new_deadline": "2026-06-01",
        "councils": [],
    }


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        ("", "Skriv den nye frist."),
        ("snart", "Skriv datoen som år-måned-dag"),
        ("2026-03-02", "Den nye frist skal ligge efter i dag."),
        ("9999-12-31", "Fristen ligger mere end ti år fremme."),
    ],
)
def test_a_deadline_that_cannot_be_is_refused_as_the_move_itself_would_be(
    round_: Office, deadline: str, said: str
) -> None:
    answer = asked(round_, deadline)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == "deadline"
    assert said in error["message"]


def test_of_an_unknown_cycle_nothing_is_told(round_: Office) -> None:
    path = "/api/v1/cycles/atlantis/deadline?deadline=2026-06-01"
    answer = round_.client().get(path, headers=round_.bearer(Role.COORDINATOR))
    assert (answer.status_code, answer.json()["detail"]) == (404, "Forløbet findes ikke.")


def test_the_description_tells_of_looking_and_of_moving(round_: Office) -> None:
    client: TestClient = round_.client()
    described = client.get("/openapi.json").json()["paths"]["/api/v1/cycles/{cycle_id}/deadline"]
    assert set(described) == {"get", "post"}
    (asked_for,) = [each for each in described["get"]["parameters"] if each["in"] == "query"]
    assert asked_for["name"] == "deadline"
    assert "nothing is moved" in described["get"]["description"]
