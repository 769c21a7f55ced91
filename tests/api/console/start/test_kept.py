"""What was typed and brought in the steps of a start: kept, shown escaped, stored exactly."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from models.access.staff import Role
from models.tables import Cycle, Document, Version, VersionPart
from tests.api.office import PDF, SQLITE_ONLY, Office
from tests.api.start_wizard import STEPS, Starter
from upkeep.privacy import retain

pytestmark = SQLITE_ONLY
ODD = "<b>Aftale</b> & »æøå« 🎉 \u202eשלום"
SECOND = PDF + b"% 2\n"
FILE = {"file": ("aftale <1>.pdf", PDF)}


def started(office: Office) -> Cycle:
    with office.database.read() as session:
        return session.exec(select(Cycle)).one()


def test_what_was_typed_is_kept_through_steps_and_mistakes_and_stored_as_it_was(office: Office) -> None:
    starter = Starter(office).come_to("tekst")
    starter.go(title=ODD, label=ODD, out_of_basis_reason=ODD, period_end="2020-01-01", files=FILE)
    assert (starter.page.status_code, starter.step) == (422, 3)
    assert ODD not in starter.page.text
    assert 'href="#period_end"' in starter.page.text
    starter.go("art").go("parter").go("tekst")
    assert starter.value("title") == starter.value("label") == starter.value("out_of_basis_reason") == ODD
    starter.go("kalender", period_end="2030-12-31").go("tjek", approval_deadline="2026-11-02")
    assert ODD not in starter.page.text
    assert starter.go().page.status_code == 303
    cycle = started(office)
    assert (cycle.title, cycle.out_of_basis_reason, str(cycle.approval_deadline)) == (ODD, ODD, "2026-11-02")
    with office.database.read() as session:
        assert session.exec(select(Version.label)).one() == ODD


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("art", {"kind": "<i>"}, "kind"),
    ("art", {"region": "<i>"}, "region"),
    ("parter", {"start_phase": "<i>"}, ""),
    ("tekst", {"title": "æ" * 201}, "title"),
    ("tekst", {"label": "æ" * 201}, "label"),
    ("tekst", {"period_start": ""}, "period_start"),
    ("tekst", {"period_start": "i går"}, "period_start"),
    ("tekst", {"period_end": "<i>"}, "period_end"),
    ("tekst", {"out_of_basis_reason": ""}, "out_of_basis_reason"),
    ("tekst", {"out_of_basis_reason": "æ" * 2001}, "out_of_basis_reason"),
    ("kalender", {"approval_deadline": "<i>"}, "approval_deadline"),
    ("kalender", {"approval_deadline": "2020-01-01"}, "approval_deadline"),
    ("kalender", {"adoption_on": "2020-01-01"}, "adoption_on"),
    ("kalender", {"adoption_on": "æøå"}, "adoption_on"),
]


@pytest.mark.parametrize(("step", "typed", "field"), WRONG)
def test_a_mistake_is_told_where_it_was_made_and_kept(
    office: Office, step: str, typed: dict[str, str], field: str
) -> None:
    usual = {"art": {"kind": "sundhedsaftale", "region": "1081"}, "tekst": {"out_of_basis_reason": "x"}}
    after = STEPS[STEPS.index(step) + 1]
    starter = Starter(office).come_to(step).go(after, **usual.get(step, {}) | typed)
    if not field:  # a choice that the kind has not is as none
        assert starter.page.status_code == 200
        return
    assert (starter.page.status_code, starter.step) == (422, STEPS.index(step) + 1)
    assert 'id="fejl"' in starter.page.text
    assert f'href="#{field}"' in starter.page.text
    assert f'id="{field}"' in starter.page.text
    (value,) = typed.values()
    is_choice = step == "art"
    assert is_choice or starter.value(field) == value


def test_a_mistake_does_not_keep_anybody_from_going_back(office: Office) -> None:
    starter = Starter(office).come_to("kalender").go("tekst", approval_deadline="i går")
    assert (starter.page.status_code, starter.step) == (200, 3)
    starter.go()
    assert starter.value("approval_deadline") == "i går"
    assert starter.value("adoption_on") == ""
    assert starter.go("tjek").step == 4


def test_the_calendar_that_is_calculated_anew_tells_of_its_own_days(office: Office) -> None:
    starter = Starter(office).come_to("kalender").go("beregn", approval_deadline="2020-01-01")
    assert (starter.page.status_code, starter.step) == (422, 4)
    assert 'href="#approval_deadline"' in starter.page.text
    assert starter.value("approval_deadline") == "2020-01-01"
    assert "Kan afgøres" in starter.go("beregn", approval_deadline="2026-11-02").page.text


def test_a_document_survives_steps_and_mistakes_and_becomes_the_first_version(office: Office) -> None:
    starter = Starter(office).come_to("tekst").go(files=FILE, label="Udkast", period_end="2020-01-01")
    assert starter.page.status_code == 422
    assert "aftale 1.pdf" in starter.page.text
    starter.go("kalender", period_end="", out_of_basis_reason="x").go("tjek")
    assert "aftale 1.pdf" in starter.page.text
    assert starter.go().page.status_code == 303
    with office.database.read() as session:
        version = session.exec(select(Version)).one()
        assert (version.label, version.filename) == ("Udkast", "aftale 1.pdf")
        assert session.get_one(Document, version.sha256).content == PDF


def test_a_document_can_be_replaced_and_taken_away(office: Office) -> None:
    starter = Starter(office).come_to("tekst").go("tekst", files=FILE, out_of_basis_reason="x")
    first = starter.value("file_sha256")
    second = starter.go("tekst", files={"file": ("b.pdf", SECOND)}).value("file_sha256")
    assert first
    assert first != second
    starter.go("tekst", file_removed="ja")
    assert starter.value("file_sha256") == starter.value("file_name") == ""
    assert "kan lægges op senere" in starter.go("tjek").page.text


def test_a_file_that_cannot_be_used_is_told_and_all_else_is_kept(office: Office) -> None:
    starter = Starter(office).come_to("tekst").go(title=ODD, files={"file": ("a.exe", b"MZ")})
    assert (starter.page.status_code, starter.step) == (422, 3)
    assert 'href="#file"' in starter.page.text
    assert 'href="#out_of_basis_reason"' in starter.page.text
    assert starter.value("title") == ODD
    too_large = {"file": ("a.pdf", PDF + b" " * 20 * 1024 * 1024)}
    assert starter.go(files=too_large).page.status_code == 413
    assert starter.value("title") == ODD


def test_of_two_files_that_cannot_be_used_both_are_told(office: Office) -> None:
    starter = Starter(office).go(kind="rammeaftale", region="1081").go()
    starter.go(files={"file": ("a.exe", b"MZ"), "file_2": ("b.pdf", b"")})
    assert (starter.page.status_code, starter.step) == (422, 3)
    for told in ('href="#file"', 'href="#file_2"', "OpenDocument-dokument (.odt)", "Filen er tom."):
        assert told in starter.page.text, told


def test_a_document_that_was_cleared_away_meanwhile_is_asked_for_before_anything_starts(office: Office) -> None:
    starter = Starter(office).come_to("tekst").go(files=FILE, out_of_basis_reason="x").go("tjek")
    office.now += timedelta(days=400)
    retain(office.database, at=office.now, today=office.now.date())
    with office.database.read() as session:
        assert session.exec(select(Document)).all() == []
    starter.client = office.signed_in(Role.SECRETARIAT)
    form = starter.form.sent | {"csrf": office.csrf(starter.client)}
    page = starter.client.post("/forloeb", data=form)
    assert page.status_code == 422
    assert "Filen er ikke hos os længere. Vælg den igen." in page.text
    assert office.engine.started == []
    with office.database.read() as session:
        assert session.exec(select(Cycle)).all() == []


@pytest.mark.parametrize("digest", ["0" * 64, "<x>"])
def test_a_document_that_is_not_kept_is_asked_for_again(office: Office, digest: str) -> None:
    starter = Starter(office).come_to("tekst").go(out_of_basis_reason="x", file_sha256=digest)
    assert (starter.page.status_code, starter.step) == (422, 3)
    assert "Filen er ikke hos os længere. Vælg den igen." in starter.page.text
    assert starter.go(files=FILE).step == 4


def test_an_agreement_of_two_parts_brings_both_or_none(office: Office) -> None:
    starter = Starter(office).go(kind="rammeaftale", region="1081").go().go(files=FILE)
    assert (starter.page.status_code, starter.step) == (422, 3)
    assert "Vælg filen med udviklingsaftale." in starter.page.text
    starter.go(files={"file_2": ("b.pdf", SECOND)}).go().go("tjek")
    assert "aftale 1.pdf og b.pdf" in starter.page.text
    assert starter.go().page.status_code == 303
    with office.database.read() as session:
        assert session.exec(select(VersionPart.filename).order_by(col(VersionPart.position))).all() == ["b.pdf"]


def test_a_file_that_another_kind_asked_for_stays_in_sight(office: Office) -> None:
    both = {"file": ("a.pdf", PDF), "file_2": ("b.pdf", SECOND)}
    starter = Starter(office).go(kind="rammeaftale", region="1081").go().go(files=both)
    starter.go("art").go("kalender", kind="sundhedsaftale")
    assert (starter.page.status_code, starter.step) == (422, 3)
    assert "Aftalen har ikke så mange dele." in starter.page.text
    assert starter.go(file_2_removed="ja", out_of_basis_reason="x").step == 4
