"""What a council may answer, who may answer for it, and what the answer is worth."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    """A council's answer."""

    APPROVED = "approved"
    APPROVED_WITH_REMARKS = "approved_with_remarks"
    APPROVED_CONDITIONALLY = "approved_conditionally"
    REJECTED = "rejected"
    RECOMMENDED = "recommended"
    NOTED = "noted"
    POSTPONED = "postponed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"

    @property
    def danish(self) -> str:
        """The word that readers see."""
        return _DANISH[self]

    @property
    def is_final(self) -> bool:
        """Tell whether the council is done with the text for this round."""
        return self in _FINAL

    @property
    def is_approval(self) -> bool:
        """Tell whether the answer is an approval of some sort."""
        return self in _APPROVALS

    @property
    def is_doubtful(self) -> bool:
        """Tell whether an officer must look at the answer before anybody writes to the council."""
        return self in _DOUBTFUL


class DecidedBy(StrEnum):
    """Who decided; only the council binds the party by itself."""

    COUNCIL = "council"
    CHAIR = "chair"
    FINANCE_COMMITTEE = "finance_committee"
    COMMITTEE = "committee"

    @property
    def danish(self) -> str:
        """The words that readers see."""
        return _DECIDERS[self]


_DANISH: Final[Mapping[Outcome, str]] = {
    Outcome.APPROVED: "godkendt",
    Outcome.APPROVED_WITH_REMARKS: "godkendt med bemærkninger",
    Outcome.APPROVED_CONDITIONALLY: "godkendt under forudsætning",
    Outcome.REJECTED: "ikke godkendt",
    Outcome.RECOMMENDED: "anbefales",
    Outcome.NOTED: "taget til efterretning",
    Outcome.POSTPONED: "udsat",
    Outcome.RETURNED: "sendt tilbage",
    Outcome.WITHDRAWN: "taget af dagsordenen",
}
_DECIDERS: Final[Mapping[DecidedBy, str]] = {
    DecidedBy.COUNCIL: "rådet",
    DecidedBy.CHAIR: "formanden på rådets vegne",
    DecidedBy.FINANCE_COMMITTEE: "økonomiudvalget",
    DecidedBy.COMMITTEE: "et udvalg",
}
_APPROVALS = frozenset({Outcome.APPROVED, Outcome.APPROVED_WITH_REMARKS, Outcome.APPROVED_CONDITIONALLY})
_FINAL = _APPROVALS | {Outcome.REJECTED}
_DOUBTFUL = frozenset(
    {Outcome.REJECTED, Outcome.NOTED, Outcome.APPROVED_CONDITIONALLY, Outcome.RETURNED},
)
_COMMITTEES = frozenset({DecidedBy.FINANCE_COMMITTEE, DecidedBy.COMMITTEE})


def as_stored(reported: Outcome, decided_by: DecidedBy) -> Outcome:
    """Return what an answer is stored as: a committee's verdict on the text is no more than a recommendation.

    What a committee says of the calendar (postponed, returned, withdrawn) is kept as it is.
    """
    of_the_text = reported.is_final or reported is Outcome.NOTED
    return Outcome.RECOMMENDED if decided_by in _COMMITTEES and of_the_text else reported


def needs_ruling(outcome: Outcome, decided_by: DecidedBy) -> bool:
    """Tell whether an officer must rule before the answer counts: a condition, or a chair's decision.

    The chair's power to decide on the council's behalf: styrelsesloven § 31.
    """
    return outcome is Outcome.APPROVED_CONDITIONALLY or (outcome.is_final and decided_by is DecidedBy.CHAIR)
