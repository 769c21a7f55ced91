"""The course of an agreement, as it was and as it is to be expected."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workflows.rules.course.course import Expectations, Spell, course
from workflows.rules.course.phases import Phase

PHASES = (Phase.DRAFTING, Phase.HEARING, Phase.ADOPTION, Phase.APPROVAL, Phase.FOLLOW_UP)
ENDS: dict[Phase, date] = {
    Phase.ADOPTION: date(2027, 9, 1),
    Phase.APPROVAL: date(2027, 11, 1),
    Phase.FOLLOW_UP: date(2032, 1, 1),
}
EXPECTED = Expectations(ENDS, {Phase.ADOPTION: timedelta(days=31)})
DAYS = st.dates(date(2027, 1, 1), date(2033, 1, 1))


def told(spells: tuple[Spell, ...]) -> list[tuple[Phase, date, date]]:
    return [(spell.phase, spell.begins, spell.ends) for spell in spells]


def test_what_was_is_told_as_it_was_and_the_rest_as_planned() -> None:
    entered = [(Phase.DRAFTING, date(2027, 1, 1)), (Phase.HEARING, date(2027, 6, 1))]
    found = course(entered, PHASES, EXPECTED, today=date(2027, 7, 1))
    assert told(found) == [
        (Phase.DRAFTING, date(2027, 1, 1), date(2027, 6, 1)),
        (Phase.HEARING, date(2027, 6, 1), date(2027, 8, 1)),
        (Phase.ADOPTION, date(2027, 8, 1), date(2027, 9, 1)),
        (Phase.APPROVAL, date(2027, 9, 1), date(2027, 11, 1)),
        (Phase.FOLLOW_UP, date(2027, 11, 1), date(2032, 1, 1)),
    ]
    assert [spell.is_expected for spell in found] == [False, True, True, True, True]


def test_a_phase_that_should_be_over_lasts_until_today_and_pushes_nothing_back() -> None:
    found = course([(Phase.APPROVAL, date(2027, 9, 1))], PHASES, EXPECTED, today=date(2027, 12, 24))
    assert told(found) == [
        (Phase.APPROVAL, date(2027, 9, 1), date(2027, 12, 24)),
        (Phase.FOLLOW_UP, date(2027, 12, 24), date(2032, 1, 1)),
    ]


def test_a_phase_is_on_from_its_first_day_to_its_last() -> None:
    spell = Spell(Phase.HEARING, date(2027, 6, 1), date(2027, 8, 1), is_expected=False)
    assert not spell.is_on(date(2027, 5, 31))
    assert spell.is_on(date(2027, 6, 1))
    assert spell.is_on(spell.last)
    assert not spell.is_on(spell.ends)


def test_nothing_is_to_come_of_what_has_ended() -> None:
    entered = [(Phase.DRAFTING, date(2027, 1, 1)), (Phase.CANCELLED, date(2027, 2, 1))]
    assert told(course(entered, PHASES, EXPECTED, today=date(2029, 1, 1))) == [
        (Phase.DRAFTING, date(2027, 1, 1), date(2027, 2, 1))
    ]


@given(st.sampled_from(PHASES), DAYS, DAYS)
def test_one_phase_follows_the_other_without_a_gap(phase: Phase, since: date, today: date) -> None:
    found = course([(phase, since)], PHASES, EXPECTED, today=max(since, today))
    assert all(one.ends == other.begins for one, other in itertools.pairwise(found))
    assert all(spell.ends - spell.begins >= timedelta(days=1) for spell in found)


def test_phases_share_what_the_usual_ones_leave() -> None:
    found = course([(Phase.DRAFTING, date(2027, 8, 1))], PHASES, EXPECTED, today=date(2027, 8, 1))
    assert told(found)[:1] == [(Phase.ADOPTION, date(2027, 8, 1), date(2027, 9, 1))]
    found = course([(Phase.DRAFTING, date(2027, 6, 1))], PHASES, EXPECTED, today=date(2027, 6, 1))
    assert [spell.begins for spell in found[:3]] == [date(2027, 6, 1), date(2027, 7, 1), date(2027, 8, 1)]


def test_where_there_is_too_little_time_the_usual_ones_share_it() -> None:
    expected = Expectations(ENDS, {Phase.HEARING: timedelta(days=60), Phase.ADOPTION: timedelta(days=30)})
    found = course([(Phase.DRAFTING, date(2027, 8, 2))], PHASES, expected, today=date(2027, 8, 2))
    assert told(found)[:2] == [
        (Phase.HEARING, date(2027, 8, 2), date(2027, 8, 22)),
        (Phase.ADOPTION, date(2027, 8, 22), date(2027, 9, 1)),
    ]
