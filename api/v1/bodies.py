"""Reading JSON, and what several calls answer."""

from dataclasses import fields
from json import JSONDecodeError
from typing import Annotated

from fastapi import Depends, Request, Response
from starlette.exceptions import HTTPException

from api.dependencies import Dependencies
from api.v1.schemas import Accepted, Cycle, CycleSummary, StartedCycle
from models.agreements.cycles import CreatedCycle
from models.agreements.versions import VersionFacts
from models.inbox.submission import Receipt
from models.queries.cycle.overview import CycleLine
from models.queries.cycle.page import CyclePage, cycle_page

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


JsonDep = Annotated[Json, Depends(json_body)]


def attributes(found: CycleLine | VersionFacts) -> Json:
    """Return the fields of a read model as they are."""
    return {field.name: getattr(found, field.name) for field in fields(found)}


def summary(line: CycleLine, deps: Dependencies) -> CycleSummary:
    """Return a cycle at a glance."""
    return CycleSummary.model_validate(attributes(line) | {"temporal_ui_url": deps.temporal_url(line.id)})


def cycle(page: CyclePage, deps: Dependencies) -> Cycle:
    """Return a cycle with all that programs read of it."""
    return Cycle.model_validate(_cycle(page, deps))


def started_cycle(created: CreatedCycle, deps: Dependencies, response: Response) -> StartedCycle:
    """Return a cycle that was started, or was before: the answer's status and headers tell which."""
    with deps.database.read() as session:
        page = cycle_page(session, created.id, today=deps.today)
    assert page is not None, "it was created a moment ago"
    response.headers["Location"] = f"/api/v1/cycles/{created.id}"
    if not created.is_new:
        response.status_code = 200
    return StartedCycle.model_validate(_cycle(page, deps) | {"receipt": created.receipt.number})


def accepted(receipt: Receipt, cycle_id: str, deps: Dependencies) -> Accepted:
    """Return the answer to a request that lies in the inbox."""
    path = f"/api/v1/cycles/{cycle_id}/requests/{receipt.number}"
    return Accepted(receipt=receipt.number, status_url=deps.public_url.rstrip("/") + path)


def _cycle(page: CyclePage, deps: Dependencies) -> Json:
    of_page = {name: getattr(page, name) for name in Cycle.model_fields.keys() - CycleSummary.model_fields.keys()}
    return {**summary(page.line, deps).model_dump(), **of_page}
