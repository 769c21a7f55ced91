"""Handling a request: granted by the handler of its kind, or refused, and written down either way."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from sqlmodel import Session

from activities.handling.context import Refused, RequestContext
from activities.handling.loading import load
from activities.handling.registry import HANDLERS
from activities.requests import (  # noqa: F401  # each module registers its handlers
    answers,
    cycles,
    desk,
    follow_up,
    hearings,
    inquiries,
    inquiry_answers,
    links,
    outreach,
    rulings,
    versions,
)
from activities.requests.desk import finish
from models.tables import RequestResult
from request_types import request_type
from workflows.contracts.requests import Recorded, RecordRequest
from workflows.rules.letters import LetterKind

_RECORDED: Final = TypeAdapter(Recorded)


def handle(session: Session, order: RecordRequest, at: datetime) -> Recorded:
    """Grant or refuse a request and write down what came of it; one that was decided before stays as it is."""
    context, known = load(session, order.request, at=at)
    return _RECORDED.validate_python(known.outcome) if known else _handled(context)


def refuse(session: Session, order: RecordRequest, at: datetime, *, reason: str) -> Recorded:
    """Refuse a request that no workflow can take any more, with the Danish `reason`; as `handle` does, once."""
    context, known = load(session, order.request, at=at)
    if known:
        return _RECORDED.validate_python(known.outcome)
    return _write_down(context, _refusal(context), reason=reason)


def _handled(context: RequestContext) -> Recorded:
    try:
        with context.session.begin_nested():  # a refusal leaves nothing behind
            recorded = _granted(context)
    except Refused as refused:
        return _write_down(context, _refusal(context), reason=str(refused))
    return _write_down(context, recorded, reason="")


def _granted(context: RequestContext) -> Recorded:
    if context.cycle.phase.is_final:
        raise Refused("Forløbet er afsluttet.")
    kind = context.request.kind
    payload = context.payload(request_type(kind).payload)
    context.refuse_faults(payload.faults_on(context.asked_on))
    return HANDLERS[kind](context, payload)


def _refusal(context: RequestContext) -> Recorded:
    context.letters.clear()
    context.entry = None
    if context.is_made_by_link:
        context.order(LetterKind.REFUSAL)
    request = context.request
    return Recorded(context.number, request.kind, accepted=False, party=request.party)


def _write_down(context: RequestContext, recorded: Recorded, *, reason: str) -> Recorded:
    recorded = replace(recorded, letters=tuple(context.letters))
    if context.alert:
        finish(context, context.alert)
    context.session.add(
        RequestResult(
            request_id=context.number,
            is_recorded=recorded.accepted,
            reason=reason,
            entry=context.entry.seq if context.entry else None,
            outcome=_RECORDED.dump_python(recorded, mode="json"),
            decided_at=context.at,
        )
    )
    return recorded
