"""The register of the store: implements the port by which workflows have things written down."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlmodel import Session
from temporalio import activity

from activities.recording import closing, inheriting, inquiries, rounds, stages
from activities.redaction import redacted
from activities.requests import handle, refuse
from models import register
from models.store.database import Database
from models.tables import Cycle
from workflows.contracts.cycles import EnterPhase
from workflows.contracts.inquiries import ClosedInquiry, InquiryRef, OpenedInquiry
from workflows.contracts.ports import Register
from workflows.contracts.requests import Recorded, RecordRequest
from workflows.contracts.rounds import OpenedRound, RoundRef, SettledRound, StageRef
from workflows.rules.course.phases import Phase


class StoreRegister(Register):
    """Writes to the database, one writer at a time; `clock` returns the UTC instant."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    @activity.defn(name="Registrér fase")
    def enter_phase(self, order: EnterPhase) -> None:
        """Note that the cycle entered a phase; one that is followed up catches up with the agreement before it."""
        with self._writing(order.cycle_id) as session:
            cycle = session.get_one(Cycle, order.cycle_id)
            if cycle.phase is order.phase:
                return
            facts = {"old_phase": cycle.phase.value, "new_phase": order.phase.value}
            cycle.phase = order.phase
            session.add(cycle)
            at = self._clock()
            register.append(session, kind="phase", cycle_id=cycle.id, facts=facts, texts={}, at=at)
            if order.phase is Phase.FOLLOW_UP:
                inheriting.catch_up(session, cycle, at=at)

    @activity.defn(name="Åbn runde")
    def open_round(self, order: RoundRef) -> OpenedRound:
        """Open the numbered round, or return it as it is."""
        with self._writing(order.cycle_id) as session:
            return rounds.open_round(session, order, at=self._clock())

    @activity.defn(name="Åbn trin")
    def open_stage(self, order: StageRef) -> OpenedRound:
        """Ask the parties of a round's next step, or return the round as it is."""
        with self._writing(order.cycle_id) as session:
            return stages.open_stage(session, order, at=self._clock())

    @activity.defn(name="Afgør runde")
    def settle_round(self, order: RoundRef) -> SettledRound:
        """Settle the round, if every approval counts."""
        with self._writing(order.cycle_id) as session:
            return rounds.settle_round(session, order, at=self._clock())

    @activity.defn(name="Åbn spørgerunde")
    def open_inquiry(self, order: InquiryRef) -> OpenedInquiry:
        """Open an inquiry, or return it as it is."""
        with self._writing(order.cycle_id) as session:
            return inquiries.open_inquiry(session, order, at=self._clock())

    @activity.defn(name="Luk spørgerunde")
    def close_inquiry(self, order: InquiryRef) -> ClosedInquiry:
        """Close an inquiry, once."""
        with self._writing(order.cycle_id) as session:
            return closing.close_inquiry(session, order, at=self._clock())

    @activity.defn(name="Registrér henvendelse")
    def record(self, order: RecordRequest) -> Recorded:
        """Record or refuse a request, once."""
        with self._writing(order.cycle_id) as session:
            return handle(session, order, self._clock())

    def refuse(self, order: RecordRequest, *, reason: str) -> Recorded:
        """Refuse a request that no workflow can take any more, with the Danish `reason`."""
        with self._writing(order.cycle_id) as session:
            return refuse(session, order, self._clock(), reason=reason)

    @contextmanager
    def _writing(self, cycle_id: str) -> Iterator[Session]:
        with redacted(cycle_id), self._database.write_in_turn() as session:
            yield session
