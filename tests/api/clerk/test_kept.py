"""What a clerk typed and brought along: kept from step to step, shown escaped, stored exactly."""

import pytest

from models.tables import Document
from tests.api.office import ANSWER, PDF, SQLITE_ONLY, Office
from tests.api.paper import DAY, DETAILS, answers, details, paper_on, send_off

ODD = "<b>Godkendt</b> & »æøå« 🎉 \u202eשלום"


@SQLITE_ONLY
def test_what_was_typed_is_kept_through_errors_and_steps_and_stored_as_it_was(round_: Office) -> None:
    client = round_.client()
    second = details(round_, "approved_with_remarks")
    faulty = second.send(
        client, to="tjek", decision_text=ODD, remarks=ODD, meeting_date__day="31", case_number=ODD
    )
    assert faulty.status_code == 422
    assert ODD not in faulty.text
    assert 'href="#meeting_date"' in faulty.text
    first = paper_on(faulty).send(client, to="udfald")
    back = paper_on(paper_on(first).send(client, to="oplysninger", outcome="approved_conditionally"))
    assert back.values["decision_text"] == back.values["remarks"] == back.values["case_number"] == ODD
    assert back.values["meeting_date-day"] == "31"
    check = back.send(client, to="tjek", **DAY, agenda_item="7", reported_by=ODD)
    assert send_off(round_, check).status_code == 303
    payload = answers(round_)[0].payload
    assert {payload[name] for name in ("decision_text", "remarks", "case_number", "reported_by")} == {ODD}
    assert payload["outcome"] == "approved_conditionally"


@SQLITE_ONLY
def test_what_another_outcome_asked_for_stays_in_sight(round_: Office) -> None:
    client = round_.client()
    check = details(round_, "approved_with_remarks").send(client, to="tjek", **DETAILS, remarks="Husk børnene")
    mend = paper_on(check)
    mend.action += "/beslutning"
    changed = paper_on(mend.send(client, to="udfald")).send(client, to="oplysninger", outcome="approved")
    assert paper_on(changed).values["remarks"] == "Husk børnene"
    assert "remarks" in paper_on(changed).seen


def test_a_copy_of_the_minutes_survives_the_steps_and_becomes_evidence(round_: Office) -> None:
    client = round_.client()
    files = {"minutes_file": ("referat <1>.pdf", PDF + b"minutes")}
    faulty = details(round_).send(client, to="tjek", files=files, decision_text="Godkendt.")
    assert faulty.status_code == 422
    assert "referat 1.pdf" in faulty.text
    assert send_off(round_, paper_on(faulty).send(client, to="tjek", **DETAILS)).status_code == 303
    with round_.database.read() as session:
        digest = answers(round_)[0].payload["minutes_sha256"]
        assert session.get_one(Document, digest).content == PDF + b"minutes"


@SQLITE_ONLY
def test_a_copy_of_the_minutes_can_be_taken_away_again(round_: Office) -> None:
    client = round_.client()
    files = {"minutes_file": ("referat.pdf", PDF + b"minutes")}
    faulty = details(round_).send(client, to="tjek", files=files)
    check = paper_on(faulty).send(client, to="tjek", **DETAILS, minutes_removed="ja")
    assert send_off(round_, check).status_code == 303
    assert answers(round_)[0].payload["minutes_sha256"] is None


@SQLITE_ONLY
@pytest.mark.parametrize("digest", ["0" * 64, "<x>"])
def test_minutes_that_are_not_kept_are_asked_for_again(round_: Office, digest: str) -> None:
    answer = round_.client().post(f"/b/{round_.token()}", data=ANSWER | {"minutes_sha256": digest})
    assert answer.status_code == 422
    assert "Filen er ikke hos os længere. Vælg den igen." in answer.text
    assert not answers(round_)


@SQLITE_ONLY
@pytest.mark.parametrize("name", ["case_number", "agenda_item", "minutes_url", "reported_by", "decision_text"])
def test_a_text_that_is_too_long_is_named_and_kept(round_: Office, name: str) -> None:
    long = "æ" * 10_001
    page = details(round_).send(round_.client(), to="tjek", **DETAILS | {name: long})
    assert page.status_code == 422
    assert "Teksten er for lang" in page.text
    assert paper_on(page).values[name] == long


DAYS = {
    ("1", "marts", "26"): "2026-03-01",
    ("1.", "Mar.", "2026"): "2026-03-01",
    ("01", "03", "2026"): "2026-03-01",
    ("1.3.2026", "", ""): "2026-03-01",
}


@SQLITE_ONLY
@pytest.mark.parametrize(("typed", "day"), DAYS.items())
def test_a_day_is_read_as_people_write_it(round_: Office, typed: tuple[str, str, str], day: str) -> None:
    parts = dict(zip(DAY, typed, strict=True))
    assert send_off(round_, details(round_).send(round_.client(), to="tjek", **DETAILS | parts)).status_code == 303
    assert answers(round_)[0].payload["meeting_date"] == day


@SQLITE_ONLY
@pytest.mark.parametrize("typed", [("31", "2", "2026"), ("1", "", "2026"), ("<i>", "ma", "år"), ("i går", "", "")])
def test_a_day_that_is_none_is_named_and_kept(round_: Office, typed: tuple[str, str, str]) -> None:
    parts = dict(zip(DAY, typed, strict=True))
    page = details(round_).send(round_.client(), to="tjek", **DETAILS | parts)
    assert page.status_code == 422
    assert "Mødets dato: skriv en dato, der findes" in page.text
    values = paper_on(page).values
    assert tuple(values[f"meeting_date-{part}"] for part in ("day", "month", "year")) == typed
