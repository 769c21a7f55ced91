"""Judging a request: granted by the recording of its kind, or refused, and written down either way."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from activities.recording.desk import clear_stuck
from activities.recording.matter import Matter, Refused
from activities.recording.recordings import RECORDINGS
from models.tables import Cycle, Request, RequestResult, Round
from workflows.contracts.requests import Recorded, RecordRequest
from workflows.rules.letters import LetterKind

_RECORDED: Final = TypeAdapter(Recorded)
_FOUND: Final = (
    select(Request, Cycle, RequestResult)
    .join(Cycle, col(Cycle.id) == Request.cycle_id)
    .outerjoin(RequestResult, col(RequestResult.request_id) == Request.id)
    .where(Request.id == bindparam("number"))
)
_NEWEST_ROUND: Final = (
    select(Round).where(Round.cycle_id == bindparam("cycle")).order_by(col(Round.number).desc()).limit(1)
)
_ITS_ROUND: Final = select(Round).where(Round.cycle_id == bindparam("cycle"), Round.number == bindparam("number"))


def judged(session: Session, order: RecordRequest, at: datetime) -> Recorded:
    """Grant or refuse a request and write down what came of it; one that was decided before stays as it is."""
    request, cycle, known = _found(session, order)
    return _known(known) if known else _judged(_matter(session, request, cycle, at))


def refused(session: Session, order: RecordRequest, at: datetime, *, reason: str) -> Recorded:
    """Refuse a request that no workflow can take any more, with the Danish `reason`; as `judged` does, once."""
    request, cycle, known = _found(session, order)
    if known:
        return _known(known)
    matter = _matter(session, request, cycle, at)
    return _note(matter, _refusal(matter), reason=reason)


def _found(session: Session, order: RecordRequest) -> tuple[Request, Cycle, RequestResult | None]:
    found: tuple[Request, Cycle, RequestResult | None] = session.exec(
        _FOUND, params={"number": order.request}
    ).one()
    return found


def _known(result: RequestResult) -> Recorded:
    return _RECORDED.validate_python(result.outcome)


def _matter(session: Session, request: Request, cycle: Cycle, at: datetime) -> Matter:
    is_of_a_round = bool(request.kind.is_of_a_council and request.round)
    asked = {"cycle": cycle.id, "number": request.round}
    found = session.exec(_ITS_ROUND, params=asked) if is_of_a_round else session.exec(_NEWEST_ROUND, params=asked)
    return Matter(session, request, cycle, found.first(), at)


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
