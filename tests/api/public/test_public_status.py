"""The public page: off until it is shown, councils that have decided, and nobody who is late."""

import pytest
from sqlmodel import col, select

from models.access.staff import Role
from models.tables import RequestResult
from tests.api.office import ANSWER, CYCLE, SQLITE_ONLY, Office

pytestmark = SQLITE_ONLY
PAGE = f"/status/{CYCLE}"
MINUTES = "https://laesoe.example/referat"


@pytest.fixture
def public(round_: Office) -> Office:
    """An agreement at the councils that anybody may look at."""
    assert round_.ask("offentlig-status", {"is_public": "true"}).status_code == 303
    return round_


def decide(office: Office, party: str, **changes: str) -> None:
    office.client().post(f"/b/{office.token(party)}", data=ANSWER | changes | {"nonce": f"n-{party}"})
    office.record_all()


def test_there_is_no_page_until_the_secretariat_shows_it(round_: Office) -> None:
    assert round_.client().get(PAGE).status_code == 404
    assert round_.client().get("/status/findes-ikke").status_code == 404
    round_.ask("offentlig-status", {"is_public": "true"})
    assert round_.client().get(PAGE).status_code == 200
    round_.ask("offentlig-status", {"is_public": "false"})
    assert round_.client().get(PAGE).status_code == 404


def test_it_tells_how_far_the_agreement_has_come_and_who_has_decided(public: Office) -> None:
    decide(public, "825", minutes_url=MINUTES)
    page = public.client().get(PAGE).text
    assert "1 af 12 har godkendt aftalen." in page
    assert "Læsø" in page
    assert f'href="{MINUTES}"' in page
    assert "1. marts 2026" in page


def test_nobody_who_is_waited_for_is_named(public: Office) -> None:
    decide(public, "825")
    decide(
        public, "851", outcome="postponed", next_meeting_date="2026-04-20", agenda_item="", decision_text="Udsat"
    )
    page = public.client().get(PAGE).text
    assert "Læsø" in page
    assert "Aalborg" not in page
    assert "Rebild" not in page


def test_a_decision_in_doubt_is_not_shown_until_it_is_ruled_on(public: Office) -> None:
    decide(public, "825", decided_by="mayor")
    page = public.client().get(PAGE).text
    assert "0 af 12" in page
    assert "Læsø" not in page


def test_a_no_is_shown_as_a_no(public: Office) -> None:
    decide(public, "825", outcome="rejected")
    page = public.client().get(PAGE).text
    assert "0 af 12" in page
    assert "Læsø" in page
    assert "Ikke godkendt" in page


def test_of_a_closed_item_only_the_outcome_is_told(public: Office) -> None:
    decide(public, "825", closed_item="ja", minutes_url=MINUTES)
    page = public.client().get(PAGE).text
    assert "Godkendt" in page
    assert "lukket punkt" in page
    assert MINUTES not in page
    assert "1. marts 2026" not in page


def test_the_act_stands_in_the_register_and_cannot_be_done_twice(public: Office) -> None:
    page = public.signed_in(Role.SECRETARIAT).get(f"/forloeb/{CYCLE}").text
    assert f'href="{PAGE}"' in page
    assert "offentlig status" in page
    public.ask("offentlig-status", {"is_public": "true"})
    with public.database.read() as session:
        newest = session.exec(select(RequestResult).order_by(col(RequestResult.request_id).desc())).first()
    assert newest
    assert (newest.is_recorded, newest.reason) == (False, "Siden er allerede offentlig.")
