"""The report of a cycle's hearings, and the start of its successor."""

from fastapi import APIRouter, BackgroundTasks
from fastapi.responses import JSONResponse

from api.background import tell_of_start
from api.documents.hearing_report import report_of
from api.programs import ProgramIn, WritingProgramIn
from api.successors import Successor, started
from api.v1.bodies import Json, JsonIn, cycle
from api.v1.described import AGAIN
from api.v1.four_years import report
from api.wiring import PartsIn
from models.queries.cycle_page import cycle_page

router = APIRouter()
_NEXT = {"requestBody": {"content": {"application/json": {"schema": Successor.model_json_schema()}}}}


@router.get("/cycles/{cycle_id}/hearing-report")
def hearing_report(cycle_id: str, _: ProgramIn, parts: PartsIn) -> Json:
    """Return what the hearings of a cycle brought: each remark taken in or not, and why."""
    return report(report_of(parts, cycle_id))


@router.post("/cycles/{cycle_id}/successor", status_code=201, openapi_extra=_NEXT, responses=AGAIN)
def start_successor(
    *, cycle_id: str, body: JsonIn, who: WritingProgramIn, parts: PartsIn, tasks: BackgroundTasks
) -> JSONResponse:
    """Start the agreement that follows: 201; asked again: 200 and the same cycle."""
    created = started(parts, cycle_id, body, made_by=who.made_by)
    tell_of_start(parts, tasks, created.id)
    with parts.database.read() as session:
        page = cycle_page(session, created.id, today=parts.today)
    assert page is not None, "it was created a moment ago"
    headers = {"Location": f"/api/v1/cycles/{created.id}"}
    content = cycle(page, parts) | {"receipt": created.receipt.number}
    return JSONResponse(content, 201 if created.is_new else 200, headers)
