"""What the phase that a cycle is in lets the office do."""

from typing import Final

from models.queries.cycle.page import CyclePage
from request_types.inputs import Options
from workflows.rules.authority import AuthorityStep, may_follow
from workflows.rules.course.phases import BEFORE_THE_COUNCILS, Phase
from workflows.rules.course.transitions import following

NEAR_ITS_END: Final = frozenset({Phase.FOLLOW_UP, Phase.EVALUATION, Phase.CLOSED})


def facts_of_phase(page: CyclePage) -> dict[str, object]:
    """Return what the cycle's page needs to know to show the buttons that can be used now, and no others."""
    phase, phases = page.line.phase, page.kind.phases
    return {
        "phases": tuple(each.value for each in phases),
        "next_phase": following(phase, phases).value if phase in phases else "",
        "steps": next_steps(page),
        "is_before_the_councils": phase in BEFORE_THE_COUNCILS,
        "may_have_successor": phase in NEAR_ITS_END,
    }


def next_steps(page: CyclePage) -> Options:
    """Return the steps of the correspondence with the authority that may be recorded next."""
    terms = page.kind.authority
    if terms is None:
        return ()
    last = page.authority[-1].step if page.authority else None
    return tuple((each.value, each.danish) for each in AuthorityStep if may_follow(each, last, role=terms.role))
