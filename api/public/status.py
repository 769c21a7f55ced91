"""The public page of an agreement, for anybody; it is not there until the secretariat shows it."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from api.authentication import Deps
from api.console.wheel import draw
from api.pages import page
from models.queries.public_status import public_status

router = APIRouter(include_in_schema=False)


@router.get("/status/{cycle_id}")
def status(cycle_id: str, deps: Deps) -> HTMLResponse:
    """Show how far an agreement has come, and what councils have decided."""
    with deps.database.read() as session:
        found = public_status(session, cycle_id, today=deps.today)
    if found is None:
        raise HTTPException(404)
    return page(
        "public_status.html",
        line=found.page.line,
        decisions=found.decisions,
        drawing=draw(found.wheel) if found.wheel else None,
    )
