"""Which phase follows which: what ends a phase, what ends the agreement, and where a text goes that fell."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from workflows.rules.authority import AuthorityStep
from workflows.rules.course.phases import Phase
from workflows.rules.requests import RequestKind

ENDS_THE_CYCLE: Final[Mapping[RequestKind, Phase]] = {
    RequestKind.CANCEL: Phase.CANCELLED,
    RequestKind.LAPSE: Phase.LAPSED,
}
_ENDS_ITS_PHASE: Final[Mapping[Phase, RequestKind]] = {
    Phase.DRAFTING: RequestKind.RELEASE,
    Phase.ADOPTION: RequestKind.ADOPTION,
    Phase.CONFIRMATION: RequestKind.CONFIRM,
    Phase.EVALUATION: RequestKind.EVALUATION,
}
"""What the office asks when a phase is over; other phases end by dates, councils or the authority."""


def following(phase: Phase, phases: Sequence[Phase]) -> Phase:
    """Return the phase after `phase` among those that the agreement kind has; after the last comes CLOSED."""
    rest = phases[phases.index(phase) + 1 :]
    return rest[0] if rest else Phase.CLOSED


def what_ends(phase: Phase) -> RequestKind | None:
    """Return the request that brings a phase to its end once it is granted; None where none does."""
    return _ENDS_ITS_PHASE.get(phase)


def is_ended_by(phase: Phase, granted: Collection[RequestKind]) -> bool:
    """Tell whether what was granted in a phase has brought it to its end."""
    return what_ends(phase) in granted


def phase_ended_by(asked: RequestKind) -> Phase | None:
    """Return the phase that a request brings to its end; None where it brings none."""
    return next((phase for phase, ends in _ENDS_ITS_PHASE.items() if ends is asked), None)


def after_a_fallen_round(phases: Sequence[Phase], *, has_new_text: bool) -> Phase:
    """Return where a text goes whose round fell: to the councils again where it was written anew meanwhile."""
    return Phase.APPROVAL if has_new_text else _back_to_the_text(phases, Phase.APPROVAL)


def after_the_authority(answer: AuthorityStep | None, phases: Sequence[Phase]) -> Phase:
    """Return where a text goes that the authority has answered: an objection sends it back."""
    is_objected = answer is AuthorityStep.OBJECTED
    return _back_to_the_text(phases, Phase.SUBMISSION) if is_objected else following(Phase.SUBMISSION, phases)


def _back_to_the_text(phases: Sequence[Phase], left: Phase) -> Phase:
    """Return where a text goes that fell, or that an authority objected to, in the phase `left`.

    Back to adoption, or to drafting where the kind adopts nowhere before that phase: an authority that was asked
    before the adoption is asked anew.
    """
    earlier = phases[: phases.index(left)] if left in phases else phases
    return Phase.ADOPTION if Phase.ADOPTION in earlier else Phase.DRAFTING
