"""What passes between the parties and the authority that an agreement is sent to.

Of Sundhedsstyrelsen, its eight weeks and its questions: bekendtgørelse nr. 679 af 30. maj 2018, § 6, stk. 2.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class AuthorityRole(StrEnum):
    """What the authority does with the agreement."""

    APPROVES = "approves"
    ADVISES = "advises"


class AuthorityStep(StrEnum):
    """One step of the correspondence, as the secretariat records it."""

    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    INFORMATION_ASKED = "information_asked"
    INFORMATION_GIVEN = "information_given"
    APPROVED = "approved"
    ADVISED = "advised"
    OBJECTED = "objected"

    @property
    def danish(self) -> str:
        """The words that readers see."""
        return _DANISH[self]

    @property
    def is_answer(self) -> bool:
        """Tell whether the authority is done with the agreement."""
        return self in _ANSWERS


_DANISH: Final[Mapping[AuthorityStep, str]] = {
    AuthorityStep.SUBMITTED: "sendt",
    AuthorityStep.ACKNOWLEDGED: "modtagelse bekræftet",
    AuthorityStep.INFORMATION_ASKED: "supplerende oplysninger ønsket",
    AuthorityStep.INFORMATION_GIVEN: "supplerende oplysninger sendt",
    AuthorityStep.APPROVED: "godkendt",
    AuthorityStep.ADVISED: "rådgivning modtaget",
    AuthorityStep.OBJECTED: "indsigelse",
}
_ANSWERS = frozenset({AuthorityStep.APPROVED, AuthorityStep.ADVISED, AuthorityStep.OBJECTED})


def may_follow(step: AuthorityStep, before: AuthorityStep | None, *, role: AuthorityRole) -> bool:
    """Tell whether `step` may be recorded after the step `before` it (None: nothing was sent yet).

    A text that the authority objected to is sent once more when it has been changed.
    """
    if before is None or step is AuthorityStep.SUBMITTED:
        return step is AuthorityStep.SUBMITTED and before in {None, AuthorityStep.OBJECTED}
    if step is AuthorityStep.INFORMATION_GIVEN:
        return before is AuthorityStep.INFORMATION_ASKED
    answers = {AuthorityRole.APPROVES: AuthorityStep.APPROVED, AuthorityRole.ADVISES: AuthorityStep.ADVISED}
    is_other_role = step in answers.values() and step is not answers[role]
    return not before.is_answer and step is not before and not is_other_role
