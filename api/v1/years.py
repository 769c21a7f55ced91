"""The report of a cycle's hearings, and the start of its successor."""

from fastapi import APIRouter, BackgroundTasks, Response

from api.authentication import Deps
from api.background import tell_of_start
from api.bearer import ProgramDep, WritingProgramDep
from api.documents.hearing_report import report_of
from api.successors import Successor, started
from api.v1.bodies import JsonDep, started_cycle
from api.v1.described import AGAIN
from api.v1.schemas import HearingReport, StartedCycle

router = APIRouter()
_NEXT = {"requestBody": {"content": {"application/json": {"schema": Successor.model_json_schema()}}}}


@router.get("/cycles/{cycle_id}/hearing-report")
def hearing_report(cycle_id: str, _: ProgramDep, deps: Deps) -> HearingReport:
    """Return what the hearings of a cycle brought: each remark taken in or not, and why."""
    return HearingReport.model_validate(report_of(deps, cycle_id))


@router.post("/cycles/{cycle_id}/successor", status_code=201, openapi_extra=_NEXT, responses=AGAIN)
def start_successor(
    *,
    cycle_id: str,
    body: JsonDep,
    who: WritingProgramDep,
    deps: Deps,
    tasks: BackgroundTasks,
    response: Response,
) -> StartedCycle:
    """Start the agreement that follows: 201; asked again: 200 and the same cycle."""
    created = started(deps, cycle_id, body, made_by=who.made_by)
    tell_of_start(deps, tasks, created.id)
    return started_cycle(created, deps, response)
