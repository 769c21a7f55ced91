"""A council's decision in steps: nothing is recorded before the last one is sent."""

import pytest

from tests.api.office import ANSWER, PDF, SQLITE_ONLY, Office, contents
from tests.api.paper import DAY, DETAILS, answers, details, paper_on, send_off
from workflows.rules.council.outcomes import Outcome


def test_a_decision_is_recorded_when_the_last_step_is_sent_and_not_before(round_: Office) -> None:
    before = contents(round_.database)
    check = details(round_).send(round_.client(), to="tjek", **DETAILS)
    assert contents(round_.database) == before
    for shown in ("Godkendt", "Rådet selv", "1. marts 2026", "Indstillingen godkendt.", "Byrådet"):
        assert shown in check.text
    receipt = send_off(round_, check)
    assert receipt.status_code == 303
    assert "Kvittering følger, når svaret er registreret" in round_.client().get(receipt.headers["location"]).text
    (answer,) = answers(round_)
    assert answer.payload["meeting_date"] == "2026-03-01"
    assert answer.payload["version"] == 1


def test_a_last_step_that_is_sent_twice_has_one_receipt(round_: Office) -> None:
    check = details(round_).send(round_.client(), to="tjek", **DETAILS)
    first, again = send_off(round_, check), send_off(round_, check)
    assert first.headers["location"] == again.headers["location"]
    assert len(answers(round_)) == 1


FURTHER = {"case_number", "minutes_url", "minutes_file", "closed_item"}
BASE = {"meeting_date", "decision_text", "reported_by"}
ASKED = {
    Outcome.APPROVED: {"agenda_item"},
    Outcome.APPROVED_WITH_REMARKS: {"agenda_item", "remarks"},
    Outcome.APPROVED_CONDITIONALLY: {"agenda_item", "remarks"},
    Outcome.REJECTED: {"agenda_item", "remarks"},
    Outcome.RECOMMENDED: {"agenda_item", "next_meeting_date"},
    Outcome.NOTED: {"agenda_item", "next_meeting_date"},
    Outcome.POSTPONED: {"next_meeting_date"},
    Outcome.RETURNED: {"next_meeting_date"},
    Outcome.WITHDRAWN: {"next_meeting_date"},
}


@SQLITE_ONLY
@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_asks_only_what_it_needs(round_: Office, outcome: Outcome) -> None:
    seen = {name.partition("-")[0] for name in details(round_, outcome.value).seen}
    assert seen == BASE | FURTHER | ASKED[outcome]


@SQLITE_ONLY
@pytest.mark.parametrize("outcome", ["postponed", "returned", "withdrawn"])
def test_a_case_that_is_not_settled_needs_neither_text_nor_new_date(round_: Office, outcome: str) -> None:
    check = details(round_, outcome).send(round_.client(), to="tjek", **DAY, reported_by="Byrådet")
    assert send_off(round_, check).status_code == 303
    assert ("Datoen kendes ikke endnu" in check.text) is (outcome == "postponed")


@SQLITE_ONLY
@pytest.mark.parametrize("chosen", [{}, {"outcome": "approved"}, {"outcome": "maybe", "decided_by": "council"}])
def test_the_first_step_is_not_left_without_a_choice(round_: Office, chosen: dict[str, str]) -> None:
    client = round_.client()
    page = paper_on(client.get(f"/b/{round_.token()}/beslutning")).send(client, to="oplysninger", **chosen)
    assert page.status_code == 422
    assert 'id="fejl"' in page.text
    assert {"outcome", "decided_by"} == paper_on(page).seen


@SQLITE_ONLY
def test_a_step_may_be_gone_back_to_and_the_case_is_never_kept(round_: Office) -> None:
    client, place = round_.client(), f"/b/{round_.token()}"
    assert client.get(place).headers["cache-control"] == "no-store"
    page = client.post(f"{place}/beslutning", data=ANSWER | {"til": "tjek"})
    assert page.headers["cache-control"] == "private, no-cache"


@SQLITE_ONLY
def test_a_closed_round_takes_no_step_and_no_file(round_: Office) -> None:
    round_.ask("luk-runde", {"reason": "Teksten skal ændres"})
    client, place = round_.client(), f"/b/{round_.token()}/beslutning"
    before = contents(round_.database)
    assert client.get(place).headers["location"] == f"/b/{round_.token()}"
    files = {"minutes_file": ("referat.pdf", PDF + b"minutes")}
    for path in (place, place.removesuffix("/beslutning")):
        answer = client.post(path, data=ANSWER | {"agenda_item": ""}, files=files)
        assert answer.status_code == 410
        assert "Teksten skal ændres" in answer.text
    assert contents(round_.database) == before


def test_a_correction_goes_through_the_steps_and_names_what_it_corrects(round_: Office) -> None:
    client, place = round_.client(), f"/b/{round_.token()}"
    client.post(place, data=ANSWER, files={"minutes_file": ("referat.pdf", PDF + b"minutes")})
    round_.record_all()
    assert client.get(f"{place}/beslutning").headers["location"] == place
    first = paper_on(client.get(f"{place}?ret=1"))
    assert (first.values["outcome"], first.values["decided_by"]) == ("approved", "council")
    second = paper_on(first.send(client, to="oplysninger", outcome="rejected"))
    assert second.values["meeting_date-day"] == "1"
    check = second.send(client, to="tjek", reported_by="Byrådet")
    assert "Send rettelsen" in check.text
    assert send_off(round_, check).status_code == 303
    mended = answers(round_)[-1].payload
    assert (mended["corrects"], mended["outcome"]) == (1, "rejected")
    assert mended["minutes_sha256"] == answers(round_)[0].payload["minutes_sha256"]


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("outcome", "decided_by", "told"),
    [
        ("approved", "council", "Rådet har sagt ja til aftalen, som den er."),
        ("approved", "committee", "Det er ikke en godkendelse: et udvalg anbefaler"),
        ("approved", "chair", "Sekretariatet afklarer, om beslutningen tæller."),
        ("approved_conditionally", "council", "Sekretariatet afklarer, om beslutningen tæller."),
        ("noted", "council", "Det er ikke en godkendelse: rådet har hørt om aftalen"),
    ],
)
def test_the_last_look_says_what_the_answer_means(
    round_: Office, outcome: str, decided_by: str, told: str
) -> None:
    second = details(round_, outcome, decided_by)
    assert told in second.send(round_.client(), to="tjek", **DETAILS).text
