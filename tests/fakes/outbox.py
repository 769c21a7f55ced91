"""The fake postbox: keeps what would have been sent."""

from dataclasses import dataclass, field
from datetime import date, datetime

from temporalio import activity
from temporalio.exceptions import ApplicationError

from workflows.contracts.letters import OFFICES_CLOSED, LetterInput, LetterOrder
from workflows.contracts.ports import Letters
from workflows.rules.letters import LetterKind, LetterState


@dataclass
class Outbox(Letters):
    """Keeps what would have been sent; while `is_down`, no letter gets through."""

    sent: dict[str, LetterOrder] = field(default_factory=dict)
    given_up: list[LetterOrder] = field(default_factory=list)
    is_down: bool = False
    tries: int = 0
    opens_at: datetime | None = None

    @activity.defn(name="Send brev")
    async def send(self, order: LetterOrder) -> LetterState:
        self.tries += 1
        if self.opens_at and activity.info().started_time < self.opens_at:
            raise ApplicationError("closed", self.opens_at.isoformat(), type=OFFICES_CLOSED, non_retryable=True)
        if self.is_down:
            raise ApplicationError("away", type="MailServerAway")
        self.sent[order.key] = order
        return LetterState.SENT

    @activity.defn(name="Opgiv brev")
    def give_up(self, order: LetterOrder) -> None:
        self.given_up.append(order)

    @activity.defn(name="Send enkeltbrev")
    async def send_single(self, letter: LetterInput) -> LetterState:
        return await self.send(letter.order)

    def kinds_to(self, party: str) -> list[LetterKind]:
        return [order.kind for order in self.sent.values() if order.party == party]

    def days_of(self, party: str, kind: LetterKind) -> list[date]:
        orders = [order for order in self.sent.values() if (order.party, order.kind) == (party, kind)]
        return [order.planned_on for order in orders if order.planned_on]
