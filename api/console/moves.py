"""Moving a deadline: what it will cause is shown before it is done."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.console.cycles import page_of
from api.console.frame import console_page
from api.forms import as_date
from api.parts import Parts
from api.wiring import PartsIn, ReaderIn
from models.faults import BadInput
from models.judging import check_dates
from models.queries.moves import MovePreview, preview_of_move
from models.requests import DeadlinePayload, read_payload
from workflows.rules.requests import RequestKind

router = APIRouter(prefix="/forloeb/{cycle_id}")


@router.get("/frist")
def preview(
    *,
    cycle_id: str,
    who: ReaderIn,
    parts: PartsIn,
    deadline: Annotated[str, Query()] = "",
    reason: Annotated[str, Query()] = "",
) -> Response:
    """Show which reminders a moved deadline will cause, and the button that moves it."""
    page = page_of(parts, cycle_id)
    values = {"deadline": as_date(deadline, "deadline"), "reason": reason}
    try:
        move = _checked(values, parts)
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
    shown = _preview(parts, cycle_id, page.line.round, move) if page.line.is_at_the_councils else None
    return console_page("move.html", who, page=page, preview=shown, values=values)


def _checked(values: dict[str, str], parts: Parts) -> DeadlinePayload:
    payload = read_payload(RequestKind.DEADLINE, {name: value for name, value in values.items() if value})
    check_dates(payload, today=parts.today)
    assert isinstance(payload, DeadlinePayload)
    return payload


def _preview(parts: Parts, cycle_id: str, number: int | None, move: DeadlinePayload) -> MovePreview:
    with parts.database.read() as session:
        return preview_of_move(
            session, cycle_id=cycle_id, round_number=number or 0, deadline=move.deadline, today=parts.today
        )
