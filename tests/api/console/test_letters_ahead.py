"""Before an act is done, its letters can be read; nothing is left of looking."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from models.access.staff import Role
from request_types import OFFICE_REQUESTS, request_type
from tests.api.asking import HEARING, HEARING_ANSWER, hear
from tests.api.console.test_console import lived_in
from tests.api.office import ANSWER, CYCLE, PDF, Office, contents
from workflows.contracts.cycles import EnterPhase
from workflows.rules.course.phases import Phase
from workflows.rules.requests import RequestKind

SHOW = {"show": "breve"}


def look(office: Office, path: str, form: dict[str, Any], *, files: Any = None) -> Any:
    """Look at an act's letters as the secretariat does; nothing may be left but a document that came along."""
    before = contents(office.database)
    client = office.signed_in(Role.SECRETARIAT)
    staff = contents(office.database)
    page = client.post(
        f"/forloeb/{office.cycle}/{path}", data=form | SHOW | {"csrf": office.csrf(client)}, files=files
    )
    after = contents(office.database)
    kept = {"document"} if files else set()
    assert {name for name in after if after[name] != staff[name]} <= kept
    assert set(before) == set(after)
    return page


def test_the_letters_are_shown_before_they_go(round_: Office) -> None:
    page = look(round_, "nyt-link", {"party": "840", "round": "1", "reason": "Tabt"})
    assert page.status_code == 200
    assert "1 mail sendes. Intet er sendt endnu." in page.text
    assert "Link sendt igen" in page.text
    assert "Til Rebild Kommune, straks." in page.text
    assert round_.token("840") not in page.text


def test_what_was_looked_at_is_what_is_done(round_: Office) -> None:
    client = round_.signed_in(Role.SECRETARIAT)
    typed = {"party": "840", "round": "1", "subject": "Om <b>sagen</b>", "body": "Kære råd\næøå 👩‍👩‍👧 שלום"}
    page = look(round_, "brev", typed | {"kind": "clarification", "nonce": "n1"})
    assert "&lt;b&gt;sagen&lt;/b&gt;" in page.text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))
    assert {name: hidden[name] for name in ("party", "round", "kind", "nonce")} == {
        "party": "840",
        "round": "1",
        "kind": "clarification",
        "nonce": "n1",
    }
    assert hidden["body"] == typed["body"]
    assert "show" not in hidden
    answer = client.post(
        f"/forloeb/{CYCLE}/brev", data=typed | hidden | {"subject": typed["subject"], "csrf": round_.csrf(client)}
    )
    assert answer.status_code == 303


def test_a_file_is_kept_from_the_look_to_the_act(round_: Office) -> None:
    form = ANSWER | {"party": "840", "round": "1"}
    page = look(round_, "indberetning", form, files={"evidence_file": ("svar.pdf", PDF + b"%9")})
    assert "1 mail sendes" in page.text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))
    assert len(hidden["evidence_sha256"]) == 64
    client = round_.signed_in(Role.SECRETARIAT)
    answer = client.post(f"/forloeb/{CYCLE}/indberetning", data=hidden | {"csrf": round_.csrf(client)})
    assert answer.status_code == 303
    round_.record_all()
    assert "godkendt" in client.get(f"/forloeb/{CYCLE}/raad/840").text.lower()


def test_a_refusal_is_foretold(round_: Office) -> None:
    page = look(round_, "stadfaestelse", {"confirmed_on": "2026-03-01"})
    assert "Det vil blive afvist:" in page.text
    assert "Registrér stadfæstelse</button>" not in page.text


def test_a_fault_is_told_as_ever(round_: Office) -> None:
    page = look(round_, "nyt-link", {"party": "840", "reason": ""})
    assert page.status_code == 422
    assert "Begrundelse" in page.text


def test_the_letters_of_the_step_that_follows_are_shown_too(office: Office) -> None:
    office.begin(start_phase="vedtagelse")
    page = look(office, "vedtagelse", {"adopted_on": "2026-03-01"})
    assert "12 mails sendes" in page.text
    assert "Anmodning om beslutning" in page.text
    assert "Læsø Kommune" in page.text


def test_the_hearing_that_a_release_begins_is_shown(office: Office) -> None:
    office.begin(start_phase="udarbejdelse")
    page = look(office, "frigivelse", {})
    assert "Høring</h2>" in page.text


def test_a_hearing_that_is_closed_early_is_told_of(office: Office) -> None:
    hear(office)
    page = look(office, "luk-spoergerunde", {"inquiry": "høring", "reason": "Alle har svaret"})
    assert page.status_code == 200
    assert "Til sekretariatet" in page.text


def follow_up(office: Office) -> None:
    office.begin(start_phase="godkendelse")
    office.register.enter_phase(EnterPhase(office.cycle, Phase.FOLLOW_UP))


def heard(office: Office) -> None:
    hear(office)
    office.ask("hoeringssvar", HEARING_ANSWER | {"inquiry": HEARING, "party": "813"})


def adopting(office: Office) -> None:
    office.begin(start_phase="vedtagelse")


def at_the_councils(office: Office) -> None:
    office.open_round()
    lived_in(office)


SILENT_ACTS: dict[RequestKind, tuple[Callable[[Office], object], dict[str, str]]] = {
    RequestKind.CALL: (at_the_councils, {"party": "840", "note": "Kommer"}),
    RequestKind.PLAN: (at_the_councils, {"party": "840", "planned_meeting_date": "2026-04-01"}),
    RequestKind.PROTEST: (at_the_councils, {"party": "851", "decision": "2", "reason": "Ikke os"}),
    RequestKind.CHECK: (at_the_councils, {"decision": "2"}),
    RequestKind.PUBLIC_STATUS: (at_the_councils, {"is_public": "true"}),
    RequestKind.TASK_DONE: (at_the_councils, {"task": "1", "note": ""}),
    RequestKind.ADOPTION_PLAN: (adopting, {"adoption_on": "2026-05-04"}),
    RequestKind.INITIATIVE: (follow_up, {"title": "Udskrivning", "owner": "klyngestyregruppe-1081-nord"}),
    RequestKind.EVALUATION: (follow_up, {"kind": "midway", "made_on": "2026-03-01", "text": "Godt på vej"}),
    RequestKind.REMARK: (heard, {"answer": "1", "text": "Mere om data", "verdict": "taken_in"}),
}


@pytest.mark.parametrize("kind", SILENT_ACTS, ids=str)
def test_what_is_said_to_cause_no_letter_causes_none(office: Office, kind: RequestKind) -> None:
    assert set(SILENT_ACTS) == {asked.kind for asked in OFFICE_REQUESTS if not asked.writes_letters}
    scene, form = SILENT_ACTS[kind]
    scene(office)
    page = look(office, request_type(kind).slug, form)
    assert "Der sendes ingen mails." in page.text


def test_a_new_text_asks_everybody_anew_and_its_file_is_kept(round_: Office) -> None:
    form = {"label": "Ændret", "reason": "Nyt afsnit 4"}
    page = look(round_, "versioner", form, files={"file": ("ny.pdf", PDF + b"%3")})
    assert "12 mails sendes" in page.text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))
    assert (hidden["label"], hidden["file_name"]) == ("Ændret", "ny.pdf")
    client = round_.signed_in(Role.SECRETARIAT)
    answer = client.post(f"/forloeb/{CYCLE}/versioner", data=hidden | {"csrf": round_.csrf(client)})
    assert answer.status_code == 303
    page_now = client.get(f"/forloeb/{CYCLE}").text
    assert "Version 2: Ændret" in page_now
    assert "ny.pdf" in page_now


def test_an_editorial_version_asks_nobody(round_: Office) -> None:
    form = {"label": "Rettet", "reason": "Slåfejl", "editorial": "ja"}
    page = look(round_, "versioner", form, files={"file": ("ny.pdf", PDF + b"%3")})
    assert "Der sendes ingen mails." in page.text


def test_a_version_that_cannot_be_published_is_told_so(round_: Office) -> None:
    page = look(round_, "versioner", {"label": "Uden fil"})
    assert page.status_code == 422
    assert "Vælg den fil" in page.text


def test_programs_may_look_ahead_too(round_: Office) -> None:
    headers = round_.bearer(Role.SECRETARIAT)
    before = contents(round_.database)
    answer = round_.client().post(
        f"/api/v1/cycles/{CYCLE}/links?preview=true", json={"party": "840", "reason": "Tabt"}, headers=headers
    )
    told = answer.json()
    assert (answer.status_code, told["refused"], told["mails"]) == (200, "", 1)
    assert told["letters"][0]["to"] == ["Rebild Kommune"]
    assert told["letters"][0]["kind"] == "new_link"
    assert contents(round_.database) == before
