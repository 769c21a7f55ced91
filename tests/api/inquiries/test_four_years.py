"""The office's side of four years: buttons of each phase, answers on behalf, the report of a hearing, parts."""

import re
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from sqlmodel import select

from models.access.staff import Role
from models.tables import Cycle, HearingAnswer
from tests.api.asking import (
    CONTACTS,
    HEARING,
    HEARING_ANSWER,
    STATUS,
    add_initiatives,
    ask_status,
    asked_of,
    check_contacts,
    close,
    hear,
)
from tests.api.office import PDF, SQLITE_ONLY, Office, contents
from workflows.contracts.cycles import EnterPhase
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.requests import RequestKind

OTHER_PDF = PDF + b"% 2\n"
BUTTONS: dict[Phase, set[str]] = {
    Phase.DRAFTING: {"frigivelse", "vedtagelsesdato", "versioner", "frist"},
    Phase.HEARING: {"vedtagelsesdato", "versioner", "frist"},
    Phase.ADOPTION: {"vedtagelse", "vedtagelsesdato", "versioner", "frist"},
    Phase.CONFIRMATION: {"stadfaestelse"},
    Phase.SUBMISSION: {"myndighed"},
    Phase.ENTRY_INTO_FORCE: set(),
    Phase.FOLLOW_UP: {"evaluering"},
    Phase.EVALUATION: {"evaluering"},
}


def page_of(office: Office, rest: str = "") -> str:
    answer = office.signed_in(Role.SECRETARIAT).get(f"/forloeb/{office.cycle}{rest}")
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def call(office: Office, path: str, body: dict[str, Any], headers: dict[str, str]) -> Any:
    answer = office.client().post(f"/api/v1/cycles/{office.cycle}/{path}", json=body, headers=headers)
    office.record_all()
    return answer


@SQLITE_ONLY
def test_each_phase_has_its_buttons_and_no_others(office: Office) -> None:
    office.begin(start_phase="udarbejdelse")
    for phase, expected in BUTTONS.items():
        office.register.enter_phase(EnterPhase(office.cycle, phase))
        text = page_of(office)
        found = set(re.findall(rf'action="/forloeb/{office.cycle}/([a-z-]+)"', text))
        assert found == expected | {"offentlig-status", "annullering", "bortfald"}, phase
        assert phase.value in text


@SQLITE_ONLY
def test_a_cycle_that_has_ended_has_no_buttons_but_the_next_agreement(office: Office) -> None:
    office.begin(start_phase="udarbejdelse")
    office.register.enter_phase(EnterPhase(office.cycle, Phase.CLOSED))
    text = page_of(office)
    assert f'action="/forloeb/{office.cycle}' not in text
    assert "Start den næste aftale" in text


def test_the_office_answers_a_hearing_on_behalf_and_judges_each_remark(office: Office) -> None:
    hear(office)
    office.ask("hoeringssvar", HEARING_ANSWER | {"inquiry": HEARING, "party": "813", "on_behalf_of": "860\n825"})
    office.ask(
        "hoeringssvar",
        {"inquiry": HEARING, "respondent": "Ældre Sagen", "text": "Tak for udkastet.", "reported_by": "Formanden"},
    )
    office.ask("hoeringssvar", {"inquiry": HEARING, "party": "787", "has_no_remarks": "on", "reported_by": "B"})
    report = page_of(office, "/hoeringsnotat")
    assert "Ældre Sagen" in report
    judged = {
        "answer": "1",
        "paragraph": "Afsnit 3",
        "text": "Nævn øer",
        "verdict": "not_taken_in",
        "reason": "Står der",
    }
    assert office.ask("bemaerkning", judged).status_code == 303
    found = (
        office.client()
        .get(f"/api/v1/cycles/{office.cycle}/hearing-report", headers=office.bearer(Role.COORDINATOR))
        .json()
    )
    assert (found["answered"], found["late"], found["without_remarks"]) == (3, 0, 1)
    assert found["verdicts"]["not_taken_in"] == 1
    assert found["answers"][0]["also_for"] == ["Hjørring Kommune", "Læsø Kommune"]
    assert "Hjørring Kommune" not in found["silent"]
    assert "Aalborg Kommune" in found["silent"]


@SQLITE_ONLY
def test_signs_that_no_document_can_hold_do_not_break_the_report(office: Office) -> None:
    token = hear(office)
    said = HEARING_ANSWER | {"text": "Se \ufffe§ 3\uffff\ufdd0\U0001ffff.", "reported_by": "Anne\uffff"}
    assert office.client().post(f"/h/{token}", data=said).status_code == 303
    office.record_all()
    with office.database.write() as session:  # what was typed before the form left such signs out
        session.exec(select(HearingAnswer)).one().text = "Gammelt \ufffesvar"
        session.get_one(Cycle, office.cycle).title = "Aftalen\uffff"
    answer = office.signed_in(Role.COORDINATOR).get(f"/forloeb/{office.cycle}/hoeringsnotat.docx")
    assert answer.status_code == 200
    document = Document(BytesIO(answer.content))
    assert "Gammelt svar" in [cell.text for cell in document.tables[0].rows[1].cells]


def test_the_report_of_a_hearing_is_a_word_document(office: Office) -> None:
    token = hear(office)
    office.client().post(f"/h/{token}", data=HEARING_ANSWER)
    office.record_all()
    office.ask("bemaerkning", {"answer": "1", "paragraph": "Afsnit 3", "text": "Nævn øer", "verdict": "taken_in"})
    answer = office.signed_in(Role.COORDINATOR).get(f"/forloeb/{office.cycle}/hoeringsnotat.docx")
    assert answer.status_code == 200
    assert "filename*=UTF-8''h%C3%B8ringsnotat" in answer.headers["content-disposition"]
    document = Document(BytesIO(answer.content))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[1] == ["Læsø Kommune", "Afsnit 3", "Nævn øer", "indarbejdet", ""]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Aalborg Kommune" in text
    assert "1 indarbejdet" in text


def test_an_initiative_is_made_changed_and_reported_on_behalf(office: Office) -> None:
    office.begin(start_phase="godkendelse")
    office.register.enter_phase(EnterPhase(office.cycle, Phase.FOLLOW_UP))
    owner = add_initiatives(office)
    form = {
        "title": "Fælles data",
        "owner": owner,
        "goal": "Ét overblik",
        "milestones": "Aftale; 1.6.2028\nDrift; 2029-01-01",
    }
    assert office.ask("indsats", form).status_code == 303
    shown = page_of(office, "/indsatser")
    assert "Fælles data" in shown
    assert "Aftale, 1. juni 2028" in shown
    office.ask("indsats", form | {"number": "3", "title": "Fælles tal", "progress": "paused"})
    (_, _, third) = (
        office.client()
        .get(f"/api/v1/cycles/{office.cycle}", headers=office.bearer(Role.COORDINATOR))
        .json()["initiatives"]
    )
    assert (third["title"], third["progress"], third["owner"]) == ("Fælles tal", "paused", owner)
    assert third["milestones"][0] == {"title": "Aftale", "due_on": "2028-06-01"}


def test_status_and_contacts_are_told_on_behalf_in_lines(office: Office) -> None:
    ask_status(office)
    owner = (
        office.client()
        .get(f"/api/v1/cycles/{office.cycle}", headers=office.bearer(Role.COORDINATOR))
        .json()["inquiries"][0]["addressees"][0]["code"]
    )
    form = {"inquiry": STATUS, "party": owner, "reported_by": "A", "initiatives": "1; Forsinket; venter\n2; done"}
    assert office.ask("status", form).status_code == 303
    (request,) = asked_of(office, RequestKind.STATUS_REPORT)
    assert [each["progress"] for each in request.payload["initiatives"]] == ["delayed", "done"]
    assert page_of(office, "/indsatser").count("Forsinket") >= 1


@SQLITE_ONLY
def test_contacts_are_confirmed_on_behalf(office: Office) -> None:
    check_contacts(office)
    form = {
        "inquiry": CONTACTS,
        "party": "813",
        "is_right": "true",
        "reported_by": "A",
        "council_meetings": "30.3.2026",
    }
    assert office.ask("kontaktbekraeftelse", form).status_code == 303
    assert "1 af 12 har svaret" in page_of(office)


@SQLITE_ONLY
def test_the_authority_answers_step_by_step(office: Office) -> None:
    office.begin(start_phase="godkendelse")
    office.register.enter_phase(EnterPhase(office.cycle, Phase.SUBMISSION))
    assert ">indsigelse<" not in page_of(office)
    office.ask("myndighed", {"step": "submitted", "happened_on": "1.3.2026"})
    assert ">indsigelse<" in page_of(office)
    owner = add_initiatives(office)
    office.ask(
        "myndighed", {"step": "approved", "happened_on": "2.3.2026", "points": "Mål for data", "owner": owner}
    )
    shown = office.client().get(f"/api/v1/cycles/{office.cycle}", headers=office.bearer(Role.COORDINATOR)).json()
    assert [each["step"] for each in shown["authority"]] == ["submitted", "approved"]
    assert shown["initiatives"][-1]["source"] == "authority"


BAD: dict[str, tuple[str, dict[str, Any], str]] = {
    "unknown inquiry": (
        "hearing-answers",
        {"inquiry": "høring-9", "party": "813", **HEARING_ANSWER},
        "Vælg, hvilken",
    ),
    "no inquiry": ("extensions", {"deadline": "2026-06-01", "reason": "x"}, "Vælg, hvilken"),
    "odd inquiry": (
        "extensions",
        {"inquiry": ["høring"], "deadline": "2026-06-01", "reason": "x"},
        "Vælg, hvilken",
    ),
    "inquiry of another kind": (
        "status-reports",
        {"inquiry": HEARING, "party": "813", "initiatives": [], "reported_by": "A"},
        "er en høring",
    ),
    "nobody": ("hearing-answers", {"inquiry": HEARING, **HEARING_ANSWER}, "Vælg, hvem"),
    "somebody not asked": (
        "hearing-answers",
        {"inquiry": HEARING, "party": "101", **HEARING_ANSWER},
        "ikke spurgt",
    ),
    "speaks for somebody not asked": (
        "hearing-answers",
        {"inquiry": HEARING, "party": "813", "on_behalf_of": ["101"], **HEARING_ANSWER},
        "ikke hørt",
    ),
    "empty answer": ("hearing-answers", {"inquiry": HEARING, "party": "813", "reported_by": "A"}, "Skriv jeres"),
    "extension to the past": (
        "extensions",
        {"inquiry": HEARING, "deadline": "2026-03-02", "reason": "x"},
        "efter i dag",
    ),
    "extension without a reason": ("extensions", {"inquiry": HEARING, "deadline": "2026-06-01"}, "begrundelse"),
    "remark on nothing": ("remarks", {"answer": 7, "text": "x", "verdict": "noted"}, "findes ikke"),
    "adoption planned in the past": ("adoption-plan", {"adoption_on": "2026-03-01"}, "fortiden"),
    "adoption in the future": ("adoption", {"adopted_on": "2026-03-03"}, "fremtiden"),
    "authority in the future": ("authority", {"step": "submitted", "happened_on": "2026-03-03"}, "fremtiden"),
    "points of nobody": (
        "authority",
        {"step": "approved", "happened_on": "2026-03-01", "points": ["x"]},
        "følge op",
    ),
    "unknown owner": ("initiatives", {"title": "x", "owner": "ingen"}, "ikke et organ"),
    "unknown initiative": ("initiatives", {"number": 9, "title": "x", "owner": "1081"}, "findes ikke"),
    "milestone too far": (
        "initiatives",
        {"title": "x", "owner": "1081", "milestones": [{"title": "y", "due_on": "2066-01-01"}]},
        "ti år",
    ),
    "evaluation in the future": ("evaluations", {"kind": "midway", "made_on": "2026-03-03"}, "fremtiden"),
    "lapse without a reason": ("lapse", {}, "begrundelse"),
    "unknown successor": ("lapse", {"reason": "x", "successor": "ingen"}, "ikke et organ"),
    "unknown document": (
        "evaluations",
        {"kind": "midway", "made_on": "2026-03-01", "report_sha256": "a" * 64},
        "læg det op",
    ),
    "no list": ("hearing-answers", {"inquiry": HEARING, "party": "813", "on_behalf_of": 7, **HEARING_ANSWER}, ""),
}


@SQLITE_ONLY
@pytest.mark.parametrize("name", BAD)
def test_bad_input_of_the_office_changes_nothing(office: Office, name: str) -> None:
    hear(office)
    path, body, sentence = BAD[name]
    headers = office.bearer(Role.SECRETARIAT)
    before = contents(office.database)
    answer = office.client().post(f"/api/v1/cycles/{office.cycle}/{path}", json=body, headers=headers)
    assert answer.status_code == 422, answer.text
    assert sentence in answer.json()["detail"]
    assert contents(office.database) == before


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("path", "form", "sentence"),
    [
        ("indsats", {"title": "x", "owner": "1081", "milestones": "uden dato"}, "navn; dato"),
        ("status", {"inquiry": HEARING, "initiatives": "1; måske"}, "nummer; status; bemærkning"),
        ("forlaengelse", {"inquiry": HEARING, "deadline": "1.1.2026", "reason": "x"}, "efter i dag"),
    ],
)
def test_a_form_that_cannot_be_used_is_shown_again(
    office: Office, path: str, form: dict[str, str], sentence: str
) -> None:
    hear(office)
    answer = office.ask(path, form)
    assert answer.status_code == 422
    assert sentence in answer.text


@SQLITE_ONLY
def test_after_the_close_the_office_reports_no_status_either(office: Office) -> None:
    ask_status(office)
    close(office, STATUS, InquiryKind.STATUS_ROUND)
    body = {"inquiry": STATUS, "party": "x", "initiatives": [], "reported_by": "A"}
    answer = call(office, "status-reports", body, office.bearer(Role.SECRETARIAT))
    assert answer.status_code == 422
    assert "er lukket" in answer.json()["detail"]


@SQLITE_ONLY
def test_an_extension_is_recorded_once_and_shown(office: Office) -> None:
    hear(office)
    body = {"inquiry": HEARING, "deadline": "2026-08-14", "reason": "Sommerferie"}
    headers = office.bearer(Role.SECRETARIAT) | {"Idempotency-Key": "k"}
    first, second = (call(office, "extensions", body, headers) for _ in range(2))
    assert first.json()["receipt"] == second.json()["receipt"]
    assert "frist 14. august 2026" in page_of(office)


def test_a_version_of_two_parts_needs_both_and_shows_both(office: Office) -> None:
    changes = {"kind": "rammeaftale", "start_phase": None, "out_of_basis_reason": "", "period_end": "2029-12-31"}
    cycle = office.begin_without_version(**changes)
    headers = office.bearer(Role.SECRETARIAT)
    path, client = f"/api/v1/cycles/{cycle}/versions", office.client()
    first = ("file", ("styring.pdf", PDF))
    before = contents(office.database)
    lacking = client.post(path, data={"label": "Udkast"}, files=[first], headers=headers)
    assert lacking.status_code == 422
    assert "udviklingsaftale" in lacking.json()["detail"].lower()
    assert contents(office.database) == before
    both = [first, ("file_2", ("udvikling.pdf", OTHER_PDF))]
    answer = client.post(path, data={"label": "Udkast"}, files=both, headers=headers)
    assert answer.status_code == 201, answer.text
    assert [each["filename"] for each in answer.json()["parts"]] == ["udvikling.pdf"]
    again = client.post(path, data={"label": "Udkast"}, files=both, headers=headers)
    assert again.json()["number"] == 1
    staff = office.signed_in(Role.COORDINATOR)
    assert staff.get(f"/forloeb/{cycle}/versioner/1").content == PDF
    assert staff.get(f"/forloeb/{cycle}/versioner/1/1").content == OTHER_PDF
    assert staff.get(f"/forloeb/{cycle}/versioner/1/2").status_code == 404


@SQLITE_ONLY
def test_the_next_agreement_is_shown_before_it_is_started(office: Office) -> None:
    office.begin(start_phase="godkendelse")
    office.register.enter_phase(EnterPhase(office.cycle, Phase.FOLLOW_UP))
    client = office.signed_in(Role.SECRETARIAT)
    shown = client.get(f"/forloeb/{office.cycle}/efterfoelger").text
    assert "Sundhedsaftalen 2032-2035" in shown
    form = {"csrf": office.csrf(client), "title": "Sundhedsaftalen 2032-2035", "period_start": "1.1.2032"}
    refused = client.post(f"/forloeb/{office.cycle}/efterfoelger", data=form)
    assert refused.status_code == 422
    assert "retsgrundlag" in refused.text
    started = client.post(f"/forloeb/{office.cycle}/efterfoelger", data=form | {"out_of_basis_reason": "Overgang"})
    assert started.status_code == 303, started.text
    assert started.headers["location"] == "/forloeb/sundhedsaftale-nordjylland-2032"
    before = contents(office.database)
    differs = client.post(f"/forloeb/{office.cycle}/efterfoelger", data=form | {"out_of_basis_reason": "Andet"})
    assert differs.status_code == 422
    assert "er allerede startet med andre oplysninger" in differs.text
    assert contents(office.database) == before


def test_a_program_starts_the_next_agreement_once(office: Office) -> None:
    office.begin(start_phase="godkendelse")
    office.register.enter_phase(EnterPhase(office.cycle, Phase.FOLLOW_UP))
    headers = office.bearer(Role.SECRETARIAT)
    first, again = (call(office, "successor", {"out_of_basis_reason": "Overgang"}, headers) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.headers["location"] == "/api/v1/cycles/sundhedsaftale-nordjylland-2032"
    told = first.json()
    assert (told["id"], told["title"]) == ("sundhedsaftale-nordjylland-2032", "Sundhedsaftalen 2032-2035")
    assert again.json()["receipt"] == told["receipt"]
    assert [each.cycle_id for each in office.engine.started] == ["sundhedsaftale-nordjylland-2032"]
    refused = call(office, "successor", {"out_of_basis_reason": "Andet"}, headers)
    assert refused.status_code == 422
    assert "er allerede startet" in refused.json()["detail"]


@SQLITE_ONLY
def test_programs_read_an_evaluation(office: Office) -> None:
    office.begin(start_phase="godkendelse")
    office.register.enter_phase(EnterPhase(office.cycle, Phase.FOLLOW_UP))
    headers = office.bearer(Role.SECRETARIAT)
    said = {"kind": "midway", "made_on": "2026-03-01", "text": "Godt på vej"}
    assert call(office, "evaluations", said, headers).status_code == 202
    shown = office.client().get(f"/api/v1/cycles/{office.cycle}", headers=headers).json()
    assert shown["evaluations"] == [said | {"sha256": None}]
