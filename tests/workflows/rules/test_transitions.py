import pytest

from workflows.rules.authority import AuthorityStep
from workflows.rules.course.phases import FINAL, Phase
from workflows.rules.course.transitions import (
    ENDS_THE_CYCLE,
    after_a_fallen_round,
    after_the_authority,
    following,
    is_ended_by,
    phase_ended_by,
    what_ends,
)
from workflows.rules.requests import RequestKind

ALL = tuple(phase for phase in Phase if not phase.is_final)


def test_a_phase_follows_the_next_that_the_kind_has() -> None:
    phases = (Phase.DRAFTING, Phase.APPROVAL, Phase.CONFIRMATION)
    assert [following(phase, phases) for phase in phases] == [*phases[1:], Phase.CLOSED]


def test_a_fallen_text_goes_back_to_where_it_is_adopted() -> None:
    def back(*phases: Phase) -> Phase:
        return after_a_fallen_round(phases, has_new_text=False)

    assert back(Phase.DRAFTING, Phase.APPROVAL) is Phase.DRAFTING
    assert back(Phase.DRAFTING, Phase.ADOPTION, Phase.APPROVAL) is Phase.ADOPTION
    assert back(Phase.DRAFTING, Phase.SUBMISSION, Phase.ADOPTION, Phase.APPROVAL) is Phase.ADOPTION
    assert back(Phase.DRAFTING, Phase.ADOPTION) is Phase.ADOPTION  # such a kind asks nobody


def test_a_text_that_was_written_anew_goes_to_the_councils_again() -> None:
    assert after_a_fallen_round(ALL, has_new_text=True) is Phase.APPROVAL


def test_an_objection_sends_the_text_back_and_any_other_answer_lets_it_go_on() -> None:
    asked_first = (Phase.DRAFTING, Phase.SUBMISSION, Phase.ADOPTION, Phase.APPROVAL)
    assert after_the_authority(AuthorityStep.OBJECTED, asked_first) is Phase.DRAFTING
    assert after_the_authority(AuthorityStep.OBJECTED, ALL) is Phase.ADOPTION
    answers = [step for step in AuthorityStep if step.is_answer and step is not AuthorityStep.OBJECTED]
    assert {after_the_authority(answer, ALL) for answer in [*answers, None]} == {Phase.ENTRY_INTO_FORCE}


def test_a_request_ends_its_phase_and_no_other() -> None:
    ended = {phase: what_ends(phase) for phase in Phase if what_ends(phase)}
    assert len(ended) == 4
    for phase, request in ended.items():
        assert request is not None
        assert phase_ended_by(request) is phase
        assert [each for each in Phase if is_ended_by(each, {request})] == [phase]
    assert phase_ended_by(RequestKind.ANSWER) is None


@pytest.mark.parametrize("phase", Phase)
def test_nothing_granted_ends_no_phase(phase: Phase) -> None:
    assert not is_ended_by(phase, set())


def test_what_ends_the_cycle_ends_no_phase() -> None:
    assert set(ENDS_THE_CYCLE.values()) < FINAL
    assert {phase_ended_by(request) for request in ENDS_THE_CYCLE} == {None}
