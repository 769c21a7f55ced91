"""By when all councils must have approved.

A fixed 15 October is the rammeaftale's; the authority's eight weeks are those of bekendtgørelse nr. 679 af
30. maj 2018, § 6, stk. 2; the fortnight for the confirmation is ours (`workflows.rules.course.approval_window`).
"""

from datetime import date

import pytest

from workflows.rules.course.approval_window import approval_deadline, planned_dispatch
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind, AuthorityTerms, Stage

IN_FORCE = date(2028, 1, 1)
AUTHORITY = AuthorityTerms("Sundhedsstyrelsen")
P = Phase


def kind(
    *phases: Phase,
    authority: AuthorityTerms | None = AUTHORITY,
    fixed: tuple[int, int] | None = None,
    stages: tuple[Stage, ...] = (Stage(),),
) -> AgreementKind:
    return AgreementKind(
        code="prøve",
        title="Prøve",
        legal_basis="",
        phases=phases,
        stages=stages,
        authority=authority,
        approval_deadline_on=fixed,
    )


@pytest.mark.parametrize(
    ("phases", "deadline"),
    [
        ((P.DRAFTING, P.APPROVAL), date(2028, 1, 1)),
        ((P.DRAFTING, P.APPROVAL, P.CONFIRMATION), date(2027, 12, 18)),  # a fortnight
        ((P.DRAFTING, P.APPROVAL, P.SUBMISSION), date(2027, 11, 6)),  # eight weeks
        ((P.DRAFTING, P.APPROVAL, P.CONFIRMATION, P.SUBMISSION), date(2027, 10, 23)),
        ((P.DRAFTING, P.SUBMISSION, P.ADOPTION, P.APPROVAL), date(2028, 1, 1)),  # the authority was asked before
        ((P.DRAFTING, P.CONFIRMATION, P.SUBMISSION), date(2028, 1, 1)),  # no council is asked
    ],
)
def test_what_follows_the_approvals_has_its_time_before_the_first_day(
    phases: tuple[Phase, ...], deadline: date
) -> None:
    assert approval_deadline(kind(*phases), in_force_on=IN_FORCE) == deadline


def test_who_sends_the_text_to_no_authority_waits_for_none() -> None:
    sent_to_nobody = kind(P.APPROVAL, P.SUBMISSION, authority=None)
    assert approval_deadline(sent_to_nobody, in_force_on=IN_FORCE) == IN_FORCE


def test_a_day_that_the_kind_names_is_that_of_the_year_before() -> None:
    named = kind(P.APPROVAL, P.CONFIRMATION, fixed=(10, 15))
    assert approval_deadline(named, in_force_on=IN_FORCE) == date(2027, 10, 15)
    assert approval_deadline(named, in_force_on=date(2028, 7, 1)) == date(2027, 10, 15)


def test_councils_are_asked_as_long_before_as_the_last_stage_takes() -> None:
    stages = (Stage(days=42), Stage(days=56), Stage(days=84))
    asked = planned_dispatch(kind(P.APPROVAL, stages=stages), deadline=date(2027, 12, 15))
    assert asked == date(2027, 9, 22)
