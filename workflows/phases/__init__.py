"""The phases of an agreement's life, each a short story: it waits, acts, and names the phase that follows."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from workflows.cycle import Cycle
from workflows.phases.approval import approve
from workflows.phases.confirmation import confirm
from workflows.phases.drafting import draft
from workflows.rules.phases import Phase

STORIES: Final[Mapping[Phase, Callable[[Cycle], Awaitable[Phase]]]] = {
    Phase.DRAFTING: draft,
    Phase.APPROVAL: approve,
    Phase.CONFIRMATION: confirm,
}
"""What happens in each phase; a new phase is a new story here."""
