"""A cycle's calendar for programs that cannot sign in: whoever has the signed address may read it."""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.authentication import Deps
from api.documents.cycle_calendar import cycle_calendar
from api.links import unknown_link
from models.access.links import ForgedLink
from models.queries.cycle.page import cycle_page
from models.queries.timeline.wheel import wheel_of

ICS: Final = "text/calendar; charset=utf-8"
router = APIRouter(include_in_schema=False)


@router.get("/kalender/{token}.ics")
def calendar(token: str, request: Request, deps: Deps) -> Response:
    """Give the days of a cycle as iCalendar."""
    try:
        cycle_id = deps.signer.read_feed(token)
    except ForgedLink:
        raise unknown_link(request, deps) from None
    with deps.database.read() as session:
        page = cycle_page(session, cycle_id, today=deps.today)
        if page is None:
            raise HTTPException(404)
        wheel = wheel_of(session, page, today=deps.today)
    return Response(cycle_calendar(page, wheel, at=deps.clock()), media_type=ICS)
