"""The opening page of a council's link: who asks what by when, and what comes next."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document as WordDocument
from sqlmodel import select

from api.pages import file_size
from models.meetings import import_meetings
from models.tables import Contact, Request
from tests.api.office import ANSWER, SQLITE_ONLY, TODAY, Office, contents
from tests.api.paper import paper_on
from workflows.rules.requests import RequestKind

MEETING = {
    "planned_meeting_date__day": "30",
    "planned_meeting_date__month": "marts",
    "planned_meeting_date__year": "2026",
}


def place(office: Office) -> str:
    return f"/b/{office.token()}"


def tell_meeting(office: Office, **more: str) -> None:
    client = office.client()
    told = paper_on(client.get(place(office))).send(client, **MEETING | more)
    assert told.status_code == 303, told.text
    office.record_all()


@SQLITE_ONLY
def test_the_page_says_who_asks_what_by_when(round_: Office) -> None:
    with round_.database.write() as session:
        office = session.exec(select(Contact).where(Contact.body_code == "sekretariat-1081")).one()
        office.name, office.phone = "Konsulent Ida Eksempel", "97 00 00 00"
    page = round_.client().get(place(round_)).text
    for told in (
        *("Konsulent Ida Eksempel", "97 00 00 00", "Sundhedsaftalen 2028-2031", "version 1, Endelig udgave"),
        *("fredag den 1. maj 2026", "Sundhedsaftale.pdf", "(PDF, 1 KB)", "SHA-256", "/privatliv"),
    ):
        assert told in page, told


@pytest.mark.parametrize(
    ("size", "told"), [(1, "1 KB"), (84_400, "84 KB"), (1_234_567, "1,2 MB"), (20_000_000, "20,0 MB")]
)
def test_sizes_are_told_in_danish(size: int, told: str) -> None:
    assert file_size(size) == told


@SQLITE_ONLY
def test_the_meetings_that_are_known_and_not_over_stand_by_their_date(round_: Office) -> None:
    rows = ("Læsø;råd;23-02-2026", "Læsø;råd;30-03-2026", "Læsø;råd;27-04-2026", "Læsø;fagudvalg;17-03-2026")
    assert import_meetings(round_.database, "\n".join(("kommune;niveau;dato", *rows)), today=TODAY).imported == 4
    page = round_.client().get(place(round_)).text
    assert "Vi kender: 30. marts 2026, 27. april 2026." in page
    assert "Vi kender: 17. marts 2026." in page
    assert "23. februar 2026" not in page


@SQLITE_ONLY
def test_contact_and_dates_are_asked_before_the_decision(round_: Office) -> None:
    page = round_.client().get(place(round_))
    assert "825@raad.example" in page.text
    days = {"planned_meeting_date", "committee_date", "finance_committee_date"}
    assert {name.partition("-")[0] for name in paper_on(page).seen} == days | {"contact_confirmed", "reported_by"}
    assert page.text.index("Gem kontakt og mødedatoer") < page.text.index("Indberet beslutningen")


def test_a_meeting_that_was_told_is_waited_for_and_can_be_mended(round_: Office) -> None:
    tell_meeting(round_, contact_confirmed="ja")
    page = round_.client().get(place(round_))
    assert "Rådet behandler sagen mandag den 30. marts 2026." in page.text
    assert page.text.index("Indberet beslutningen") < page.text.index("Gem kontakt og mødedatoer")
    assert paper_on(page).values["planned_meeting_date-month"] == "3"
    round_.now += timedelta(days=29)
    assert "Rådet behandlede sagen mandag den 30. marts 2026." in round_.client().get(place(round_)).text


@SQLITE_ONLY
def test_a_confirmed_contact_is_asked_for_the_decision_next(round_: Office) -> None:
    client = round_.client()
    refused = paper_on(client.get(place(round_))).send(client, contact_confirmed="ja")
    assert refused.status_code == 422
    assert "Skriv, hvem der svarer" in refused.text
    paper_on(refused).send(client, reported_by="Byrådssekretariatet")
    for _ in range(2):
        page = client.get(place(round_)).text
        assert page.index("Indberet beslutningen") < page.index("Gem kontakt og mødedatoer")
        round_.record_all()


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Sæt kryds ved kontakten, eller skriv mindst én dato."),
        (MEETING | {"planned_meeting_date__month": "13"}, "Rådets møde: skriv en dato, der findes"),
        (MEETING | {"planned_meeting_date__year": "2025"}, "Mødet ligger i fortiden."),
        ({"committee_date__day": "<b>"}, "Fagudvalgets møde: skriv en dato, der findes"),
    ],
)
def test_what_is_wrong_with_the_dates_is_named_and_kept(
    round_: Office, typed: dict[str, str], message: str
) -> None:
    before, client = contents(round_.database), round_.client()
    page = paper_on(client.get(place(round_))).send(client, **typed)
    assert page.status_code == 422
    assert message in page.text
    values = paper_on(page).values
    assert {name: values[name.replace("__", "-")] for name in typed} == typed
    assert contents(round_.database) == before


@SQLITE_ONLY
def test_a_council_that_is_done_is_told_so(round_: Office) -> None:
    round_.client().post(place(round_), data=ANSWER)
    received = round_.client().get(place(round_)).text
    assert "bliver registreret om et øjeblik" in received
    assert "Indberet beslutningen" not in received
    round_.record_all()
    page = round_.client().get(place(round_)).text
    assert "I er færdige." in page
    assert "Indberet beslutningen" not in page
    assert "Ret indberetningen" in page


def test_a_plan_can_be_told_again_and_counts_as_a_new_one(round_: Office) -> None:
    tell_meeting(round_)
    tell_meeting(round_, planned_meeting_date__month="4")
    with round_.database.read() as session:
        plans = session.exec(select(Request).where(Request.kind == RequestKind.PLAN)).all()
    assert [each.payload["planned_meeting_date"] for each in plans] == ["2026-03-30", "2026-04-30"]


@SQLITE_ONLY
def test_the_councils_own_case_is_ready_as_text_and_as_a_document(round_: Office) -> None:
    client = round_.client()
    page = client.get(place(round_)).text
    answer = client.get(f"{place(round_)}/sagsfremstilling.docx")
    assert "L%C3%A6s%C3%B8.docx" in answer.headers["content-disposition"]
    written = "\n".join(each.text for each in WordDocument(BytesIO(answer.content)).paragraphs)
    for told in (
        *("Sundhedsaftalen 2028-2031, version 1 (Endelig udgave)", "fredag den 1. maj 2026", "Retsgrundlag:"),
        *("udarbejdet af SSU", "Taget til efterretning: Det er ikke en godkendelse", "Det indstilles, at"),
        *("Overgangsordning efter reformen", "sekretariat-1081@raad.example"),
    ):
        assert told in written, told
        assert told in page, told


@SQLITE_ONLY
def test_a_case_of_an_office_without_a_contact_names_nobody_to_ask(round_: Office) -> None:
    with round_.database.write() as session:
        session.delete(session.get_one(Contact, "sekretariat-1081"))
    answer = round_.client().get(f"{place(round_)}/sagsfremstilling.docx")
    written = [each.text for each in WordDocument(BytesIO(answer.content)).paragraphs]
    assert "Svarfrist: fredag den 1. maj 2026." in [each.strip() for each in written]
    assert any(each.startswith("Sekretariatet beder ") for each in written)
