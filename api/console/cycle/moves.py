"""Moving a deadline: what it will cause is shown before it is done."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.authentication import Deps, ReaderDep
from api.console.cycle.cycles import page_of
from api.console.frame import console_page
from api.forms.values import as_date
from api.moves import preview_of, read_move
from request_types.faults import BadInput

router = APIRouter(prefix="/forloeb/{cycle_id}")


@router.get("/frist")
def preview(
    *,
    cycle_id: str,
    who: ReaderDep,
    deps: Deps,
    deadline: Annotated[str, Query()] = "",
    reason: Annotated[str, Query()] = "",
) -> Response:
    """Show which reminders a moved deadline will cause, and the button that moves it."""
    page = page_of(deps, cycle_id)
    values = {"deadline": as_date(deadline, "deadline"), "reason": reason}
    try:
        move = read_move(deps, values)
    except BadInput as error:
        return console_page(
            "action.html",
            who,
            status=422,
            cycle_id=cycle_id,
            kind="deadline",
            values=values,
            hidden={},
            faults=error.faults,
            choices={},
        )
    _, shown = preview_of(deps, cycle_id, move.deadline)
    return console_page("move.html", who, page=page, preview=shown, values=values)
