"""What a successor has from the agreement before it, and how that is kept true."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from models.store.database import Database
from models.tables import Body, Contact, Initiative, RegisterEntry, TaskKind
from tests.activities.records import Records
from workflows.rules.course.phases import Phase
from workflows.rules.follow_up import Progress
from workflows.rules.inquiries import InquiryKind
from workflows.rules.requests import RequestKind

NORTH, SOUTH = "klyngestyregruppe-1081-nord", "klyngestyregruppe-1081-syd"
STATUS, SLUG = InquiryKind.STATUS_ROUND, "status-2032-1"
LATER = {"period_start": date(2032, 1, 1), "period_end": date(2035, 12, 31)}


@pytest.fixture
def old(database: Database) -> Records:
    """An agreement that is followed up, with a successor to come."""
    old = Records(database)
    old.open()
    old.enter(Phase.FOLLOW_UP)
    with database.write() as session:
        session.add_all(Contact(body_code=code, mailbox=f"{code}@rn.example") for code in (NORTH, SOUTH))
    return old


def successor(old: Records) -> Records:
    """Start the agreement that follows, while the old one runs on."""
    new = Records(old.database, now=old.now + timedelta(days=1), _keys=old._keys)
    new.record(new.start(phase=Phase.DRAFTING, predecessor=old.cycle, **LATER))
    return new


def initiatives(records: Records) -> dict[int, Initiative]:
    with records.database.read() as session:
        mine = select(Initiative).where(Initiative.cycle_id == records.cycle).order_by("number")
        return {each.number: each for each in session.exec(mine)}


def progress(records: Records) -> dict[int, Progress]:
    return {number: each.progress for number, each in initiatives(records).items()}


def caught_up(records: Records) -> list[dict[str, Any]]:
    """Return the facts of the register's entries about what the cycle inherited."""
    with records.database.read() as session:
        mine = select(RegisterEntry).where(RegisterEntry.cycle_id == records.cycle)
        entries = session.exec(mine.where(RegisterEntry.kind == "caught_up").order_by("seq")).all()
    return [json.loads(entry.canonical)["facts"] for entry in entries]


def end(records: Records, code: str, heir: str | None = None) -> None:
    with records.database.write() as session:
        body = session.get_one(Body, code)
        body.valid_to, body.successor_code = date(2027, 10, 1), heir
        session.add(body)


def report(records: Records, *statuses: tuple[int, str]) -> None:
    """Let the owner in the north tell of its initiatives, in a status round that is open."""
    said = [{"initiative": number, "progress": told} for number, told in statuses]
    kind = RequestKind.STATUS_REPORT
    records.granted(kind, inquiry=SLUG, party=NORTH, initiatives=said, reported_by="Anne Eksempel")


def test_a_successor_starts_with_what_its_predecessor_left(old: Records) -> None:
    old.initiative(NORTH, goal="Færre genindlæggelser", paragraph="2.1")
    old.initiative(SOUTH, progress="done")
    end(old, NORTH, SOUTH)
    (copy,) = initiatives(successor(old)).values()
    assert (copy.number, copy.owner_code, copy.source.value) == (1, SOUTH, "predecessor")
    assert (copy.goal, copy.paragraph) == ("Færre genindlæggelser", "2.1")
    assert copy.carried_from == initiatives(old)[1].id


@pytest.mark.parametrize("ended", [Progress.DONE, Progress.DROPPED])
def test_what_the_old_agreement_ends_meanwhile_is_not_followed_up_again(old: Records, ended: Progress) -> None:
    old.initiative(NORTH)
    old.initiative(SOUTH)
    new = successor(old)
    old.initiative(NORTH, number=1, progress=ended.value)
    assert progress(new)[1] is Progress.NOT_STARTED
    new.enter(Phase.FOLLOW_UP)
    assert progress(new) == {1: ended, 2: Progress.NOT_STARTED}
    assert [each.code for each in new.inquire(STATUS, SLUG).addressees] == [SOUTH]
    assert new.proves()


def test_status_and_words_come_along_and_so_does_what_was_begun_meanwhile(old: Records) -> None:
    old.initiative(NORTH)
    new = successor(old)
    old.initiative(SOUTH, number=1, title="Nyt navn", goal="Nyt mål", progress="under_way")
    old.initiative(NORTH, title="Begyndt siden", progress="delayed")
    old.initiative(NORTH, title="Begyndt og endt", progress="done")
    new.enter(Phase.FOLLOW_UP)
    first, second = initiatives(new).values()
    assert (first.title, first.goal, first.owner_code) == ("Nyt navn", "Nyt mål", SOUTH)
    assert (second.title, second.source.value) == ("Begyndt siden", "predecessor")
    assert progress(new) == {1: Progress.UNDER_WAY, 2: Progress.DELAYED}
    (facts,) = caught_up(new)
    assert facts == {
        "predecessor": old.cycle,
        "statuses": "1:under_way,2:delayed",
        "owners": f"1:{SOUTH},2:{NORTH}",
        "carried": "2",
    }
    assert new.proves()


def test_what_was_ended_too_early_and_taken_up_again_is_carried_over(old: Records) -> None:
    old.initiative(NORTH, progress="done")
    new = successor(old)
    assert initiatives(new) == {}
    old.initiative(NORTH, number=1, progress="under_way")
    new.enter(Phase.FOLLOW_UP)
    assert progress(new) == {1: Progress.UNDER_WAY}


def test_what_the_office_has_told_of_a_copy_stands(old: Records) -> None:
    old.initiative(NORTH)
    old.initiative(NORTH)
    new = successor(old)
    new.initiative(NORTH, number=1, title="Vores eget navn", progress="paused")
    old.initiative(NORTH, number=1, progress="done")
    old.initiative(NORTH, number=2, progress="done")
    new.enter(Phase.FOLLOW_UP)
    assert progress(new) == {1: Progress.PAUSED, 2: Progress.DONE}
    assert initiatives(new)[1].title == "Vores eget navn"
    assert caught_up(new)[0]["statuses"] == "2:done"


def test_what_the_office_was_refused_to_tell_stands_for_nothing(old: Records) -> None:
    old.initiative(NORTH)
    new = successor(old)
    assert "»xyz«" in new.refused(RequestKind.INITIATIVE, owner="xyz", title="a", number=1)
    old.initiative(NORTH, number=1, progress="done")
    new.enter(Phase.FOLLOW_UP)
    assert progress(new) == {1: Progress.DONE}


def test_a_phase_that_is_entered_again_brings_nothing_twice(old: Records) -> None:
    old.initiative(NORTH)
    new = successor(old)
    old.initiative(SOUTH)
    new.enter(Phase.FOLLOW_UP)
    before = new.contents()
    new.enter(Phase.FOLLOW_UP)
    assert new.contents() == before
    new.enter(Phase.EVALUATION)
    new.enter(Phase.FOLLOW_UP)
    assert (len(initiatives(new)), len(caught_up(new))) == (2, 1)


def test_where_nothing_happened_since_nothing_is_entered(old: Records) -> None:
    old.initiative(NORTH)
    new = successor(old)
    new.enter(Phase.FOLLOW_UP)
    assert progress(new) == {1: Progress.NOT_STARTED}
    assert caught_up(new) == []
    assert caught_up(old) == []


def test_the_old_agreements_last_status_is_known_before_anybody_is_asked_anew(old: Records) -> None:
    old.initiative(NORTH)
    old.initiative(NORTH)
    new = successor(old)
    new.enter(Phase.FOLLOW_UP)
    old.inquire(STATUS, SLUG)
    report(old, (1, "done"), (2, "under_way"))
    assert [each.code for each in new.inquire(STATUS, SLUG).addressees] == [NORTH]
    assert progress(new) == {1: Progress.DONE, 2: Progress.UNDER_WAY}
    before = new.contents()
    new.inquire(STATUS, SLUG)
    assert new.contents() == before


def test_what_an_owner_has_told_in_the_new_agreement_stands(old: Records) -> None:
    old.initiative(NORTH)
    new = successor(old)
    new.enter(Phase.FOLLOW_UP)
    new.inquire(STATUS, SLUG)
    report(new, (1, "delayed"))
    old.initiative(NORTH, number=1, progress="done")
    new.inquire(STATUS, "status-2032-2")
    assert progress(new) == {1: Progress.DELAYED}
    assert caught_up(new) == []


def test_a_copy_without_an_owner_leaves_the_desk_when_the_old_agreement_finds_one_or_ends_it(old: Records) -> None:
    old.initiative(NORTH)
    old.initiative(NORTH)
    end(old, NORTH)
    new = successor(old)
    assert [task.kind for task in new.desk()] == [TaskKind.OWNER_ENDED] * 2
    old.initiative(SOUTH, number=1)
    old.initiative(SOUTH, number=2, progress="dropped")
    new.enter(Phase.FOLLOW_UP)
    assert new.desk() == []
    assert initiatives(new)[1].owner_code == SOUTH
