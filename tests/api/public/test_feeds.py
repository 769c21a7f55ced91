"""A cycle's calendar: its days in any calendar program, by a signed address."""

import re

import pytest
from icalendar import Calendar

from models.access.links import ForgedLink, LinkSigner
from models.access.staff import Role
from tests.api.office import CYCLE, SQLITE_ONLY, Office

KEYS = LinkSigner(["a-key"])


def summaries(office: Office) -> dict[str, str]:
    page = office.signed_in(Role.COORDINATOR).get(f"/forloeb/{CYCLE}").text
    (address,) = re.findall(r'href="(/kalender/[^"]+[.]ics)"', page)
    answer = office.client().get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events)
    return {str(event["SUMMARY"]): f"{event.decoded('DTSTART'):%Y-%m-%d}" for event in events}


@SQLITE_ONLY
def test_the_feed_holds_phases_deadlines_status_rounds_and_meetings(round_: Office) -> None:
    form = {"planned_meeting_date": "2026-04-20", "nonce": "n"}
    assert round_.client().post(f"/b/{round_.token()}", data=form).status_code == 303
    round_.record_all()
    found = summaries(round_)
    title = "Sundhedsaftalen 2028-2031"
    assert found[f"{title}: frist: rådenes svar"] == "2026-05-01"
    assert found[f"{title}: Læsø behandler sagen"] == "2026-04-20"
    assert found[f"{title}: opfølgning begynder (ventet)"] == "2028-01-01"
    assert sum(": statusrunde: " in summary for summary in found) == 16


@SQLITE_ONLY
@pytest.mark.parametrize("token", ["forfalsket", KEYS.feed_token(CYCLE)])
def test_an_address_that_we_did_not_sign_gives_nothing(round_: Office, token: str) -> None:
    assert round_.client().get(f"/kalender/{token}.ics").status_code == 404


@SQLITE_ONLY
def test_a_cycle_that_is_not_there_has_no_calendar(round_: Office) -> None:
    token = round_.signer.feed_token("findes-ikke")
    assert round_.client().get(f"/kalender/{token}.ics").status_code == 404


def test_a_calendars_token_is_no_link_to_answer_by_nor_the_other_way_round() -> None:
    with pytest.raises(ForgedLink):
        KEYS.read(KEYS.feed_token(CYCLE))
    with pytest.raises(ForgedLink):
        KEYS.read_feed(KEYS.token(1, 1))
    assert KEYS.read_feed(KEYS.feed_token(CYCLE)) == CYCLE
