"""The port by which the faces let an agreement be rehearsed before it is started."""

from abc import ABC, abstractmethod
from datetime import date

from models.agreements.starting import NewCycle
from models.queries.timeline.rehearsed import Rehearsed


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
