"""Messages of a rehearsal, and the port by which imagined participants act."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime

from temporalio import activity

from workflows.contracts.requests import Delivery


@dataclass(frozen=True, slots=True)
class ImaginedAct:
    """Something that a participant is going to do at a UTC instant; `number` names it in the script."""

    at: datetime
    number: int


@dataclass(frozen=True, slots=True)
class ImaginedParticipant:
    """Who acts, and when; the acts come in the order of their instants."""

    name: str
    acts: tuple[ImaginedAct, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A request that lies in the inbox now, and the workflows to tell of it: the first that runs takes it."""

    delivery: Delivery
    workflow_ids: tuple[str, ...]


class Imagination(ABC):
    """Does what imagined participants do: puts requests into the inbox, as web pages do."""

    @activity.defn(name="Tænkt handling")
    @abstractmethod
    def act(self, number: int) -> tuple[Told, ...]:
        """Do what stands under `number` in the script; return the requests that came of it."""
