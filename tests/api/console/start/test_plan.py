"""The calendar as a page, as JSON and as a step of the start."""

import pytest
from fastapi.testclient import TestClient

from models.access.staff import Role
from models.meetings import import_meetings
from models.tables import Cycle
from tests.api.office import NEW_CYCLE, SQLITE_ONLY, TODAY, Office, contents

pytestmark = SQLITE_ONLY
QUESTION = {"in_force": "2027-01-01", "deadline": "2026-06-30", "dispatch": "2026-04-01"}
DAYS = ("2026-05-20", "2026-06-24")


@pytest.fixture
def known(office: Office) -> Office:
    """Læsø meets twice before the summer, and Morsø only after it."""
    rows = [f"Læsø;råd;{day}" for day in DAYS] + ["Morsø;råd;2026-09-15"]
    text = "\n".join(["kommune;niveau;dato", *rows])
    assert import_meetings(office.database, text, today=TODAY).imported == 3
    return office


def reader(office: Office) -> TestClient:
    return office.signed_in(Role.COORDINATOR)


def test_the_page_answers_in_sentences_and_a_table(known: Office) -> None:
    page = reader(known).get("/plan", params=QUESTION)
    assert page.status_code == 200
    assert "Morsø når intet møde inden fristen." in page.text
    assert "Vedtager SSU senest 29. april, når Læsø mindst to møder." in page.text
    assert "Mødedatoer er ukendte for " in page.text
    assert page.text.count("<tr>") == 13


def test_the_empty_page_shows_the_form_only(office: Office) -> None:
    page = reader(office).get("/plan")
    assert page.status_code == 200
    assert "<table" not in page.text
    assert 'name="in_force"' in page.text


def test_a_bad_question_shows_what_is_wrong_and_keeps_what_was_typed(office: Office) -> None:
    page = reader(office).get("/plan", params={"in_force": "1.1.2020", "region": "1081"})
    assert page.status_code == 422
    assert "ikke ude i fremtiden" in page.text
    assert 'value="2020-01-01"' in page.text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("field", ["in_force", "deadline", "dispatch"])
@pytest.mark.parametrize("kind", ["sundhedsaftale", "rammeaftale"])
def test_a_year_that_nobody_means_is_told_and_not_counted_from(
    office: Office, kind: str, field: str, day: str
) -> None:
    asked = QUESTION | {"kind": kind, field: day}
    page = reader(office).get("/plan", params=asked)
    assert page.status_code == 422
    assert "mere end tredive år fra i dag" in page.text
    answer = office.client().get("/api/v1/plan", params=asked, headers=office.bearer(Role.COORDINATOR))
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("path", ["/forloeb/ny", "/forloeb"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_start_in_a_year_that_nobody_means_is_told(office: Office, path: str, day: str) -> None:
    client = office.signed_in(Role.SECRETARIAT)
    for field in ("period_start", "approval_deadline"):
        form = start_form(office, client, **{"period_end": "", "til": "tjek", field: day})
        page = client.post(path, data=form)
        assert page.status_code == 422
        assert f"#{field}" in page.text or "#period_end" in page.text


def test_programs_read_the_same(known: Office) -> None:
    answer = known.client().get("/api/v1/plan", params=QUESTION, headers=known.bearer(Role.COORDINATOR))
    assert answer.status_code == 200
    told = answer.json()
    laesoe = next(each for each in told["councils"] if each["name"] == "Læsø")
    assert (laesoe["reach"], laesoe["meetings"], laesoe["slack_days"]) == ("2+", list(DAYS), 42)
    assert told["sentences"][0] == "Morsø når intet møde inden fristen."
    assert (told["deadline"], told["dispatch"]) == ("2026-06-30", "2026-04-01")


def test_programs_are_told_what_is_wrong(office: Office) -> None:
    answer = office.client().get("/api/v1/plan", headers=office.bearer(Role.COORDINATOR))
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "in_force", "message": "Skriv aftalens første dag."}]


def start_form(office: Office, client: TestClient, **fields: str) -> dict[str, str]:
    return NEW_CYCLE | {"approval_deadline": "2026-06-30", "csrf": office.csrf(client)} | fields


def test_the_start_shows_its_calendar_and_starts_nothing(known: Office) -> None:
    client = known.signed_in(Role.SECRETARIAT)
    form = start_form(known, client, til="kalender")
    before = contents(known.database)
    page = client.post("/forloeb/ny", data=form)
    assert page.status_code == 200
    assert "Morsø når intet møde inden fristen." in page.text
    assert 'value="Sundhedsaftalen 2028-2031"' in page.text
    assert contents(known.database) == before


def test_no_calendar_is_shown_of_a_start_that_has_no_first_day(known: Office) -> None:
    client = known.signed_in(Role.SECRETARIAT)
    cleared = {"period_start": "", "suggested_period_start": "2028-01-01"}
    page = client.post("/forloeb/ny", data=start_form(known, client, til="kalender", **cleared))
    assert page.status_code == 422
    assert 'href="#period_start"' in page.text


def test_a_start_that_leaves_a_council_without_a_meeting_needs_a_reason(known: Office) -> None:
    client = known.signed_in(Role.SECRETARIAT)
    page = client.post("/forloeb", data=start_form(known, client))
    assert page.status_code == 422
    assert "Morsø når intet møde inden fristen 30. juni 2026." in page.text
    assert "#unreachable_reason" in page.text
    reason = "Borgmesteren afgør sagen på rådets vegne."
    started = client.post("/forloeb", data=start_form(known, client, unreachable_reason=reason))
    assert started.status_code == 303
    with known.database.read() as session:
        assert session.get_one(Cycle, known.cycle).unreachable_reason == reason
    assert reason in client.get(f"/forloeb/{known.cycle}").text


def test_a_start_without_a_deadline_is_judged_by_the_usual_one(known: Office) -> None:
    client = known.signed_in(Role.SECRETARIAT)
    early = {"start_phase": "udarbejdelse", "approval_deadline": "", "period_start": "2026-12-01"}
    page = client.post("/forloeb", data=start_form(known, client, **early))
    assert page.status_code == 422
    assert "Morsø når intet møde inden fristen 22. september 2026." not in page.text
    assert "Læsø når intet møde inden fristen 22. september 2026." in page.text
    reason = {"unreachable_reason": "Rådet holder et ekstra møde."}
    assert client.post("/forloeb", data=start_form(known, client, **early, **reason)).status_code == 303


def test_a_start_after_the_councils_needs_no_reason(known: Office) -> None:
    client = known.signed_in(Role.SECRETARIAT)
    later = {"start_phase": "opfølgning", "approval_deadline": "", "period_start": "2026-12-01"}
    assert client.post("/forloeb", data=start_form(known, client, **later)).status_code == 303


def test_a_start_whose_meetings_are_unknown_needs_no_reason(office: Office) -> None:
    client = office.signed_in(Role.SECRETARIAT)
    assert client.post("/forloeb", data=start_form(office, client)).status_code == 303
