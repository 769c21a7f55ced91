"""The phases that an agreement passes through."""

from enum import StrEnum
from typing import Final


class Phase(StrEnum):
    """One phase of an agreement's life; the value is the word that readers see."""

    DRAFTING = "udarbejdelse"
    HEARING = "høring"
    ADOPTION = "vedtagelse"
    APPROVAL = "godkendelse"
    CONFIRMATION = "stadfæstelse"
    SUBMISSION = "indsendelse"
    ENTRY_INTO_FORCE = "ikrafttræden"
    FOLLOW_UP = "opfølgning"
    EVALUATION = "evaluering"
    CLOSED = "afsluttet"
    CANCELLED = "annulleret"
    LAPSED = "bortfaldet"

    @property
    def is_final(self) -> bool:
        """Tell whether an agreement in this phase has come to its end."""
        return self in FINAL


FINAL: Final = frozenset({Phase.CLOSED, Phase.CANCELLED, Phase.LAPSED})
GIVEN_UP: Final = frozenset({Phase.CANCELLED, Phase.LAPSED})
"""Ends before the agreement's time: what was given up follows nothing, and makes room for another."""
BEFORE_THE_COUNCILS: Final = frozenset({Phase.DRAFTING, Phase.HEARING, Phase.ADOPTION})
"""While the text is still its authors'."""
