"""The port by which the faces tell what an act would cause before it is done."""

from typing import Protocol

from models.agreements.documents import NewDocument
from models.agreements.versions import NewVersion
from models.inbox.submission import NewRequest
from models.queries.preview import Foreseen


class Previewer(Protocol):
    """Looks ahead: nothing is sent, and nothing is left in the store."""

    def foresee(self, asked: NewRequest) -> Foreseen:
        """Return what would come of a request if it were made now."""

    def foresee_version(
        self, cycle_id: str, new: NewVersion, documents: tuple[NewDocument, ...], *, made_by: str
    ) -> Foreseen:
        """Return what would come of a version if it were published now.

        Raises:
            UnknownCycle, CycleEnded, BadInput: it cannot be published.
        """
