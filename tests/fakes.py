"""Fakes of the ports: they answer by the same rules, from memory."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from temporalio import activity
from temporalio.exceptions import ApplicationError

from workflows.contracts.councils import CouncilPlan, Party, PartyStanding, PlanOrder
from workflows.contracts.cycles import EnterPhase
from workflows.contracts.letters import LetterInput, LetterOrder, PlannedLetter
from workflows.contracts.ports import Calendar, Letters, Register
from workflows.contracts.requests import Recorded, RecordRequest
from workflows.contracts.rounds import OpenedRound, RoundRef, SettledRound
from workflows.rules.facts import Fact
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.outcomes import Outcome
from workflows.rules.phases import Phase
from workflows.rules.quorum import Verdict, verdict
from workflows.rules.reminders import ReminderPolicy, Waiting, late_from, reminders
from workflows.rules.requests import RequestKind
from workflows.rules.standing import Standing, standing
from workflows.rules.working_days import WorkingCalendar


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


SAID = "Anne Eksempel, anne@laesoe.example: indstillingen tiltrædes"


@dataclass
class Asked:
    """A request in the fake inbox and what it will come to; `said` is for the store alone (law 6)."""

    kind: RequestKind
    party: str = ""
    fact: Fact | None = None
    accepted: bool = True
    is_late: bool = False
    version: int | None = None
    is_editorial: bool = False
    deadline: date | None = None
    checked: int | None = None
    said: str = SAID


class MemoryRegister(Register):
    """Remembers in lists and folds facts by the rules."""

    def __init__(self, parties: tuple[Party, ...], *, deadline: date) -> None:
        self.parties = parties
        self.deadline = deadline
        self.version = 0
        self.phases: list[Phase] = []
        self.rounds: list[int] = []
        self.inbox: dict[int, Asked] = {1: Asked(RequestKind.START)}
        self.facts: dict[tuple[int, str], list[Fact]] = defaultdict(list)
        self.recorded: dict[int, Recorded] = {}

    def ask(self, number: int, asked: Asked) -> None:
        self.inbox[number] = asked

    @activity.defn(name="Registrér fase")
    def enter_phase(self, order: EnterPhase) -> None:
        self.phases.append(order.phase)

    @activity.defn(name="Åbn runde")
    def open_round(self, order: RoundRef) -> OpenedRound:
        if order.round not in self.rounds:
            self.rounds.append(order.round)
        return OpenedRound(
            order.round, self.version, self.deadline, midnight(self.deadline), self.standings(order.round)
        )

    @activity.defn(name="Afgør runde")
    def settle_round(self, order: RoundRef) -> SettledRound:
        parties = self.standings(order.round)
        settled = verdict([entry.standing for entry in parties]) is Verdict.SETTLED
        return SettledRound(settled, parties)

    @activity.defn(name="Registrér henvendelse")
    def record(self, order: RecordRequest) -> Recorded:
        if order.request not in self.recorded:
            self.recorded[order.request] = self._recorded(order)
        return self.recorded[order.request]

    def _recorded(self, order: RecordRequest) -> Recorded:
        asked = self.inbox[order.request]
        facts = self.facts[(self.rounds[-1] if self.rounds else 0), asked.party]
        if asked.fact and asked.accepted and not asked.is_late:
            facts.append(asked.fact)
        if asked.accepted:
            self.deadline = asked.deadline or self.deadline
            self.version = max(self.version, asked.version or 0)
        receipt = LetterOrder(
            LetterKind.RECEIPT if asked.accepted else LetterKind.REFUSAL,
            order.cycle_id,
            party=asked.party,
            request=order.request,
        )
        return Recorded(
            order.request,
            asked.kind,
            accepted=asked.accepted,
            party=asked.party,
            standing=standing(facts) if asked.party else None,
            is_late=asked.is_late,
            version=asked.version,
            is_editorial=asked.is_editorial,
            deadline=asked.deadline,
            late_at=midnight(asked.deadline) if asked.deadline else None,
            checked=asked.checked,
            letters=(receipt,) if asked.fact else (),
        )

    def standings(self, number: int) -> tuple[PartyStanding, ...]:
        return tuple(PartyStanding(party, standing(self.facts[number, party.code])) for party in self.parties)


@dataclass
class Outbox(Letters):
    """Keeps what would have been sent; while `is_down`, no letter gets through."""

    sent: dict[str, LetterOrder] = field(default_factory=dict)
    given_up: list[LetterOrder] = field(default_factory=list)
    is_down: bool = False
    tries: int = 0

    @activity.defn(name="Send brev")
    async def send(self, order: LetterOrder) -> LetterState:
        self.tries += 1
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


class PlainCalendar(Calendar):
    """Plans by the rules with a calendar without holidays; a day begins at midnight UTC."""

    def __init__(self, register: MemoryRegister, *, opened_on: date) -> None:
        self.register = register
        self.opened_on = opened_on
        self.plans = 0
        self._postponed_on: dict[int | None, date] = {}

    @activity.defn(name="Læg plan")
    def plan(self, order: PlanOrder) -> CouncilPlan:
        self.plans += 1
        stands = standing(self.register.facts[order.round, order.party])
        waiting = Waiting(
            self.opened_on,
            self.register.deadline,
            stands.meeting,
            self._asked_from(stands, order),
            is_left_alone=not stands.may_be_reminded,
        )
        policy, calendar = ReminderPolicy(), WorkingCalendar(quiet=())
        until = order.now.date() + timedelta(days=366)
        planned = reminders(waiting, policy=policy, calendar=calendar, until=until)
        return CouncilPlan(
            deadline_at=midnight(self.register.deadline),
            late_at=midnight(late_from(waiting, policy=policy, calendar=calendar)),
            ends_at=order.now + timedelta(days=365),
            meeting_at=midnight(stands.meeting) if stands.meeting else None,
            letters=tuple(
                PlannedLetter(
                    max(midnight(reminder.sent_on) + timedelta(hours=9), order.now),
                    order_of(reminder.kind, order, reminder.planned_on),
                )
                for reminder in planned
            ),
        )

    def _asked_from(self, stands: Standing, order: PlanOrder) -> date | None:
        if stands.outcome is not Outcome.POSTPONED or stands.meeting:
            return None
        return self._postponed_on.setdefault(stands.decision, order.now.date())


def order_of(kind: LetterKind, order: PlanOrder, planned_on: date) -> LetterOrder:
    recipient = Recipient.STAFF if kind is LetterKind.OVERDUE_TO_STAFF else Recipient.CONTACT
    return LetterOrder(kind, order.cycle_id, recipient, order.round, order.party, planned_on)
