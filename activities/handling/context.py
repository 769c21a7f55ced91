"""A request that is being handled: what it asks, of which cycle and round, and the pen to write with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from pydantic import ValidationError
from sqlmodel import Session

from activities.letters.ledger.letters import order_letters
from activities.recording.round_state import AT_THE_COUNCILS
from models import register
from models.agreements.cases import standing_of, standings_of_round
from models.calendar import local_day
from models.kinds import kind_of
from models.register.chain import Fact
from models.tables import Cycle, DeskTask, RegisterEntry, Request, Round, RoundParty
from request_types import Payload
from request_types.faults import Fault
from workflows.contracts.letters import LetterOrder
from workflows.contracts.requests import Recorded
from workflows.rules.council.standing import Standing
from workflows.rules.kinds import AgreementKind
from workflows.rules.letters import LetterKind, Recipient

P = TypeVar("P", bound=Payload)


class Refused(Exception):  # an answer, not an error
    """The request cannot be granted; the message is the Danish reason that its sender reads."""


@dataclass(slots=True)
class RequestContext:
    """What a handler acts on; `at` is UTC, `alert` the task that tells the office that the request waits.

    `round` is the round that the request names, else the cycle's newest.
    """

    session: Session
    request: Request
    cycle: Cycle
    round: Round | None
    at: datetime
    alert: DeskTask | None = None
    letters: list[LetterOrder] = field(default_factory=list)
    entry: RegisterEntry | None = None

    @property
    def today(self) -> date:
        """The Danish date."""
        return local_day(self.at)

    @property
    def asked_on(self) -> date:
        """The Danish date on which the request was made."""
        return local_day(self.request.received_at)

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
    def party(self) -> RoundParty:
        """The council that the request concerns, as the round asks it.

        Raises:
            Refused: it is not one of the round's parties.
        """
        number = self.round.number if self.round else 0
        party = self.session.get(RoundParty, (self.cycle.id, number, self.request.party))
        if party is None:
            raise Refused("Rådet er ikke part i denne runde.")
        return party

    @property
    def is_made_by_link(self) -> bool:
        """Tell whether a council asks by its link, rather than the secretariat on its behalf."""
        return self.request.made_by.startswith("link:")

    @property
    def standing(self) -> Standing:
        """Where the council that the request concerns stands in the round."""
        assert self.round is not None
        return standing_of(
            self.session, cycle_id=self.cycle.id, round_number=self.round.number, party=self.request.party
        )

    def standings(self) -> dict[str, Standing]:
        """Return where all parties of the round stand."""
        assert self.round is not None
        return standings_of_round(self.session, cycle_id=self.cycle.id, round_number=self.round.number)

    def payload(self, kind: type[P]) -> P:
        """Return what the request carries.

        Raises:
            Refused: an older form was filled in that we no longer take.
        """
        try:
            return kind.model_validate(self.request.payload)
        except ValidationError as error:
            raise Refused("Henvendelsen er udfyldt på en måde, som ikke kan læses.") from error

    def refuse_faults(self, faults: Iterable[Fault]) -> None:
        """Refuse the request for the first of some faults.

        What is to come is judged twice: on the day on which it was asked, and when it is handled.

        Raises:
            Refused: there is one.
        """
        if fault := next(iter(faults), None):
            raise Refused(fault.message)

    def enter(self, facts: Mapping[str, Fact], texts: Mapping[str, str] | None = None) -> RegisterEntry:
        """Write the request's entry in the register."""
        self.entry = register.append(
            self.session,
            kind=self.request.kind.value,
            cycle_id=self.cycle.id,
            facts={"request": self.number, "party": self.request.party, **self._inquiry_fact(), **facts},
            texts=texts or {},
            at=self.at,
        )
        return self.entry

    def order(
        self, kind: LetterKind, recipient: Recipient = Recipient.CONTACT, *, party: str | None = None
    ) -> None:
        """Order a letter that this request causes."""
        about = self.request.party if party is None else party
        inquiry = self.request.inquiry
        number = self.round.number if self.round and not inquiry else 0
        order = LetterOrder(
            kind, self.cycle.id, recipient, round=number, party=about, request=self.number, inquiry=inquiry
        )
        self.letters.append(order)
        order_letters(self.session, order, at=self.at)

    def done(self) -> Recorded:
        """Return that the request was granted."""
        return Recorded(self.number, self.request.kind, accepted=True, party=self.request.party)

    def _inquiry_fact(self) -> dict[str, Fact]:
        return {"inquiry": self.request.inquiry} if self.request.inquiry else {}
