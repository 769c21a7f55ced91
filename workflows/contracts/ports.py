"""The ports: what workflows ask of the world. Activities implement them, fakes in tests subclass them.

The names given to `activity.defn` are read in the Temporal UI and are permanent. An implementation must
repeat the type annotations: Temporal decodes arguments by them.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Any

from temporalio import activity

from workflows.contracts.councils import CouncilPlan, PlanOrder
from workflows.contracts.cycles import CyclePlan, CyclePlanOrder, EnterPhase
from workflows.contracts.digests import DigestPlan
from workflows.contracts.inquiries import (
    ClosedInquiry,
    InquiryPlan,
    InquiryPlanOrder,
    InquiryRef,
    OpenedInquiry,
)
from workflows.contracts.letters import LetterInput, LetterOrder
from workflows.contracts.privacy import Forgotten
from workflows.contracts.requests import Recorded, RecordRequest
from workflows.contracts.rounds import OpenedRound, RoundRef, SettledRound, StageRef
from workflows.rules.letters import LetterState


def activities_of(*hands: object) -> list[Callable[..., Any]]:
    """Return the activities of objects that implement ports."""
    return [
        getattr(hand, name)
        for hand in hands
        for port in type(hand).__mro__
        for name in sorted(getattr(port, "__abstractmethods__", ()))
    ]


class Register(ABC):
    """Writes down what happened, each once: rows, register entries, tasks and letters in one transaction."""

    @activity.defn(name="Registrér fase")
    @abstractmethod
    def enter_phase(self, order: EnterPhase) -> None:
        """Note that the cycle entered a phase; entering the phase that it is in changes nothing."""

    @activity.defn(name="Åbn runde")
    @abstractmethod
    def open_round(self, order: RoundRef) -> OpenedRound:
        """Open the numbered round with the newest version, its frozen parties and their invitations.

        A round that is open already is returned as it is.
        """

    @activity.defn(name="Åbn trin")
    @abstractmethod
    def open_stage(self, order: StageRef) -> OpenedRound:
        """Ask the parties of a round's next step; a step that is open already is returned as it is."""

    @activity.defn(name="Afgør runde")
    @abstractmethod
    def settle_round(self, order: RoundRef) -> SettledRound:
        """Note that every approval counts, if by the register it still does."""

    @activity.defn(name="Åbn spørgerunde")
    @abstractmethod
    def open_inquiry(self, order: InquiryRef) -> OpenedInquiry:
        """Open an inquiry with its frozen addressees and their invitations.

        One that is open already is returned as it is; one that is closed has no addressee left to ask.
        """

    @activity.defn(name="Luk spørgerunde")
    @abstractmethod
    def close_inquiry(self, order: InquiryRef) -> ClosedInquiry:
        """Close an inquiry and note what is to be told of it; one that is closed stays so."""

    @activity.defn(name="Registrér henvendelse")
    @abstractmethod
    def record(self, order: RecordRequest) -> Recorded:
        """Record or refuse a request; a repeat returns what was recorded the first time."""


class Letters(ABC):
    """Sends letters."""

    @activity.defn(name="Send brev")
    @abstractmethod
    async def send(self, order: LetterOrder) -> LetterState:
        """Send a letter unless it was sent or overtaken; a permanent refusal is a state, not an error.

        Raises:
            ApplicationError: the mail server is away or asks to be tried later; the letter is tried again. Of the
                type `OFFICES_CLOSED`: it has to wait, however long the quiet period is.
        """

    @activity.defn(name="Opgiv brev")
    @abstractmethod
    def give_up(self, order: LetterOrder) -> None:
        """Note that a letter could not be delivered in five days, as a task on the desk."""

    @activity.defn(name="Send enkeltbrev")
    @abstractmethod
    async def send_single(self, letter: LetterInput) -> LetterState:
        """Send a letter that a web act asked for.

        Raises:
            ApplicationError: the mail server is away or asks to be tried later.
        """


class Digests(ABC):
    """Knows who is told once a week how the agreements stand."""

    @activity.defn(name="Læg ugebreve")
    @abstractmethod
    def plan_digests(self, now: datetime) -> DigestPlan:
        """Return to whom this week's letters go and when, as seen from `now` (UTC).

        That is nobody where no agreement runs, and where offices are left alone all week.
        """


class Archive(ABC):
    """Forgets what has been kept long enough."""

    @activity.defn(name="Slet efter regel")
    @abstractmethod
    def forget_by_rule(self) -> Forgotten:
        """Forget what the rules of retention no longer let us keep; once more changes nothing."""


class Calendar(ABC):
    """Turns rules about days into instants, by today's holidays, meetings and deadlines."""

    @activity.defn(name="Læg plan")
    @abstractmethod
    def plan(self, order: PlanOrder) -> CouncilPlan:
        """Return the reminders of one council, from its round's opening to a year after `order.now`."""

    @activity.defn(name="Læg plan for spørgerunde")
    @abstractmethod
    def plan_inquiry(self, order: InquiryPlanOrder) -> InquiryPlan:
        """Return the reminders of an inquiry, to every addressee."""

    @activity.defn(name="Læg plan for fase")
    @abstractmethod
    def plan_cycle(self, order: CyclePlanOrder) -> CyclePlan:
        """Return the steps of a phase that are not taken yet, up to a year after `order.now`."""
