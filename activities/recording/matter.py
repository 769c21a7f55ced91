"""A request under judgement: what it asks, of which cycle and round, and the pen to write with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from sqlmodel import Session, col, select

from models import register
from models.cases import standing_of, standings_of_round
from models.kinds import kind_of
from models.register.chain import Fact
from models.requests import Payload
from models.tables import Cycle, Decision, Letter, RegisterEntry, Request, Round, RoundState, TaskKind
from models.tables.decisions import DeskTask
from models.working_calendar import local_day
from workflows.contracts.messages import LetterOrder
from workflows.rules.kinds import AgreementKind
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.standing import Standing

P = TypeVar("P", bound=Payload)

AT_THE_COUNCILS = (RoundState.OPEN, RoundState.BLOCKED)


class Refused(Exception):  # an answer, not an error
    """The request cannot be granted; the message is the Danish reason that its sender reads."""


@dataclass(slots=True)
class Matter:
    """What a recording acts on; `at` is UTC."""

    session: Session
    request: Request
    cycle: Cycle
    round: Round | None
    at: datetime
    letters: list[LetterOrder] = field(default_factory=list)
    entry: RegisterEntry | None = None

    @property
    def today(self) -> date:
        """The Danish date."""
        return local_day(self.at)

    @property
    def kind(self) -> AgreementKind:
        """The agreement's kind, as frozen at the start."""
        return kind_of(self.cycle.definition)

    @property
    def number(self) -> int:
        """The request's receipt number."""
        assert self.request.id is not None
        return self.request.id

    @property
    def open_round(self) -> Round:
        """The round that lies at the councils.

        Raises:
            Refused: there is none.
        """
        if self.round is None or self.round.state not in AT_THE_COUNCILS:
            raise Refused("Der er ingen åben runde.")
        return self.round

    @property
    def standing(self) -> Standing:
        """Where the council that the request concerns stands in the round."""
        assert self.round is not None
        return standing_of(
            self.session,
            cycle_id=self.cycle.id,
            round_number=self.round.number,
            party=self.request.party,
        )

    def standings(self) -> dict[str, Standing]:
        """Return where all parties of the round stand."""
        assert self.round is not None
        return standings_of_round(self.session, cycle_id=self.cycle.id, round_number=self.round.number)

    def payload(self, kind: type[P]) -> P:
        """Return what the request carries."""
        return kind.model_validate(self.request.payload)

    def decision(self, number: int) -> Decision:
        """Return a decision of the council and round that the request concerns.

        Raises:
            Refused: there is none of that number.
        """
        decision = self.session.get(Decision, number)
        if decision is None or decision.cycle_id != self.cycle.id:
            raise Refused("Afgørelsen findes ikke i dette forløb.")
        if self.request.party not in {"", decision.party}:
            raise Refused("Afgørelsen hører til et andet råd.")
        return decision

    def enter(self, facts: Mapping[str, Fact], texts: Mapping[str, str] | None = None) -> RegisterEntry:
        """Write the request's entry in the register."""
        self.entry = register.append(
            self.session,
            kind=self.request.kind.value,
            cycle_id=self.cycle.id,
            facts={"request": self.number, "party": self.request.party, **facts},
            texts=texts or {},
            at=self.at,
        )
        return self.entry

    def order(
        self, kind: LetterKind, recipient: Recipient = Recipient.CONTACT, *, party: str | None = None
    ) -> None:
        """Order a letter that this request causes."""
        round_number = self.round.number if self.round else 0
        about = self.request.party if party is None else party
        order = LetterOrder(kind, self.cycle.id, recipient, round=round_number, party=about, request=self.number)
        self.letters.append(order)
        put_down(self.session, order, at=self.at)

    def lay_on_desk(self, kind: TaskKind, decision: Decision) -> None:
        """Lay a task about a decision on the officer's desk."""
        task = DeskTask(
            key=f"{kind.name.lower()}/{decision.id}/{self.number}",
            kind=kind,
            cycle_id=self.cycle.id,
            round=decision.round,
            party=decision.party,
            decision_id=decision.id,
            opened_at=self.at,
        )
        self.session.add(task)

    def clear_desk(self, *kinds: TaskKind, party: str | None = None) -> None:
        """Take the tasks of some kinds off the desk: of one party, or of the whole cycle."""
        tasks = select(DeskTask).where(DeskTask.cycle_id == self.cycle.id, col(DeskTask.done_at).is_(None))
        if kinds:
            tasks = tasks.where(col(DeskTask.kind).in_(kinds))
        if party is not None:
            tasks = tasks.where(DeskTask.party == party)
        for task in self.session.exec(tasks):
            task.done_at = self.at
            task.done_by_request = self.number


def put_down(session: Session, order: LetterOrder, *, at: datetime) -> None:
    """Note a letter as ordered, so that a rebuilt cycle knows what is left to send (law 8)."""
    if session.exec(select(Letter.id).where(Letter.key == order.key)).first() is None:
        letter = Letter(
            key=order.key,
            kind=order.kind,
            recipient=order.recipient,
            cycle_id=order.cycle_id,
            round=order.round,
            party=order.party,
            planned_on=order.planned_on,
            request_id=order.request,
            state=LetterState.PLANNED,
            ordered_at=at,
        )
        session.add(letter)
