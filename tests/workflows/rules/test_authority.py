"""What may follow what between the parties and the authority: a table, compared step by step.

Sundhedsstyrelsen has eight weeks and may ask: bekendtgørelse nr. 679 af 30. maj 2018, § 6, stk. 2.
"""

from itertools import product

import pytest

from workflows.rules.authority import AuthorityRole, AuthorityStep, may_follow

S = AuthorityStep
MAY_FOLLOW: dict[AuthorityStep | None, set[AuthorityStep]] = {
    None: {S.SUBMITTED},
    S.SUBMITTED: {S.ACKNOWLEDGED, S.INFORMATION_ASKED, S.APPROVED, S.OBJECTED},
    S.ACKNOWLEDGED: {S.INFORMATION_ASKED, S.APPROVED, S.OBJECTED},
    S.INFORMATION_ASKED: {S.ACKNOWLEDGED, S.INFORMATION_GIVEN, S.APPROVED, S.OBJECTED},
    S.INFORMATION_GIVEN: {S.ACKNOWLEDGED, S.INFORMATION_ASKED, S.APPROVED, S.OBJECTED},
    S.APPROVED: set(),
    S.ADVISED: set(),
    S.OBJECTED: {S.SUBMITTED},
}
EVERYTHING = list(product(MAY_FOLLOW, AuthorityStep))


@pytest.mark.parametrize(("before", "step"), EVERYTHING)
def test_a_step_follows_those_that_the_correspondence_allows(
    before: AuthorityStep | None, step: AuthorityStep
) -> None:
    allowed = step in MAY_FOLLOW[before]
    assert may_follow(step, before, role=AuthorityRole.APPROVES) is allowed


@pytest.mark.parametrize(("before", "step"), EVERYTHING)
def test_one_that_advises_gives_advice_where_the_other_approves(
    before: AuthorityStep | None, step: AuthorityStep
) -> None:
    swapped = {S.APPROVED: S.ADVISED, S.ADVISED: S.APPROVED}.get(step, step)
    allowed = swapped in MAY_FOLLOW[before]
    assert may_follow(step, before, role=AuthorityRole.ADVISES) is allowed
