"""Keys of links: which must still be there, and which may be taken away."""

from datetime import UTC, datetime, timedelta

import pytest

from models.access.link_keys import UnknownKey, fingerprint_of, known_keys, missing_keys, note_newest, retire_key
from models.store.database import Database
from models.tables import Cycle, Inquiry, LinkKey, Round
from tests.models.seeding import AT, DAY, seed_basis, seed_cycle
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind

OLD, NEW = "a" * 64, "b" * 64
HOUR = timedelta(hours=1)


@pytest.fixture
def round_(database: Database) -> Database:
    """A database in which a round was opened at AT, while the old key was the newest."""
    seed_basis(database)
    seed_cycle(database, "aftale", parties=1)
    note_newest(database, OLD, AT - HOUR)
    return database


def needed(database: Database) -> dict[str, bool]:
    with database.read() as session:
        return {key.fingerprint: key.is_needed for key in known_keys(session)}


def missing(database: Database, *present: str) -> list[str]:
    with database.read() as session:
        return [key.fingerprint for key in missing_keys(session, present)]


def close_round(database: Database) -> None:
    with database.write() as session:
        session.get_one(Round, ("aftale", 1)).closed_at = AT + 9 * HOUR


def test_a_fingerprint_is_one_for_each_key_and_does_not_show_it() -> None:
    one, other = fingerprint_of("en nøgle"), fingerprint_of("en anden nøgle")
    assert one == fingerprint_of("en nøgle") != other
    assert (len(one), set(one) <= set("0123456789abcdef")) == (64, True)


def test_a_key_is_noted_once_and_as_of_when_it_began(database: Database) -> None:
    for hours in range(3):
        note_newest(database, OLD, AT + hours * HOUR)
    note_newest(database, NEW, AT + 4 * HOUR)
    with database.read() as session:
        keys = known_keys(session)
    assert [(key.fingerprint, key.used_from, key.used_until) for key in keys] == [
        (NEW, AT + 4 * HOUR, None),
        (OLD, AT, AT + 4 * HOUR),
    ]


def test_without_an_open_round_no_key_is_needed(database: Database) -> None:
    note_newest(database, OLD, AT)
    note_newest(database, NEW, AT + HOUR)
    assert needed(database) == {NEW: False, OLD: False}
    assert missing(database) == []


def test_a_key_is_needed_as_long_as_a_round_is_open_that_it_signed_for(round_: Database) -> None:
    note_newest(round_, NEW, AT + HOUR)
    assert needed(round_) == {NEW: True, OLD: True}
    assert missing(round_, NEW) == [OLD]
    assert missing(round_, NEW, OLD) == []
    close_round(round_)
    assert missing(round_, NEW) == []


@pytest.mark.parametrize(("later", "is_needed"), [(timedelta(0), True), (23 * HOUR, True), (25 * HOUR, False)])
def test_a_key_is_needed_for_rounds_of_the_day_after_it_gave_way_and_for_no_later_ones(
    round_: Database, later: timedelta, *, is_needed: bool
) -> None:
    note_newest(round_, NEW, AT + HOUR)
    with round_.write() as session:
        session.get_one(Round, ("aftale", 1)).opened_at = AT + HOUR + later
    assert needed(round_) == {NEW: True, OLD: is_needed}
    assert missing(round_, NEW) == [OLD] * is_needed


def test_an_open_inquiry_needs_its_key_too(round_: Database) -> None:
    close_round(round_)
    with round_.write() as session:
        session.add(
            Inquiry(
                cycle_id="aftale",
                slug="høring",
                kind=InquiryKind.HEARING,
                deadline=DAY,
                closes_on=DAY,
                opened_on=DAY,
                opened_at=AT + HOUR,
            )
        )
    note_newest(round_, NEW, AT + 2 * HOUR)
    assert missing(round_, NEW) == [OLD]


def test_a_cycle_that_was_called_off_needs_no_key(round_: Database) -> None:
    note_newest(round_, NEW, AT + HOUR)
    with round_.write() as session:
        session.get_one(Cycle, "aftale").phase = Phase.CANCELLED
    assert missing(round_, NEW) == []


def test_a_retired_key_is_not_missed(round_: Database) -> None:
    note_newest(round_, NEW, AT + HOUR)
    retired = retire_key(round_, OLD[:8].upper(), AT + 2 * HOUR)
    assert (retired.fingerprint, retired.retired_at) == (OLD, AT + 2 * HOUR)
    assert missing(round_, NEW) == []
    assert retire_key(round_, OLD[:8], AT + 3 * HOUR).retired_at == AT + 2 * HOUR


@pytest.mark.parametrize("beginning", ["", "aaaaaaa", "cccccccc", "a%%%%%%%", "________"])
def test_nothing_is_retired_that_was_not_named(round_: Database, beginning: str) -> None:
    with pytest.raises(UnknownKey):
        retire_key(round_, beginning, datetime.now(UTC))
    with round_.read() as session:
        assert session.get_one(LinkKey, OLD).retired_at is None


def test_a_key_that_comes_back_signs_again_and_those_between_are_still_needed(round_: Database) -> None:
    note_newest(round_, NEW, AT + HOUR)
    retire_key(round_, OLD, AT + 2 * HOUR)
    note_newest(round_, OLD, AT + 3 * HOUR)
    with round_.read() as session:
        newest, between = known_keys(session)
    assert (newest.fingerprint, newest.retired_at, newest.is_needed) == (OLD, None, True)
    assert (between.fingerprint, between.used_until, between.is_needed) == (NEW, AT + 3 * HOUR, True)


def test_a_key_that_was_retired_and_signs_again_is_needed_again(round_: Database) -> None:
    retire_key(round_, OLD[:8], AT + HOUR)
    assert needed(round_) == {OLD: False}
    note_newest(round_, OLD, AT + 2 * HOUR)
    assert needed(round_) == {OLD: True}
    assert missing(round_, NEW) == [OLD]
