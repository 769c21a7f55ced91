"""The port by which the faces tell what an act would cause before it is done."""

from typing import Protocol

from models.inbox import NewRequest
from models.queries.foreseen import Foreseen


class Previewer(Protocol):
    """Looks ahead: nothing is sent, and nothing is left in the store."""

    def foresee(self, asked: NewRequest) -> Foreseen:
        """Return what would come of a request if it were made now."""
