"""Starting the agreement that follows: what it will be is shown before it is started."""

from fastapi import APIRouter, BackgroundTasks
from fastapi.responses import RedirectResponse, Response

from api.authentication import PartsIn, ReaderIn, SignedIn, WriterIn
from api.background import tell_of_start
from api.console.cycle.cycles import page_of
from api.console.frame import console_page
from api.dependencies import Parts
from api.forms.posted import FormIn
from api.forms.values import status_of, typed
from api.successors import SAID, started
from models.agreements.successors import successor_of_cycle
from request_types.faults import BadInput, Fault

router = APIRouter(prefix="/forloeb/{cycle_id}")


@router.get("/efterfoelger")
def preview(cycle_id: str, who: ReaderIn, parts: PartsIn) -> Response:
    """Show title and period of the next agreement, and the button that starts it."""
    page_of(parts, cycle_id)
    with parts.database.read() as session:
        new = successor_of_cycle(session, cycle_id, today=parts.today)
    said = {"title": new.title, "period_start": new.period_start.isoformat()}
    values = dict.fromkeys(SAID, "") | said
    return _form(who, parts, cycle_id, values)


@router.post("/efterfoelger")
def start(*, cycle_id: str, who: WriterIn, form: FormIn, parts: PartsIn, tasks: BackgroundTasks) -> Response:
    """Start the next agreement; asked again, the same one is shown."""
    values = typed(form, SAID)
    try:
        created = started(parts, cycle_id, values, made_by=who.made_by)
    except BadInput as error:
        return _form(who, parts, cycle_id, values, faults=error.faults, status=status_of(error))
    tell_of_start(parts, tasks, created.id)
    return RedirectResponse(f"/forloeb/{created.id}", 303)


def _form(
    who: SignedIn,
    parts: Parts,
    cycle_id: str,
    values: dict[str, str],
    *,
    faults: tuple[Fault, ...] = (),
    status: int = 200,
) -> Response:
    page = page_of(parts, cycle_id)
    return console_page("successor.html", who, status=status, page=page, values=values, faults=faults)
