from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.rules.council.facts import Answered, Fact, Planned, Protested, Ruled
from workflows.rules.council.outcomes import DecidedBy, Outcome, as_stored
from workflows.rules.council.quorum import Quorum, Verdict, round_verdict, verdict
from workflows.rules.council.standing import AWAITED, Position, Standing, standing

NUMBERS = st.integers(1, 5)
DAYS = st.dates(date(2027, 1, 1), date(2028, 12, 31))
ANSWERS = st.builds(
    lambda decision, outcome, by, meeting: Answered(decision, as_stored(outcome, by), by, meeting),
    NUMBERS,
    st.sampled_from(Outcome),
    st.sampled_from(DecidedBy),
    st.none() | DAYS,
)
PLANS = st.builds(Planned, st.none() | DAYS)
FACTS: st.SearchStrategy[Fact] = st.one_of(
    ANSWERS, PLANS, st.builds(Ruled, NUMBERS, st.booleans()), st.builds(Protested, NUMBERS)
)
HISTORIES = st.lists(FACTS, max_size=8)
STANDINGS = HISTORIES.map(standing)
APPROVES, REFUSES = standing([Answered(1, Outcome.APPROVED)]), standing([Answered(1, Outcome.REJECTED)])


@given(HISTORIES)
def test_only_an_approval_counts(facts: list[Fact]) -> None:
    stands = standing(facts)
    if stands.counts:
        assert not stands.is_disputed
        assert stands.outcome is not None
        assert stands.outcome.is_approval
        assert stands.decision is not None


@given(HISTORIES)
def test_a_council_counts_is_awaited_or_keeps_an_officer_busy(facts: list[Fact]) -> None:
    stands = standing(facts)
    others = stands.blocks or stands.position in {Position.DOUBTFUL, Position.FROZEN}
    assert [stands.counts, stands.is_awaited, others].count(True) == 1
    assert stands.has_final_answer is not stands.is_awaited


@given(facts=HISTORIES, counts=st.booleans())
def test_a_ruling_on_a_decision_that_no_longer_stands_changes_nothing(facts: list[Fact], *, counts: bool) -> None:
    stands = standing(facts)
    other = (stands.decision or 0) + 1
    assert standing([*facts, Ruled(other, counts)]) == stands
    assert standing([*facts, Protested(other)]) == stands


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome.is_doubtful])
def test_the_machine_does_not_write_to_a_council_that_gave_a_doubtful_answer(outcome: Outcome) -> None:
    answered = Answered(1, outcome, next_meeting=date(2027, 12, 1))
    assert not standing([answered]).may_be_reminded
    assert not standing([answered, Planned(None)]).may_be_reminded
    told = standing([answered, Planned(date(2027, 12, 8))])
    assert told.may_be_reminded is told.is_awaited


@given(HISTORIES, st.lists(PLANS, max_size=3))
def test_plans_after_a_final_answer_change_nothing(facts: list[Fact], plans: list[Planned]) -> None:
    stands = standing(facts)
    if stands.has_final_answer:
        assert standing([*facts, *plans]) == stands


@given(HISTORIES, ANSWERS)
def test_a_correction_replaces_all_that_stood_but_for_a_dispute(facts: list[Fact], answer: Answered) -> None:
    before, corrected, alone = standing(facts), standing([*facts, answer]), standing([answer])
    assert (corrected.decision, corrected.outcome) == (alone.decision, alone.outcome)
    assert corrected.is_disputed is before.is_disputed
    is_in_doubt = before.is_disputed and answer.outcome.is_final
    assert corrected.position is (Position.DOUBTFUL if is_in_doubt else alone.position)


@given(answers=st.lists(ANSWERS, min_size=1, max_size=4), counts=st.booleans())
def test_no_answer_to_a_protest_counts_without_a_ruling(answers: list[Answered], *, counts: bool) -> None:
    disputed: list[Fact] = [Answered(9, Outcome.APPROVED), Protested(9)]
    stands = standing([*disputed, *answers])
    assert not stands.counts
    assert not stands.blocks
    assert stands.needs_ruling is answers[-1].outcome.is_final
    if stands.needs_ruling:
        ruled = standing([*disputed, *answers, Ruled(answers[-1].decision, counts=counts)])
        assert ruled.is_awaited is not counts
        assert not ruled.is_disputed


@pytest.mark.parametrize(
    ("outcome", "position"),
    [
        (Outcome.APPROVED, Position.DOUBTFUL),
        (Outcome.APPROVED_WITH_REMARKS, Position.DOUBTFUL),
        (Outcome.APPROVED_CONDITIONALLY, Position.DOUBTFUL),
        (Outcome.REJECTED, Position.DOUBTFUL),
        (Outcome.NOTED, Position.ANSWERED),
        (Outcome.POSTPONED, Position.ANSWERED),
        (Outcome.RETURNED, Position.ANSWERED),
        (Outcome.WITHDRAWN, Position.AWAITED),
    ],
)
def test_an_answer_to_a_protest_waits_for_a_ruling_when_it_is_final(outcome: Outcome, position: Position) -> None:
    facts: list[Fact] = [Answered(1, Outcome.APPROVED), Protested(1), Answered(2, outcome, corrects=1)]
    assert standing(facts).position is position
    again = standing([*facts, Answered(3, Outcome.APPROVED, corrects=2)])
    assert again.position is Position.DOUBTFUL
    assert standing([*facts, Answered(3, Outcome.APPROVED, corrects=2), Ruled(3, counts=True)]).counts


@given(outcome=st.sampled_from([outcome for outcome in Outcome if outcome.is_final]), counts=st.booleans())
def test_a_protest_freezes_until_a_ruling(outcome: Outcome, *, counts: bool) -> None:
    facts: list[Fact] = [Answered(1, outcome), Protested(1)]
    assert standing(facts).position is Position.FROZEN
    ruled = standing([*facts, Ruled(1, counts=counts)])
    assert ruled.is_awaited is not counts
    if outcome is Outcome.REJECTED and counts:
        assert ruled.blocks


def test_a_ruling_for_a_decision_leaves_nothing_of_the_protest() -> None:
    answered = Answered(1, Outcome.APPROVED)
    assert standing([answered, Protested(1), Ruled(1, counts=True)]) == standing([answered])


def test_a_ruling_against_leaves_nothing_but_the_number_to_correct() -> None:
    stands = standing([Answered(7, Outcome.APPROVED_CONDITIONALLY), Ruled(7, counts=False)])
    assert stands == Standing(decision=7)
    assert stands.word == "afventer"


def test_a_recommendation_keeps_the_councils_own_meeting() -> None:
    meeting = date(2027, 11, 24)
    stands = standing([Planned(meeting), Answered(1, Outcome.RECOMMENDED, DecidedBy.COMMITTEE)])
    assert (stands.position, stands.meeting) == (Position.ANSWERED, meeting)


def test_what_the_council_itself_says_takes_the_place_of_the_meeting_it_told_of() -> None:
    planned, next_one = Planned(date(2027, 11, 24)), date(2027, 12, 15)
    assert standing([planned, Answered(1, Outcome.POSTPONED)]).meeting is None
    assert standing([planned, Answered(1, Outcome.POSTPONED, next_meeting=next_one)]).meeting == next_one


@given(st.lists(STANDINGS, min_size=1, max_size=12))
def test_a_round_that_needs_all_is_settled_by_all_and_blocked_by_one(standings: list[Standing]) -> None:
    result = verdict(standings)
    assert (result is Verdict.SETTLED) is all(stands.counts for stands in standings)
    assert (result is Verdict.BLOCKED) is any(stands.blocks for stands in standings)


def test_a_round_without_parties_is_never_settled() -> None:
    assert verdict([]) is Verdict.OPEN
    assert verdict([], quorum=Quorum.SINGLE) is Verdict.OPEN


def test_one_approval_settles_where_one_is_enough() -> None:
    assert verdict([APPROVES, AWAITED], quorum=Quorum.SINGLE) is Verdict.SETTLED


@pytest.mark.parametrize(
    ("stages", "found"),
    [
        ([], Verdict.OPEN),
        ([(Quorum.ALL, [APPROVES]), (Quorum.ALL, [APPROVES])], Verdict.SETTLED),
        ([(Quorum.ALL, [APPROVES]), (Quorum.ALL, [APPROVES, AWAITED])], Verdict.OPEN),
        ([(Quorum.ALL, [APPROVES]), (Quorum.ALL, [])], Verdict.OPEN),  # the next stage is not asked yet
        ([(Quorum.ALL, [APPROVES]), (Quorum.ALL, [REFUSES, AWAITED])], Verdict.BLOCKED),
        ([(Quorum.ALL, [REFUSES]), (Quorum.ALL, [APPROVES])], Verdict.BLOCKED),
        ([(Quorum.SINGLE, [APPROVES, REFUSES]), (Quorum.ALL, [APPROVES])], Verdict.SETTLED),
    ],
)
def test_a_round_is_settled_by_all_its_stages_and_blocked_by_one(
    stages: list[tuple[Quorum, list[Standing]]], found: Verdict
) -> None:
    assert round_verdict(stages) is found
