"""The wheel on a cycle's page: the whole term as a ring, and the same in words."""

import re
from datetime import date

import pytest

from api.console.wheel import draw
from models.access.staff import Role
from models.queries.cycle.page import cycle_page
from models.queries.timeline.wheel import MarkKind, Wheel, wheel_of
from tests.api.office import CYCLE, SQLITE_ONLY, TODAY, Office
from workflows.contracts.cycles import EnterPhase
from workflows.rules.course.phases import Phase

pytestmark = SQLITE_ONLY


def wheel(office: Office, *, today: date = TODAY) -> Wheel:
    with office.database.read() as session:
        page = cycle_page(session, CYCLE, today=today)
        assert page
        found = wheel_of(session, page, today=today)
    assert found
    return found


def test_the_ring_goes_from_the_start_through_the_whole_period(round_: Office) -> None:
    found = wheel(round_)
    assert (found.begins, found.ends) == (TODAY, date(2032, 4, 1))
    assert [spell.phase for spell in found.spells] == [
        Phase.APPROVAL,
        Phase.CONFIRMATION,
        Phase.SUBMISSION,
        Phase.ENTRY_INTO_FORCE,
        Phase.FOLLOW_UP,
        Phase.EVALUATION,
    ]
    assert all(one.ends == other.begins for one, other in zip(found.spells, found.spells[1:], strict=False))


def test_sixteen_status_rounds_and_the_councils_deadline_are_marked(round_: Office) -> None:
    marks = wheel(round_).marks
    assert sum(mark.kind is MarkKind.STATUS_ROUND for mark in marks) == 16
    assert [(mark.on, mark.text) for mark in marks if mark.kind is MarkKind.DEADLINE] == [
        (date(2026, 5, 1), "rådenes svar")
    ]


def test_a_phase_that_was_entered_stands_as_it_came(round_: Office) -> None:
    round_.register.enter_phase(EnterPhase(CYCLE, Phase.CONFIRMATION))
    first, second, *_ = wheel(round_, today=date(2026, 3, 9)).spells
    assert (first.phase, first.is_expected) == (Phase.CONFIRMATION, True)
    assert second.phase is Phase.SUBMISSION


def test_every_arc_is_on_the_ring_and_one_is_now(round_: Office) -> None:
    drawing = draw(wheel(round_, today=date(2026, 4, 1)))
    assert [arc.state for arc in drawing.arcs] == ["now", *["ahead"] * 5]
    ends = [float(number) for arc in drawing.arcs for number in re.findall(r"-?\d+\.\d+", arc.path)]
    assert len(ends) > 20
    assert all(abs(number) <= 150 for number in ends)
    assert drawing.today


def test_a_wheel_of_a_single_phase_is_a_whole_circle(round_: Office) -> None:
    found = wheel(round_)
    (arc,) = draw(Wheel(found.today, found.spells[-1:], ())).arcs
    assert " 1 1 " in arc.path


@pytest.mark.parametrize("role", list(Role))
def test_the_page_tells_in_words_what_the_ring_shows(round_: Office, role: Role) -> None:
    page = round_.signed_in(role).get(f"/forloeb/{CYCLE}").text
    assert 'role="img" aria-labelledby="hjulet" aria-describedby="hjulet-ord"' in page
    assert page.count('<path class="arc ') == 6
    assert page.count('<circle class="mark status-round" cx') == 16
    words = page[page.index('id="hjulet-ord"') :]
    assert "Opfølgning</strong><br>1. januar 2028 – 31. december 2031" in words
    assert "1. maj 2026: frist for rådenes svar" in words
    assert "style=" not in page
