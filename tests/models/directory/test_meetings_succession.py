"""Councils merge and get other names; their meetings follow as people expect."""

from datetime import date

import pytest
from sqlmodel import col, select

from models.agreements.planning import plans_of_round
from models.directory import NewName, merge_bodies, rename_body
from models.meetings import MeetingReport, UnknownCouncil, import_meetings, meeting_lines, meetings_of_bodies
from models.queries.links.addressed import contact_side, inquiry_case
from models.queries.links.invitations import invitation_facts
from models.store.database import Database
from models.tables import Body, Invitation, Meeting
from tests.activities.records import AALBORG, LAESOE, Records
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind

TODAY = date(2026, 11, 22)
ON, EVE = date(2028, 1, 1), date(2027, 12, 31)
BEFORE, AFTER = date(2027, 12, 15), date(2028, 1, 19)
NEW = NewName("861", "Vendsyssel Kommune")


def plans(database: Database, *rows: str) -> MeetingReport:
    return import_meetings(database, "\n".join(("kommune;niveau;dato", *rows)), today=TODAY)


def stored(database: Database) -> list[tuple[str, date]]:
    with database.read() as session:
        rows = session.exec(select(Meeting).order_by(col(Meeting.held_on), col(Meeting.body_code))).all()
    return [(row.body_code, row.held_on) for row in rows]


def counted(database: Database, code: str) -> list[date]:
    with database.read() as session:
        found = meetings_of_bodies(session, [code])
    return [each.held_on for each in found.get(code, ())]


def merge(database: Database) -> int:
    return merge_bodies(database, ("810", "860"), NEW, on=ON, today=TODAY).fallen_meetings


@pytest.fixture
def planned(database: Database) -> Database:
    """Brønderslev and Hjørring have planned meetings on both sides of the day."""
    assert (
        plans(database, *(f"{name};råd;{day}" for name in ("810", "860") for day in (BEFORE, AFTER))).imported == 4
    )
    return database


def test_a_merged_councils_meetings_fall_away_from_the_day_on(planned: Database) -> None:
    assert merge(planned) == 2
    assert stored(planned) == [("raad-810", BEFORE), ("raad-860", BEFORE)]
    assert counted(planned, "raad-861") == []


def test_the_new_councils_meetings_count_for_whoever_was_asked_before_it_began(planned: Database) -> None:
    merge(planned)
    assert plans(planned, "Vendsyssel;råd;2028-01-26").imported == 1
    assert counted(planned, "raad-861") == [date(2028, 1, 26)]
    assert counted(planned, "raad-810") == [BEFORE, date(2028, 1, 26)]


def test_a_renamed_council_keeps_its_meetings(planned: Database) -> None:
    done = rename_body(planned, "810", "Jerslev Kommune", on=ON, today=TODAY)
    assert done.fallen_meetings == 0
    assert counted(planned, "raad-810-2") == [AFTER]
    assert counted(planned, "raad-810") == [BEFORE, AFTER]
    with planned.read() as session:
        assert [line.held_on for line in meeting_lines(session, "Jerslev")] == [AFTER]


def test_a_file_under_the_old_name_finds_the_renamed_council(planned: Database) -> None:
    rename_body(planned, "810", "Jerslev Kommune", on=ON, today=TODAY)
    assert plans(planned, f"Brønderslev;råd;{AFTER}", "Brønderslev;råd;2028-02-16") == MeetingReport(
        imported=1, duplicates=1
    )
    assert ("raad-810-2", date(2028, 2, 16)) in stored(planned)


def test_a_file_with_meetings_of_a_council_that_has_merged_by_then_is_bad(planned: Database) -> None:
    merge(planned)
    before = stored(planned)
    (problem,) = plans(planned, "Brønderslev;råd;2027-11-17", "Brønderslev;råd;2028-02-16").problems
    assert (problem.line, problem.column) == (3, "kommune")
    assert problem.reason == (
        "»Brønderslev« findes ikke den dag; mødet hører til Kommunalbestyrelsen i Vendsyssel Kommune."
    )
    assert stored(planned) == before


def test_a_name_that_went_over_to_the_new_council_means_the_new_one(planned: Database) -> None:
    merge_bodies(planned, ("810", "860"), NewName("861", "Hjørring Kommune"), on=ON, today=TODAY)
    assert plans(planned, f"Hjørring;råd;{AFTER}").imported == 1
    assert counted(planned, "raad-861") == [AFTER]


def test_an_unknown_council_stays_unknown_after_a_merger(planned: Database) -> None:
    merge(planned)
    with planned.read() as session, pytest.raises(UnknownCouncil):
        meeting_lines(session, "Atlantis")


def test_a_ring_of_successors_holds_no_meeting(planned: Database) -> None:
    with planned.write() as session:
        for code, heir in (("raad-810", "raad-860"), ("raad-860", "raad-810")):
            body = session.get_one(Body, code)
            body.valid_to, body.successor_code = EVE, heir
    assert counted(planned, "raad-810") == [BEFORE, BEFORE]
    assert "findes ikke den dag" in plans(planned, f"Hjørring;råd;{AFTER}").problems[0].reason


def test_an_open_round_waits_for_the_meetings_of_the_council_that_took_over(database: Database) -> None:
    records = Records(database)
    records.open()
    merged_on = date(2027, 12, 1)
    assert plans(database, "Læsø;råd;2027-12-08").imported == 1
    new = NewName("852", "Limfjordens Kommune")
    assert merge_bodies(database, (LAESOE, AALBORG), new, on=merged_on, today=TODAY).fallen_meetings == 1
    assert plans(database, "Limfjordens;råd;2027-12-15").imported == 1
    with database.read() as session:
        found = plans_of_round(session, cycle_id=records.cycle, round_number=1, today=date(2027, 11, 1))
    assert {found[code].waiting.meeting for code in (LAESOE, AALBORG)} == {date(2027, 12, 15)}


def test_a_contact_rounds_form_shows_the_meetings_under_the_new_name(database: Database) -> None:
    records = Records(database)
    records.record(records.start(phase=Phase.ADOPTION))
    records.record(records.publish())
    records.inquire(InquiryKind.CONTACT_ROUND)
    assert plans(database, "Læsø;råd;2028-02-16", "Læsø;råd;2027-12-15").imported == 2
    rename_body(database, LAESOE, "Øens Kommune", on=ON, today=TODAY)
    with database.read() as session:
        number = session.exec(select(Invitation.id).where(Invitation.party == LAESOE)).one()
        invitation = invitation_facts(session, number or 0)
        assert invitation is not None
        side = contact_side(session, inquiry_case(session, invitation), today=TODAY)
    assert side.meetings == {"council": (date(2027, 12, 15), date(2028, 2, 16))}
