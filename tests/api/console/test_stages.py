"""An agreement of two parts that is put to its parties step by step: what the office and the clerks see."""

from typing import Any

import pytest

from models.access.staff import Role
from models.agreements.documents import inspect
from models.agreements.versions import NewVersion, add_version
from tests.api.office import ANSWER, PDF, SQLITE_ONLY, Office, contents
from tests.api.reading_pdf import text_of
from workflows.contracts.cycles import EnterPhase
from workflows.contracts.rounds import RoundRef, StageRef
from workflows.rules.course.phases import Phase

OTHER_PDF = PDF + b"% 2\n"
RAMMEAFTALE: dict[str, Any] = {
    "kind": "rammeaftale",
    "period_end": "2029-12-31",
    "out_of_basis_reason": "",
    "title": "Rammeaftalen 2028-2029",
}


@pytest.fixture
def staged(office: Office) -> Office:
    """An office whose agreement of two parts lies at KKR, and not at the councils yet."""
    office.cycle = office.begin_without_version(**RAMMEAFTALE)
    first, second = inspect(PDF, "styring.pdf"), inspect(OTHER_PDF, "udvikling.pdf")
    label = NewVersion(label="Endelig udgave")
    add_version(office.database, office.cycle, label, first, parts=(second,), made_by="system", at=office.now)
    office.record_all()
    office.register.enter_phase(EnterPhase(office.cycle, Phase.APPROVAL))
    office.register.open_round(RoundRef(office.cycle, 1))
    return office


def councils_of(office: Office) -> list[dict[str, Any]]:
    headers = office.bearer(Role.COORDINATOR)
    shown = office.client().get(f"/api/v1/cycles/{office.cycle}", headers=headers).json()
    assert shown["total"] == len(shown["councils"])
    councils: list[dict[str, Any]] = shown["councils"]
    return councils


def test_who_is_not_asked_yet_is_shown_as_such_and_counted(staged: Office) -> None:
    councils = councils_of(staged)
    asked = [each for each in councils if each["state"] != "endnu ikke spurgt"]
    assert len(asked) == 1
    assert len(councils) == 13
    page = staged.signed_in(Role.SECRETARIAT).get(f"/forloeb/{staged.cycle}").text
    assert "0 af 13 tæller" in page
    assert "Trin 1 af 2 er i gang" in page
    waiting = next(each["code"] for each in councils if each not in asked)
    page = staged.signed_in(Role.SECRETARIAT).get(f"/forloeb/{staged.cycle}/raad/{waiting}").text
    assert "Rådet spørges, når de tidligere trin er afgjort." in page
    assert "Indberet på rådets vegne" not in page


@SQLITE_ONLY
def test_the_decision_record_tells_who_is_asked_in_a_later_step(staged: Office) -> None:
    path = f"/forloeb/{staged.cycle}/beslutninger.pdf"
    text = text_of(staged.signed_in(Role.COORDINATOR).get(path).content)
    assert "Spørges først i et senere trin: Brønderslev, Frederikshavn" in text
    assert "Har ikke svaret: KKR" in text


def test_a_clerk_of_a_later_step_reads_both_parts_and_answers(staged: Office) -> None:
    staged.register.open_stage(StageRef(staged.cycle, 1, 1))
    token, client = staged.token(), staged.client()
    page = client.get(f"/b/{token}")
    assert page.status_code == 200
    assert "styring.pdf" in page.text
    assert client.get(f"/b/{token}/dokument").content == PDF
    assert client.get(f"/b/{token}/dokument/1").content == OTHER_PDF
    assert client.post(f"/b/{token}", data=ANSWER).status_code == 303


@SQLITE_ONLY
def test_moving_the_deadline_of_a_step_concerns_those_whom_it_asks(staged: Office) -> None:
    client = staged.signed_in(Role.SECRETARIAT)
    address = f"/forloeb/{staged.cycle}/frist"
    shown = client.get(f"{address}?deadline=2026-06-01&reason=ferie")
    assert shown.status_code == 200
    assert "KKR" in shown.text
    assert "Læsø" not in shown.text
    before = contents(staged.database)
    past = staged.ask("frist", {"deadline": "1.3.2026", "reason": "ferie"})
    assert past.status_code == 422
    changed = {table for table, rows in contents(staged.database).items() if rows != before[table]}
    assert not changed - {"staff", "staff_session", "sign_in_link"}
