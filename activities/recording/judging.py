"""Judging a request: granted by the recording of its kind, or refused, and written down either way."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from sqlmodel import Session

from activities.recording.concerned import Concerned, concerned_by
from activities.recording.desk import finish
from activities.recording.matter import Matter, Refused
from activities.recording.recordings import RECORDINGS
from models.tables import RequestResult
from workflows.contracts.requests import Recorded, RecordRequest
from workflows.rules.letters import LetterKind

_RECORDED: Final = TypeAdapter(Recorded)


def judged(session: Session, order: RecordRequest, at: datetime) -> Recorded:
    """Grant or refuse a request and write down what came of it; one that was decided before stays as it is."""
    concerned = concerned_by(session, order.request)
    return _known(concerned.result) if concerned.result else _judged(_matter(session, concerned, at))


def refused(session: Session, order: RecordRequest, at: datetime, *, reason: str) -> Recorded:
    """Refuse a request that no workflow can take any more, with the Danish `reason`; as `judged` does, once."""
    concerned = concerned_by(session, order.request)
    if concerned.result:
        return _known(concerned.result)
    matter = _matter(session, concerned, at)
    return _note(matter, _refusal(matter), reason=reason)


def _known(result: RequestResult) -> Recorded:
    return _RECORDED.validate_python(result.outcome)


def _matter(session: Session, concerned: Concerned, at: datetime) -> Matter:
    return Matter(session, concerned.request, concerned.cycle, concerned.round, at, concerned.alert)


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
    if matter.alert:
        finish(matter, matter.alert)
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
