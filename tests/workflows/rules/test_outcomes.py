import pytest

from workflows.rules.council.facts import Answered
from workflows.rules.council.outcomes import DecidedBy, Outcome, as_stored, needs_ruling
from workflows.rules.council.standing import Position, standing

D, P = DecidedBy, Position
BY_THE_COUNCIL = {
    Outcome.APPROVED: P.COUNTS,
    Outcome.APPROVED_WITH_REMARKS: P.COUNTS,
    Outcome.APPROVED_CONDITIONALLY: P.DOUBTFUL,
    Outcome.REJECTED: P.BLOCKING,
    Outcome.RECOMMENDED: P.ANSWERED,
    Outcome.NOTED: P.ANSWERED,
    Outcome.POSTPONED: P.ANSWERED,
    Outcome.RETURNED: P.ANSWERED,
    Outcome.WITHDRAWN: P.AWAITED,
}
FINAL = {Outcome.APPROVED, Outcome.APPROVED_WITH_REMARKS, Outcome.APPROVED_CONDITIONALLY, Outcome.REJECTED}
OF_THE_CALENDAR = {Outcome.POSTPONED, Outcome.RETURNED, Outcome.WITHDRAWN}
EVERYTHING = [(outcome, decider) for outcome in Outcome for decider in DecidedBy]


def expected(outcome: Outcome, decider: DecidedBy) -> tuple[Outcome, Position]:
    if decider is D.COUNCIL:
        return outcome, BY_THE_COUNCIL[outcome]
    if decider is D.CHAIR:
        return outcome, P.DOUBTFUL if outcome in FINAL else BY_THE_COUNCIL[outcome]
    stored = outcome if outcome in OF_THE_CALENDAR else Outcome.RECOMMENDED
    return stored, BY_THE_COUNCIL[stored]


def test_there_are_nine_outcomes_and_four_deciders() -> None:
    assert len(EVERYTHING) == 36
    assert len(BY_THE_COUNCIL) == 9


@pytest.mark.parametrize(("outcome", "decider"), EVERYTHING)
def test_an_outcome_is_worth_what_its_decider_makes_of_it(outcome: Outcome, decider: DecidedBy) -> None:
    stored, position = expected(outcome, decider)
    assert as_stored(outcome, decider) is stored
    assert needs_ruling(stored, decider) is (position is P.DOUBTFUL)
    assert standing([Answered(1, stored, decider)]).position is position


def test_outcomes_and_deciders_have_danish_words() -> None:
    words = [each.danish for each in (*Outcome, *DecidedBy)]
    assert len(set(words)) == 13
