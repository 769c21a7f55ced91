"""A step of a start as a page."""

from typing import Final

from fastapi.responses import Response

from api.authentication import SignedIn
from api.console.frame import console_page
from api.console.start.form import carried
from api.console.start.rehearsal import months_of
from api.console.start.steps import FIELDS, ORDER, Step, first_faulty, following, guide, preceding, step_of
from api.console.start.views import view_of
from api.dependencies import Dependencies
from models.queries.timeline.rehearsed import Rehearsed
from request_types.faults import Fault
from request_types.payload import as_number

# a step is the answer to a post: browsers may keep it for their own way back, and for nothing else
KEPT_FOR_THE_WAY_BACK: Final = "private, no-cache"


def show(
    step: Step,
    values: dict[str, str],
    who: SignedIn,
    deps: Dependencies,
    *,
    faults: tuple[Fault, ...] = (),
    status: int = 422,
    came: Rehearsed | None = None,
) -> Response:
    """Show a step with what was said; `came` is what came of a rehearsal."""
    reached = max(step.number, min(as_number(values["reached"]) or 0, len(ORDER)))
    with deps.database.read() as session:
        view = view_of(step, session, values, today=deps.today)
    answer = console_page(
        f"new_cycle_{step.name.lower()}.html",
        who,
        status=status if faults else 200,
        step=step,
        count=len(ORDER),
        guide=guide(step, reached, is_faulty=bool(faults)),
        before=preceding(step),
        after=following(step),
        values=values,
        hidden=carried(values | {"reached": str(reached)}, but=FIELDS[step]),
        faults=faults,
        came=came,
        months=months_of(came) if came else (),
        **view,
    )
    answer.headers["Cache-Control"] = KEPT_FOR_THE_WAY_BACK
    return answer


def show_faults(
    faults: tuple[Fault, ...], values: dict[str, str], who: SignedIn, deps: Dependencies, *, status: int = 422
) -> Response:
    """Show the first step in which something is wrong, with all that is wrong there."""
    step = first_faulty(faults)
    theirs = tuple(fault for fault in faults if step_of(fault.field) is step)
    return show(step, values, who, deps, faults=theirs, status=status)
