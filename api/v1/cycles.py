"""Starting cycles and looking at them."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Path, Query, Response
from starlette.exceptions import HTTPException

from api.authentication import Deps
from api.background import tell_of_start
from api.bearer import ProgramDep, WritingProgramDep
from api.v1.bodies import JsonDep, cycle, started_cycle, summary
from api.v1.described import AGAIN
from api.v1.schemas import Cycle, CyclePage, RequestStatus, StartedCycle
from models.agreements.cycles import CycleDiffers, create_cycle
from models.agreements.starting import NewCycle, read_new_cycle
from models.inbox.receipts import receipt_state
from models.queries.cycle.overview import cycle_lines
from models.queries.cycle.page import cycle_page

router = APIRouter()
NO_CYCLE = "Forløbet findes ikke."
_START = {"requestBody": {"content": {"application/json": {"schema": NewCycle.model_json_schema()}}}}


@router.post("/cycles", status_code=201, openapi_extra=_START, responses=AGAIN)
def start_cycle(
    *, body: JsonDep, who: WritingProgramDep, deps: Deps, tasks: BackgroundTasks, response: Response
) -> StartedCycle:
    """Start a cycle: 201; the same body again: 200 and the same cycle; another body under its id: 409."""
    new = read_new_cycle(body)
    try:
        created = create_cycle(deps.database, new, today=deps.today, at=deps.clock(), made_by=who.made_by)
    except CycleDiffers as error:
        raise HTTPException(409, detail=str(error)) from None
    tell_of_start(deps, tasks, created.id)
    return started_cycle(created, deps, response)


@router.get("/cycles")
def list_cycles(
    _: ProgramDep,
    deps: Deps,
    after: Annotated[str, Query(description="The `next` of the page before")] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> CyclePage:
    """Return cycles by id; `next` is null on the last page."""
    with deps.database.read() as session:
        lines = cycle_lines(session, after=after, limit=limit + 1)
    shown = lines[:limit]
    items = tuple(summary(line, deps) for line in shown)
    return CyclePage(items=items, next=shown[-1].id if len(lines) > limit else None)


@router.get("/cycles/{cycle_id}")
def show_cycle(cycle_id: str, _: ProgramDep, deps: Deps) -> Cycle:
    """Return a cycle with its councils."""
    with deps.database.read() as session:
        page = cycle_page(session, cycle_id, today=deps.today)
    if page is None:
        raise HTTPException(404, detail=NO_CYCLE)
    return cycle(page, deps)


@router.get("/cycles/{cycle_id}/requests/{number}")
def show_request(
    cycle_id: str, number: Annotated[int, Path(ge=1, lt=2**31)], _: ProgramDep, deps: Deps
) -> RequestStatus:
    """Return what came of a request: received, recorded, or refused and why."""
    with deps.database.read() as session:
        view = receipt_state(session, number)
    if view is None or view.cycle_id != cycle_id:
        raise HTTPException(404, detail="Henvendelsen findes ikke.")
    return RequestStatus.model_validate(view)
