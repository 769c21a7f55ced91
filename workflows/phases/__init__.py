"""The phases of an agreement's life, each a short story: it waits, acts, and names the phase that follows."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from workflows.cycle.state import Cycle
from workflows.phases.approval import approve
from workflows.phases.confirmation import confirm, submit
from workflows.phases.term import enter_into_force, evaluate, follow_up
from workflows.phases.text import adopt, draft, hear
from workflows.rules.course.phases import Phase

STORIES: Final[Mapping[Phase, Callable[[Cycle], Awaitable[Phase]]]] = {
    Phase.DRAFTING: draft,
    Phase.HEARING: hear,
    Phase.ADOPTION: adopt,
    Phase.APPROVAL: approve,
    Phase.CONFIRMATION: confirm,
    Phase.SUBMISSION: submit,
    Phase.ENTRY_INTO_FORCE: enter_into_force,
    Phase.FOLLOW_UP: follow_up,
    Phase.EVALUATION: evaluate,
}
"""What happens in each phase; a new phase is a new story here."""
