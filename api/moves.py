"""What moving a deadline will cause: asked by the page and by programs alike."""

from collections.abc import Mapping
from datetime import date

from api.dependencies import Dependencies
from models.agreements.versions import UnknownCycle
from models.queries.cycle.moves import MovePreview, preview_of_move
from models.queries.cycle.overview import CycleLine, cycle_line
from request_types import read_payload
from request_types.cycles import DeadlinePayload
from workflows.rules.requests import RequestKind


def read_move(deps: Dependencies, values: Mapping[str, str]) -> DeadlinePayload:
    """Return the move that was typed.

    Raises:
        BadInput: with every fault, as Danish sentences.
    """
    payload = read_payload(RequestKind.DEADLINE, {name: value for name, value in values.items() if value})
    payload.check(today=deps.today)
    assert isinstance(payload, DeadlinePayload)
    return payload


def preview_of(deps: Dependencies, cycle_id: str, deadline: date) -> tuple[CycleLine, MovePreview | None]:
    """Return a cycle and what another deadline (local date) will cause; None where nothing lies at the councils.

    Raises:
        UnknownCycle: there is no such cycle.
    """
    with deps.database.read() as session:
        line = cycle_line(session, cycle_id)
        if line is None:
            raise UnknownCycle(cycle_id)
        if not line.is_at_the_councils:
            return line, None
        number = line.round or 0
        return line, preview_of_move(
            session, cycle_id=cycle_id, round_number=number, deadline=deadline, today=deps.today
        )
