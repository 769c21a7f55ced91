"""Starting the agreement that follows: what it will be is shown before it is started."""

from fastapi import APIRouter, BackgroundTasks
from fastapi.responses import RedirectResponse, Response

from api.authentication import Deps, ReaderDep, SignedIn, WriterDep
from api.background import tell_of_start
from api.console.cycle.cycles import page_of
from api.console.frame import console_page
from api.dependencies import Dependencies
from api.forms.posted import FormDep
from api.forms.values import status_of, text_fields
from api.successors import SAID, started
from models.agreements.successors import successor_of_cycle
from request_types.faults import BadInput, Fault

router = APIRouter(prefix="/forloeb/{cycle_id}")


@router.get("/efterfoelger")
def preview(cycle_id: str, who: ReaderDep, deps: Deps) -> Response:
    """Show title and period of the next agreement, and the button that starts it."""
    page_of(deps, cycle_id)
    with deps.database.read() as session:
        new = successor_of_cycle(session, cycle_id, today=deps.today)
    said = {"title": new.title, "period_start": new.period_start.isoformat()}
    values = dict.fromkeys(SAID, "") | said
    return _form(who, deps, cycle_id, values)


@router.post("/efterfoelger")
def start(*, cycle_id: str, who: WriterDep, form: FormDep, deps: Deps, tasks: BackgroundTasks) -> Response:
    """Start the next agreement; asked again, the same one is shown."""
    values = text_fields(form, SAID)
    try:
        created = started(deps, cycle_id, values, made_by=who.made_by)
    except BadInput as error:
        return _form(who, deps, cycle_id, values, faults=error.faults, status=status_of(error))
    tell_of_start(deps, tasks, created.id)
    return RedirectResponse(f"/forloeb/{created.id}", 303)


def _form(
    who: SignedIn,
    deps: Dependencies,
    cycle_id: str,
    values: dict[str, str],
    *,
    faults: tuple[Fault, ...] = (),
    status: int = 200,
) -> Response:
    page = page_of(deps, cycle_id)
    return console_page("successor.html", who, status=status, page=page, values=values, faults=faults)
