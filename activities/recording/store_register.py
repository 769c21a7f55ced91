"""The register of the store: implements the port by which workflows have things written down."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from sqlmodel import Session, col, select
from temporalio import activity

from activities.discretion import discreetly
from activities.recording import answers, mailboxes, plans, progress, rounds, rulings, versions
from activities.recording.desk import clear_stuck
from activities.recording.matter import Matter, Refused
from models import register
from models.database import Database
from models.tables import Cycle, Request, RequestResult, Round
from workflows.contracts.cycles import EnterPhase
from workflows.contracts.ports import Register
from workflows.contracts.requests import Recorded, RecordRequest
from workflows.contracts.rounds import OpenedRound, RoundRef, SettledRound
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind

RECORDINGS: Final[Mapping[RequestKind, Callable[[Matter], Recorded]]] = {
    RequestKind.START: progress.record_start,
    RequestKind.ANSWER: answers.record_answer,
    RequestKind.PLAN: plans.record_plan,
    RequestKind.RULING: rulings.record_ruling,
    RequestKind.PROTEST: rulings.record_protest,
    RequestKind.CONTACT: mailboxes.record_contact,
    RequestKind.NEW_LINK: mailboxes.record_new_link,
    RequestKind.LETTER: mailboxes.record_letter,
    RequestKind.REOPEN: rulings.record_reopening,
    RequestKind.CHECK: rulings.record_check,
    RequestKind.VERSION: versions.record_version,
    RequestKind.RELEASE: versions.record_release,
    RequestKind.DEADLINE: versions.record_deadline,
    RequestKind.CLOSE_ROUND: progress.record_closing,
    RequestKind.CONFIRM: progress.record_confirmation,
    RequestKind.CANCEL: progress.record_cancellation,
    RequestKind.TASK_DONE: mailboxes.record_task_done,
}
_RECORDED: Final = TypeAdapter(Recorded)


class StoreRegister(Register):
    """Writes to the database, one writer at a time; `clock` returns the UTC instant."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    @activity.defn(name="Registrér fase")
    def enter_phase(self, order: EnterPhase) -> None:
        """Note that the cycle entered a phase."""
        with self._writing(order.cycle_id) as session:
            cycle = session.get_one(Cycle, order.cycle_id)
            if cycle.phase is order.phase:
                return
            facts = {"old_phase": cycle.phase.value, "new_phase": order.phase.value}
            cycle.phase = order.phase
            session.add(cycle)
            at = self._clock()
            register.append(session, kind="phase", cycle_id=cycle.id, facts=facts, texts={}, at=at)

    @activity.defn(name="Åbn runde")
    def open_round(self, order: RoundRef) -> OpenedRound:
        """Open the numbered round, or return it as it is."""
        with self._writing(order.cycle_id) as session:
            return rounds.open_round(session, order, at=self._clock())

    @activity.defn(name="Afgør runde")
    def settle_round(self, order: RoundRef) -> SettledRound:
        """Settle the round, if every approval counts."""
        with self._writing(order.cycle_id) as session:
            return rounds.settle_round(session, order, at=self._clock())

    @activity.defn(name="Registrér henvendelse")
    def record(self, order: RecordRequest) -> Recorded:
        """Record or refuse a request, once."""
        with self._writing(order.cycle_id) as session:
            known = session.get(RequestResult, order.request)
            if known is not None:
                return _RECORDED.validate_python(known.outcome)
            return _judged(_matter(session, order, self._clock()))

    def refuse(self, order: RecordRequest, *, reason: str) -> Recorded:
        """Refuse a request that no workflow can take any more, with the Danish `reason`."""
        with self._writing(order.cycle_id) as session:
            known = session.get(RequestResult, order.request)
            if known is not None:
                return _RECORDED.validate_python(known.outcome)
            matter = _matter(session, order, self._clock())
            return _note(matter, _refusal(matter), reason=reason)

    @contextmanager
    def _writing(self, cycle_id: str) -> Iterator[Session]:
        with discreetly(cycle_id), self._database.write_in_turn() as session:
            yield session


def _matter(session: Session, order: RecordRequest, at: datetime) -> Matter:
    request = session.get_one(Request, order.request)
    cycle = session.get_one(Cycle, order.cycle_id)
    mine = select(Round).where(Round.cycle_id == cycle.id).order_by(col(Round.number).desc())
    if request.kind.is_of_a_council and request.round:
        mine = mine.where(Round.number == request.round)
    return Matter(session, request, cycle, session.exec(mine).first(), at)


def _judged(matter: Matter) -> Recorded:
    try:
        with matter.session.begin_nested():  # a refusal leaves nothing behind
            recorded = _granted(matter)
    except Refused as refused:
        return _note(matter, _refusal(matter), reason=str(refused))
    return _note(matter, recorded, reason="")


def _granted(matter: Matter) -> Recorded:
    if matter.cycle.phase.is_final:
        raise Refused("Forløbet er afsluttet.")
    return RECORDINGS[matter.request.kind](matter)


def _refusal(matter: Matter) -> Recorded:
    matter.letters.clear()
    matter.entry = None
    if matter.is_made_by_link:
        matter.order(LetterKind.REFUSAL)
    request = matter.request
    return Recorded(matter.number, request.kind, accepted=False, party=request.party)


def _note(matter: Matter, recorded: Recorded, *, reason: str) -> Recorded:
    recorded = replace(recorded, letters=tuple(matter.letters))
    clear_stuck(matter)
    matter.session.add(
        RequestResult(
            request_id=matter.number,
            is_recorded=recorded.accepted,
            reason=reason,
            entry=matter.entry.seq if matter.entry else None,
            outcome=_RECORDED.dump_python(recorded, mode="json"),
            decided_at=matter.at,
        )
    )
    return recorded
