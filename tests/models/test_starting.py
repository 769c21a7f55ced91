from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from models.agreements.cycles import CycleDiffers, create_cycle
from models.agreements.starting import last_day, read_new_cycle
from models.agreements.successors import create_successor, successor_of_cycle
from models.directory import NewName, merge_bodies
from models.kinds import definition_of, kind_of, packaged_kind, store_kind
from models.meetings import import_meetings
from models.store.database import Database
from models.tables import Body, BodyKind, Contact, Cycle, Kind, Request
from request_types.faults import BadInput
from workflows.rules.course.phases import Phase

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
FRAMEWORK: dict[str, Any] = {
    "kind": "rammeaftale",
    "region": "1081",
    "title": "Nordjysk Socialaftale 2029-2030",
    "period_start": "2029-01-01",
}
CHOSEN: dict[str, Any] = {
    "kind": "faellesaftale",
    "region": "Nordjylland",
    "title": "Fælles akutfunktion",
    "period_start": "2028-01-01",
    "parties": ["Læsø", "851", "region nordjylland"],
}


@pytest.fixture
def reachable(database: Database) -> Database:
    with database.write() as session:
        for body in session.exec(select(Body).where(col(Body.kind) != BodyKind.PATIENT_COMMITTEE)):
            session.add(Contact(body_code=body.code, mailbox=f"{body.code}@x.example"))
    return database


def start(database: Database, said: dict[str, Any], **changes: Any) -> Cycle:
    new = read_new_cycle(said | changes)
    created = create_cycle(database, new, today=TODAY, at=AT)
    with database.read() as session:
        return session.get_one(Cycle, created.id)


def faults_of(database: Database, said: dict[str, Any], **changes: Any) -> dict[str, str]:
    with pytest.raises(BadInput) as caught:
        start(database, said, **changes)
    with database.read() as session:
        assert not session.exec(select(Request)).all()
        assert not session.exec(select(Cycle)).all()
    return {fault.field: fault.message for fault in caught.value.faults}


def succeed(database: Database, cycle: str, **said: Any) -> Cycle:
    created = create_successor(database, cycle, today=TODAY, at=AT, made_by="system", **said)
    with database.read() as session:
        return session.get_one(Cycle, created.id)


def end(database: Database, cycle: str, phase: Phase) -> None:
    with database.write() as session:
        session.get_one(Cycle, cycle).phase = phase


def test_a_period_is_as_long_as_the_kind_has_it(reachable: Database) -> None:
    cycle = start(reachable, FRAMEWORK)
    assert (cycle.id, cycle.period_end) == ("rammeaftale-nordjylland-2029", date(2030, 12, 31))
    assert start(reachable, FRAMEWORK, period_end="2030-12-31").id == cycle.id


@pytest.mark.parametrize(
    ("first", "years", "last"),
    [
        (date(2028, 1, 1), 4, date(2031, 12, 31)),
        (date(2028, 3, 1), 1, date(2029, 2, 28)),
        (date(2027, 3, 1), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 2, date(2030, 2, 28)),
        (date(9998, 1, 1), 4, date.max),
    ],
)
def test_a_period_ends_the_day_before_the_next(first: date, years: int, last: date) -> None:
    assert last_day(first, years) == last


def test_chosen_parties_are_kept_by_code_in_the_usual_order(reachable: Database) -> None:
    cycle = start(reachable, CHOSEN, adoption_on="2027-06-01")
    assert cycle.chosen_parties == ["825", "851", "1081"]
    assert cycle.adoption_on == date(2027, 6, 1)
    assert start(reachable, CHOSEN | {"parties": ["851", "825", "Regionsrådet"], "adoption_on": "2027-06-01"}).id


@pytest.mark.parametrize(
    ("said", "changes", "field", "message"),
    [
        (CHOSEN, {"parties": []}, "parties", "Vælg mindst 2 parter."),
        (CHOSEN, {"parties": ["825", "Læsø"]}, "parties", "Vælg mindst 2 parter."),
        (CHOSEN, {"parties": ["825", "Atlantis", "751"]}, "parties", "Region Nordjylland: Atlantis, 751."),
        (FRAMEWORK, {"parties": ["825", "851"]}, "parties", "ligger fast"),
        (FRAMEWORK, {"predecessor": "findes-ikke"}, "predecessor", "»findes-ikke« findes ikke"),
        (FRAMEWORK, {"adoption_on": "2026-11-21"}, "adoption_on", "i fortiden"),
        (FRAMEWORK, {"adoption_on": "2047-11-21"}, "adoption_on", "ti år fremme"),
        (
            FRAMEWORK,
            {"adoption_on": "2028-06-01", "approval_deadline": "2028-06-01"},
            "adoption_on",
            "ikke før fristen",
        ),
        (FRAMEWORK, {"start_phase": "stadfæstelse"}, "start_phase", "forudsætter en runde"),
        (FRAMEWORK, {"start_phase": "afsluttet"}, "start_phase", "findes ikke i denne art"),
        (FRAMEWORK, {"start_phase": "høring"}, "start_phase", "findes ikke i denne art"),
        (
            FRAMEWORK,
            {"period_start": "2022-01-01"},
            "period_end",
            "Perioden sluttede 31. december 2023; et forløb kan ikke begynde i fortiden.",
        ),
        (FRAMEWORK, {"period_start": "9998-01-01"}, "period_end", "årstallet"),
    ],
)
def test_a_start_that_cannot_be_is_refused_and_changes_nothing(
    reachable: Database, said: dict[str, Any], changes: dict[str, Any], field: str, message: str
) -> None:
    assert message in faults_of(reachable, said, **changes)[field]


def test_a_kind_that_cannot_be_used_any_more_says_why(reachable: Database) -> None:
    with reachable.write() as session:
        kind = session.get_one(Kind, "rammeaftale")
        kind.definition = kind.definition | {"term_years": "to"}
    told = faults_of(reachable, FRAMEWORK)
    assert told == {"kind": "Arten »rammeaftale« kan ikke bruges: term_years: skal være et helt tal."}


@pytest.mark.parametrize("phase", ["indsendelse", "ikrafttræden", "opfølgning", "evaluering"])
def test_an_agreement_may_begin_after_its_approval(reachable: Database, phase: str) -> None:
    said = {"kind": "sundhedsaftale", "region": "1081", "title": "A", "period_start": "2026-01-01"}
    cycle = start(reachable, said, start_phase=phase, out_of_basis_reason="Gælder videre")
    assert cycle.phase.value == phase


def test_every_party_of_every_stage_needs_a_contact(reachable: Database) -> None:
    with reachable.write() as session:
        for code in ("kkr-1081", "raad-825"):
            session.delete(session.get_one(Contact, code))
    message = faults_of(reachable, FRAMEWORK)["region"]
    assert message == "Der mangler en kontakt i kataloget for: KKR Nordjylland, Læsø."


def test_who_is_only_heard_needs_no_contact(reachable: Database) -> None:
    said = {"kind": "praksisplan-almen-praksis", "region": "1081", "title": "P", "period_start": "2028-01-01"}
    with reachable.read() as session:
        assert session.get(Contact, "piu-1081") is None
    assert start(reachable, said, out_of_basis_reason="Aftalt").id


def test_a_region_without_the_body_that_is_asked_is_named(reachable: Database) -> None:
    with reachable.write() as session:
        session.get_one(Body, "kkr-1081").valid_to = date(2026, 1, 1)
    assert "ingen, der kan spørges i 1. led" in faults_of(reachable, FRAMEWORK)["region"]


def test_the_next_agreement_begins_where_the_last_one_ends(reachable: Database) -> None:
    before = start(reachable, FRAMEWORK)
    after = succeed(reachable, before.id)
    assert (after.id, after.predecessor_id) == ("rammeaftale-nordjylland-2031", before.id)
    assert (after.period_start, after.period_end) == (date(2031, 1, 1), date(2032, 12, 31))
    assert (after.title, after.phase) == ("Nordjysk Socialaftale 2031-2032", Phase.DRAFTING)
    assert succeed(reachable, before.id).id == after.id


def test_chosen_parties_are_carried_over(reachable: Database) -> None:
    before = start(reachable, CHOSEN)
    after = succeed(reachable, before.id, title="Akutaftalen")
    assert after.chosen_parties == ["825", "851", "1081"]
    assert after.title == "Akutaftalen"
    with reachable.read() as session:
        assert successor_of_cycle(session, before.id, today=TODAY).title == "Fælles akutfunktion 2032-2035"


def test_who_took_over_from_a_chosen_party_is_carried_over(reachable: Database) -> None:
    before = start(reachable, CHOSEN)
    on = date(2026, 11, 1)
    merge_bodies(reachable, ["825", "813"], NewName("864", "Kattegat Kommune"), on=on, today=TODAY)
    assert succeed(reachable, before.id).chosen_parties == ["864", "851", "1081"]


def test_a_period_that_is_no_whole_years_is_carried_over_in_days(reachable: Database) -> None:
    before = start(reachable, FRAMEWORK, period_end="2029-06-30")
    after = succeed(reachable, before.id)
    assert after.period_end - after.period_start == before.period_end - before.period_start
    assert after.id == "rammeaftale-nordjylland-2029-2"


def test_a_successor_may_begin_later(reachable: Database) -> None:
    before = start(reachable, FRAMEWORK)
    after = succeed(reachable, before.id, period_start=date(2031, 7, 1))
    assert (after.period_start, after.period_end) == (date(2031, 7, 1), date(2033, 6, 30))


def test_a_successor_does_not_begin_before_its_predecessor_ends(reachable: Database) -> None:
    before = start(reachable, FRAMEWORK)
    with pytest.raises(BadInput, match="før den gamle er slut"):
        succeed(reachable, before.id, period_start=before.period_end)


def test_a_successor_does_not_begin_in_a_year_that_nobody_means(reachable: Database) -> None:
    before = start(reachable, FRAMEWORK, period_end="2030-06-30")
    for day in (date.min, date.max):
        with pytest.raises(BadInput, match="mere end tredive år"):
            succeed(reachable, before.id, period_start=day)


def test_a_successor_that_leaves_a_council_without_a_meeting_needs_a_reason(reachable: Database) -> None:
    before = start(reachable, FRAMEWORK, period_start="2027-01-01")
    meetings = "kommune;niveau;dato\nLæsø;råd;2028-03-01\n"
    assert import_meetings(reachable, meetings, today=TODAY).imported == 1
    with pytest.raises(BadInput, match="Læsø når intet møde"):
        succeed(reachable, before.id)
    assert succeed(reachable, before.id, unreachable_reason="Ekstra møde").unreachable_reason == "Ekstra møde"


def test_there_is_one_successor_only(reachable: Database) -> None:
    before = start(reachable, FRAMEWORK)
    succeed(reachable, before.id)
    with pytest.raises(BadInput, match="har allerede en efterfølger: rammeaftale-nordjylland-2031"):
        succeed(reachable, before.id, period_start=date(2032, 1, 1))
    with pytest.raises(CycleDiffers):
        succeed(reachable, before.id, title="En anden titel")
    end(reachable, "rammeaftale-nordjylland-2031", Phase.CANCELLED)
    assert succeed(reachable, before.id, title="En anden titel").id == "rammeaftale-nordjylland-2031-2"


def test_a_successor_needs_a_reason_where_the_law_has_ended(reachable: Database) -> None:
    said = {"kind": "sundhedsaftale", "region": "1081", "title": "A", "period_start": "2028-01-01"}
    before = start(reachable, said, out_of_basis_reason="Prøve")
    with pytest.raises(BadInput, match="retsgrundlag"):
        succeed(reachable, before.id)
    assert succeed(reachable, before.id, out_of_basis_reason="Prøve igen").title == "A 2032-2035"


@pytest.mark.parametrize("phase", [Phase.CANCELLED, Phase.LAPSED])
def test_what_was_given_up_has_no_successor(reachable: Database, phase: Phase) -> None:
    before = start(reachable, FRAMEWORK)
    end(reachable, before.id, phase)
    with pytest.raises(BadInput, match=f"Forløbet er {phase.value}"):
        succeed(reachable, before.id)


def test_an_unknown_cycle_has_no_successor(reachable: Database) -> None:
    with pytest.raises(BadInput, match="Forløbet x findes ikke"):
        succeed(reachable, "x")


def test_the_agreement_before_is_of_the_same_kind_and_region(reachable: Database) -> None:
    before = start(reachable, FRAMEWORK)
    for changes, said in (
        ({"kind": "kkr-maal", "period_start": "2031-01-01"}, "af en anden art"),
        ({"region": "1082", "period_start": "2031-01-01"}, "en anden region"),
    ):
        with pytest.raises(BadInput, match=said):
            start(reachable, FRAMEWORK | {"predecessor": before.id}, **changes)


def test_a_running_cycle_keeps_the_kind_that_it_began_with(reachable: Database) -> None:
    before = start(reachable, FRAMEWORK)
    kind = packaged_kind("rammeaftale")
    store_kind(reachable, kind_of(definition_of(kind) | {"term_years": 4}))
    with reachable.read() as session:
        assert kind_of(session.get_one(Cycle, before.id).definition) == kind
    assert start(reachable, FRAMEWORK, period_start="2035-01-01").period_end == date(2038, 12, 31)
