"""The real register, whose every opening lets imagined participants enter."""

from collections.abc import Callable, Mapping
from datetime import datetime

from temporalio import activity

from activities.rehearsal.addressees import act_of_addressees
from activities.rehearsal.assumptions import Assumption
from activities.rehearsal.cast import Cast
from activities.rehearsal.councils import APPROVES, acts_of_council
from activities.rehearsal.secretariat import acts_of_secretariat
from activities.store_register import StoreRegister
from models.calendar import local_day
from models.store.database import Database
from models.tables import Inquiry, Round
from workflows.contracts.cycles import EnterPhase
from workflows.contracts.inquiries import InquiryRef, OpenedInquiry
from workflows.contracts.rounds import OpenedRound, RoundRef, StageRef


class RehearsedRegister(StoreRegister):
    """Records as the real one does; `assumptions` tell by code how councils behave in the first round."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        cast: Cast,
        assumptions: Mapping[str, Assumption],
    ) -> None:
        super().__init__(database, clock)
        self._cast = cast
        self._assumptions = assumptions
        self._entered: set[str] = set()

    @activity.defn(name="Registrér fase")
    def enter_phase(self, order: EnterPhase) -> None:
        """Note the phase, and let the secretariat begin its work in it."""
        super().enter_phase(order)
        with self._database.read() as session:
            acts = acts_of_secretariat(session, self._cast.inbox, order.phase, local_day(self._clock()))
        self._cast.enter(f"sekretariatet i {order.phase}", acts)

    @activity.defn(name="Åbn runde")
    def open_round(self, order: RoundRef) -> OpenedRound:
        """Open the round, and let its first councils take the case up."""
        return self._with_councils(super().open_round(order), order.cycle_id)

    @activity.defn(name="Åbn trin")
    def open_stage(self, order: StageRef) -> OpenedRound:
        """Open the step, and let its councils take the case up."""
        return self._with_councils(super().open_stage(order), order.cycle_id)

    @activity.defn(name="Åbn spørgerunde")
    def open_inquiry(self, order: InquiryRef) -> OpenedInquiry:
        """Open the inquiry, and let those answer whom it asks."""
        opened = super().open_inquiry(order)
        with self._database.read() as session:
            inquiry = session.get_one(Inquiry, (order.cycle_id, order.slug))
        if opened.addressees and self._is_new(order.slug):
            self._cast.enter(order.slug, [act_of_addressees(inquiry)])
        return opened

    def _with_councils(self, opened: OpenedRound, cycle_id: str) -> OpenedRound:
        with self._database.read() as session:
            round_ = session.get_one(Round, (cycle_id, opened.number))
            for entry in opened.parties:
                party = entry.party
                name = f"runde-{opened.number}/{party.name}"
                if party.stage == opened.stage and self._is_new(name):
                    assumed = self._assumptions.get(party.code) if opened.number == 1 else None
                    acts = acts_of_council(session, self._cast.inbox, round_, party.code, assumed or APPROVES)
                    self._cast.enter(name, acts)
        return opened

    def _is_new(self, name: str) -> bool:
        is_new = name not in self._entered
        self._entered.add(name)
        return is_new
