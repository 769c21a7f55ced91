"""Receipts as documents: each link gives its own, for as long as it lives, and nobody else's."""

import pytest

from models.register import head
from tests.api import asking
from tests.api.office import ANSWER, SQLITE_ONLY, Office
from tests.api.reading_pdf import pdf, text_of
from workflows.rules.inquiries import InquiryKind

pytestmark = SQLITE_ONLY
WORDS = "Godkendt *enstemmigt* #med 🙂.\nTo stemte imod."


def answered(office: Office, **said: str) -> str:
    """Report through a link, and return where the receipt lies."""
    answer = office.client().post(f"/b/{office.token()}", data=ANSWER | {"nonce": "n"} | said)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def document(office: Office, place: str) -> str:
    answer = office.client().get(f"{place}.pdf")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert "filename*=UTF-8''Kvittering%20" in answer.headers["content-disposition"]
    return text_of(answer.content)


def test_a_clerk_files_what_was_reported(round_: Office) -> None:
    place = answered(round_, decision_text=WORDS)
    before = document(round_, place)
    assert "Modtaget 2. marts 2026 kl. 10.00" in before
    assert "Det sendte I" in before
    assert "I registeret" not in before
    round_.record_all()
    after = document(round_, place)
    with round_.database.read() as session:
        end = head(session)
    for said in (
        "Kvittering nr. ",
        "Læsø Kommune: ",
        "Registreret 2. marts 2026 kl. 10.00",
        f"I registeret nr. {end.seq} Postens SHA-256 {end.hash}",
        "Om teksten version 1 Tekstens SHA-256 cda81113ca79fd1ff4b9f542c256e062754ef7f17f35b300bacce68a6dd13961",
        "Mødets dato 1. marts 2026",
        "Beslutning Godkendt *enstemmigt* #med [U+1F642]. To stemte imod.",
        "Indberettet af Byrådssekretariatet",
    ):
        assert said in after


def test_a_refusal_says_why(round_: Office) -> None:
    answered(round_)
    round_.record_all()
    second = round_.client().post(f"/b/{round_.token()}", data=ANSWER | {"nonce": "m", "outcome": "rejected"})
    round_.record_all()
    text = document(round_, second.headers["location"])
    assert "Afvist 2. marts 2026" in text
    assert "Grunden " in text


def test_planned_meetings_have_their_receipt(round_: Office) -> None:
    plan = {"om": "moeder", "planned_meeting_date": "2026-03-30", "contact_confirmed": "ja", "nonce": "p"}
    place = round_.client().post(f"/b/{round_.token()}", data=plan).headers["location"]
    assert "Rådets møde 30. marts 2026" in document(round_, place)


def test_the_receipt_is_there_when_the_round_has_ended(round_: Office) -> None:
    place = answered(round_)
    round_.record_all()
    round_.ask("luk-runde", {"reason": "Teksten skal ændres"})
    assert "Registreret" in document(round_, place)


def test_the_receipt_of_an_example_says_so(office: Office) -> None:
    office.open_round(is_example=True)
    assert "Tænkt eksempel" in document(office, answered(office))


def test_a_dead_link_gives_none(round_: Office) -> None:
    place = answered(round_)
    round_.ask("nyt-link", {"party": "825", "reason": "spærret"})
    answer = round_.client().get(f"{place}.pdf")
    assert answer.status_code == 410
    assert "html" in answer.headers["content-type"]


@pytest.mark.parametrize("number", ["0", "999999", "x", "1.5"])
def test_there_is_no_receipt_that_nobody_sent(round_: Office, number: str) -> None:
    answer = round_.client().get(f"/b/{round_.token()}/kvittering/{number}.pdf")
    assert answer.status_code in {404, 422}


def test_nobody_gets_anothers_receipt(round_: Office) -> None:
    number = answered(round_).rpartition("/")[2]
    assert round_.client().get(f"/b/{round_.token('851')}/kvittering/{number}.pdf").status_code == 404


def test_whoever_is_heard_gets_a_receipt(office: Office) -> None:
    token = asking.hear(office)
    place = office.client().post(f"/h/{token}", data=asking.HEARING_ANSWER | {"nonce": "h"}).headers["location"]
    office.record_all()
    asking.close(office, asking.HEARING, InquiryKind.HEARING)
    assert "Høringssvar Afsnit 3 bør nævne ø-kommuner." in document(office, place)


def test_contacts_and_status_have_their_receipts(office: Office) -> None:
    token = asking.ask_status(office)
    place = office.client().post(f"/o/{token}", data=asking.STATUS_REPORT | {"nonce": "o"}).headers["location"]
    office.record_all()
    assert "Indsats 1 Forsinket Mangler en læge" in document(office, place)


def test_a_receipt_names_itself(round_: Office) -> None:
    place = answered(round_)
    made = pdf(round_.client().get(f"{place}.pdf").content)
    assert str(made.metadata["/Title"]).startswith("Kvittering nr. ")  # type: ignore[index]  # it has one
    assert f'href="{place}.pdf"' in round_.client().get(place).text
