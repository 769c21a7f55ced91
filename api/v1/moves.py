"""Moving a deadline: what it will cause is told before it is done."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.authentication import Deps
from api.bearer import ProgramDep
from api.moves import preview_of, read_move
from api.v1.schemas import MovePreview

router = APIRouter()
NOT_ASKED_YET = "?"
"""Why the deadline is moved is asked for when it is."""


@router.get("/cycles/{cycle_id}/deadline")
def preview_move(
    cycle_id: str,
    _: ProgramDep,
    deps: Deps,
    deadline: Annotated[str, Query(description="The new deadline, ISO 8601")] = "",
) -> MovePreview:
    """Return which reminders a moved deadline will cause, council by council; nothing is moved. Dates are local.

    A `null` is no reminder. While nothing lies at the councils, `round` is `null` and no mail is caused.
    """
    move = read_move(deps, {"deadline": deadline, "reason": NOT_ASKED_YET})
    line, shown = preview_of(deps, cycle_id, move.deadline)
    return MovePreview.model_validate(
        {
            "round": line.round if shown else None,
            "old_deadline": line.deadline,
            "new_deadline": move.deadline,
            "councils": shown.councils if shown else (),
        }
    )
