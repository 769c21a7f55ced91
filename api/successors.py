"""Starting a cycle's successor, for the console and the API alike."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from pydantic import BaseModel, ConfigDict

from api.dependencies import Dependencies
from api.forms.values import filled
from models.agreements.cycles import CreatedCycle, CycleDiffers
from models.agreements.successors import create_successor
from models.agreements.versions import part_titles
from request_types.faults import BadInput, Fault, read_model
from request_types.payload import Line, Reason

SAID: Final = ("title", "period_start", "out_of_basis_reason", "unreachable_reason")


class Successor(BaseModel):
    """What may be said of the next agreement; the rest follows from the one before."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: Line = ""
    period_start: date | None = None
    out_of_basis_reason: Reason = ""
    unreachable_reason: Reason = ""


def started(deps: Dependencies, cycle_id: str, values: Mapping[str, object], *, made_by: str) -> CreatedCycle:
    """Start the successor of a cycle.

    Raises:
        UnknownCycle: there is no such cycle.
        BadInput: with every fault; it was started before with something else.
    """
    with deps.database.read() as session:
        part_titles(session, cycle_id)  # tells an unknown cycle from a bad start
    given = {name: str(value) for name, value in values.items() if value is not None}
    said = read_model(Successor, filled(given), fallbacks={})
    try:
        return create_successor(
            deps.database,
            cycle_id,
            today=deps.today,
            at=deps.clock(),
            made_by=made_by,
            title=said.title,
            period_start=said.period_start,
            out_of_basis_reason=said.out_of_basis_reason,
            unreachable_reason=said.unreachable_reason,
        )
    except CycleDiffers as error:
        raise BadInput(Fault("", str(error))) from error
