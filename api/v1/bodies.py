"""Reading and showing JSON."""

from json import JSONDecodeError
from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from api.parts import Parts
from api.v1.dates import iso
from api.v1.four_years import evaluation, initiative, inquiry, step
from models.inbox.receipts import ReceiptView
from models.inbox.submission import Receipt
from models.queries.councils import CouncilLine
from models.queries.cycle_page import CyclePage
from models.queries.overview import CycleLine

Json = dict[str, object]
NOT_AN_OBJECT = "Send et JSON-objekt: {…}."


async def json_body(request: Request) -> Json:
    """Return the body as a JSON object.

    Raises:
        HTTPException: it is no JSON (400), or no object (422).
    """
    try:
        body = await request.json()
    except (JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise HTTPException(400) from None
    if not isinstance(body, dict):
        raise HTTPException(422, detail=NOT_AN_OBJECT)
    return body


JsonIn = Annotated[Json, Depends(json_body)]


def summary(line: CycleLine, parts: Parts) -> Json:
    """Return a cycle at a glance."""
    return {
        "id": line.id,
        "kind": line.kind,
        "region": line.region,
        "title": line.title,
        "phase": line.phase.value,
        "round": line.round,
        "version": line.version,
        "approved": line.approved,
        "total": line.total,
        "deadline": iso(line.deadline),
        "temporal_ui_url": parts.temporal_url(line.id),
    }


def cycle(page: CyclePage, parts: Parts) -> Json:
    """Return a cycle with its councils, inquiries, initiatives and the authority's correspondence."""
    return summary(page.line, parts) | {
        "adoption_on": iso(page.adoption_on),
        "councils": [council(each) for each in page.councils],
        "inquiries": [inquiry(each) for each in page.inquiries],
        "initiatives": [initiative(each) for each in page.initiatives],
        "authority": [step(each) for each in page.authority],
        "evaluations": [evaluation(each) for each in page.evaluations],
    }


def council(line: CouncilLine) -> Json:
    """Return a council of a round."""
    decision = line.decision
    outcome = line.standing.outcome
    return {
        "code": line.code,
        "name": line.name,
        "state": line.state,
        "stage": line.stage,
        "outcome": outcome.value if outcome else None,
        "decision": line.standing.decision,
        "decided_by": decision.decided_by.value if decision else None,
        "meeting_date": iso(decision.meeting_date if decision else None),
        "recorded_at": iso(decision.recorded_at if decision else None),
        "link_sent_at": iso(line.link_sent_at),
    }


def accepted(receipt: Receipt, cycle_id: str, parts: Parts) -> Json:
    """Return the answer to a request that lies in the inbox."""
    path = f"/api/v1/cycles/{cycle_id}/requests/{receipt.number}"
    return {"receipt": receipt.number, "status_url": parts.public_url.rstrip("/") + path}


def request_state(view: ReceiptView) -> Json:
    """Return a request and what came of it."""
    state = "received" if not view.is_decided else "recorded" if view.is_recorded else "refused"
    return {
        "receipt": view.number,
        "kind": view.kind.value,
        "state": state,
        "word": view.word,
        "reason": view.reason,
        "entry": view.entry,
        "round": view.round or None,
        "inquiry": view.inquiry or None,
        "party": view.party or None,
        "received_at": iso(view.received_at),
        "decided_at": iso(view.decided_at),
    }
