"""The phases that an agreement passes through, and which one follows which."""

from collections.abc import Sequence
from enum import StrEnum


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


FINAL = frozenset({Phase.CLOSED, Phase.CANCELLED, Phase.LAPSED})


def following(phase: Phase, phases: Sequence[Phase]) -> Phase:
    """Return the phase after `phase` among those that the agreement kind has; after the last comes CLOSED."""
    rest = phases[phases.index(phase) + 1 :]
    return rest[0] if rest else Phase.CLOSED


def back_to_the_text(phases: Sequence[Phase], *, left: Phase = Phase.APPROVAL) -> Phase:
    """Return where a text goes that fell, or that an authority objected to, in the phase `left`.

    Back to adoption, or to drafting where the kind adopts nowhere before that phase: an authority that was asked
    before the adoption is asked anew.
    """
    earlier = phases[: phases.index(left)] if left in phases else phases
    return Phase.ADOPTION if Phase.ADOPTION in earlier else Phase.DRAFTING
