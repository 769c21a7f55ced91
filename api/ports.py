"""The ports by which the faces let others work: what a request would cause, and what an agreement would become."""

from abc import ABC, abstractmethod
from datetime import date
from typing import Protocol

from models.agreements.documents import NewDocument
from models.agreements.starting import NewCycle
from models.agreements.versions import NewVersion
from models.inbox.submission import NewRequest
from models.queries.preview import Preview
from models.queries.timeline.rehearsed import Rehearsed


class Previewer(Protocol):
    """Looks ahead: nothing is sent, and nothing is left in the store."""

    def preview(self, asked: NewRequest) -> Preview:
        """Return what would come of a request if it were made now."""

    def preview_version(
        self, cycle_id: str, new: NewVersion, documents: tuple[NewDocument, ...], *, made_by: str
    ) -> Preview:
        """Return what would come of a version if it were published now.

        Raises:
            UnknownCycle, CycleEnded, BadInput: it cannot be published.
        """


class CannotRehearse(Exception):  # said to a person
    """No rehearsal can be held now; the message is the Danish sentence that says why."""


class Rehearser(ABC):
    """Holds rehearsals: nothing is sent, and no store is changed."""

    @abstractmethod
    def rehearse(self, new: NewCycle, starts_on: date, assumptions: tuple[str, ...]) -> Rehearsed:
        """Rehearse an agreement that is started on a local date; takes some seconds.

        Raises:
            BadInput: the start cannot be made, or something is assumed (field "assume") that cannot be.
            CannotRehearse: another rehearsal is being held, this one does not end, or the means are not there.
        """
