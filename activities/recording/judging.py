"""Judging a request: granted by the recording of its kind, or refused, and written down either way."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from sqlmodel import Session, col, select

from activities.recording.desk import clear_stuck
from activities.recording.matter import Matter, Refused
from activities.recording.recordings import RECORDINGS
from models.tables import Cycle, Request, RequestResult, Round
from workflows.contracts.requests import Recorded, RecordRequest
from workflows.rules.letters import LetterKind

_RECORDED: Final = TypeAdapter(Recorded)


def known_result(session: Session, number: int) -> Recorded | None:
    """Return what came of a request that was decided before; None where it was not."""
    known = session.get(RequestResult, number)
    return _RECORDED.validate_python(known.outcome) if known else None


def judged(session: Session, order: RecordRequest, at: datetime) -> Recorded:
    """Grant or refuse a request and write down what came of it."""
    return _judged(_matter(session, order, at))


def refused(session: Session, order: RecordRequest, at: datetime, *, reason: str) -> Recorded:
    """Refuse a request that no workflow can take any more, with the Danish `reason`."""
    matter = _matter(session, order, at)
    return _note(matter, _refusal(matter), reason=reason)


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
