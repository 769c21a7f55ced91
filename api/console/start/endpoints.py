"""The addresses of a start: going from step to step starts nothing, only the last one does."""

from collections.abc import Collection
from typing import Final

from fastapi import APIRouter, BackgroundTasks
from fastapi.responses import RedirectResponse, Response

from api.authentication import Deps, ReaderDep, SignedIn, WriterDep
from api.background import tell_of_request, tell_of_start
from api.console.start.documents import documents_of, keep_files
from api.console.start.form import DAYS, FIELDS, blank_values, said_values
from api.console.start.page import show, show_faults
from api.console.start.rehearsal import rehearsal_of_start
from api.console.start.steps import ORDER, Step, asked_step, following, step_of
from api.console.start.suggestions import fill_in
from api.console.start.validation import faults_of_start, faults_of_text, label_of
from api.dependencies import Dependencies
from api.forms.posted import FormDep, text_of
from api.forms.values import start_values, status_of
from api.ports import CannotRehearse
from models.agreements.cycles import CycleDiffers, create_cycle
from models.agreements.documents import NewDocument
from models.agreements.starting import read_new_cycle
from models.agreements.versions import NewVersion, add_version
from models.queries.start.hints import likely_region
from request_types.faults import BadInput, Fault

router = APIRouter(prefix="/forloeb")
REHEARSE: Final = "proev"
CALCULATE: Final = "beregn"
_STAYING: Final = {REHEARSE: Step.REHEARSAL, CALCULATE: Step.CALENDAR}
"""What the buttons say that show the same step again, and more in it."""


@router.get("/ny")
def begin(who: ReaderDep, deps: Deps) -> Response:
    """Show the first step."""
    with deps.database.read() as session:
        likely = likely_region(session, today=deps.today)
    return show(Step.KIND, blank_values() | {"region": likely}, who, deps)


@router.post("/ny")
def go_on(who: WriterDep, form: FormDep, deps: Deps) -> Response:
    """Show the step that was asked for, or an earlier one in which something is wrong; nothing is started."""
    values, asked = said_values(form), text_of(form, "til")
    bad_file = keep_files(form, values, deps)
    with deps.database.read() as session:
        fill_in(session, values, today=deps.today)
    if bad_file is not None:
        faults = (*_faults_before(following(Step.TEXT), values, deps), *bad_file.faults)
        return show_faults(faults, values, who, deps, status=status_of(bad_file))
    step = _STAYING.get(asked) or asked_step(asked)
    if faults := _faults_before(step, values, deps, too=DAYS if asked == CALCULATE else ()):
        return show_faults(faults, values, who, deps)
    return _rehearse(values, who, deps) if asked == REHEARSE else show(step, values, who, deps)


@router.post("")
def start(who: WriterDep, form: FormDep, deps: Deps, tasks: BackgroundTasks) -> Response:
    """Start the cycle; a document that was brought becomes its first version. Asked twice, one is started."""
    values = said_values(form)
    if (bad_file := keep_files(form, values, deps)) is not None:
        faults = (*faults_of_start(values, deps), *bad_file.faults)
        return show_faults(faults, values, who, deps, status=status_of(bad_file))
    try:
        cycle_id = _start(values, who, deps, tasks)
    except CycleDiffers as error:
        return show_faults((Fault("", str(error)),), values, who, deps)
    except BadInput as error:
        return show_faults(faults_of_start(values, deps) or error.faults, values, who, deps)
    return RedirectResponse(f"/forloeb/{cycle_id}", 303)


def _faults_before(
    step: Step, values: dict[str, str], deps: Dependencies, *, too: Collection[str] = ()
) -> tuple[Fault, ...]:
    """Return what is wrong in the steps that must be done before this one is shown, and in the fields `too`."""
    earlier = ORDER[: ORDER.index(step)]
    faults = faults_of_start(values, deps)
    return tuple(fault for fault in faults if step_of(fault.field) in earlier or fault.field in too)


def _rehearse(values: dict[str, str], who: SignedIn, deps: Dependencies) -> Response:
    said = {name: values[name] for name in FIELDS}
    try:
        came = rehearsal_of_start(said, values["assume"], deps)
    except BadInput as error:
        return show(Step.REHEARSAL, values, who, deps, faults=error.faults)
    except CannotRehearse as error:
        return show(Step.REHEARSAL, values, who, deps, faults=(Fault("", str(error)),), status=503)
    return show(Step.REHEARSAL, values, who, deps, came=came)


def _start(values: dict[str, str], who: SignedIn, deps: Dependencies, tasks: BackgroundTasks) -> str:
    new = read_new_cycle(start_values({name: values[name] for name in FIELDS}))
    if faults := faults_of_text(values, deps):
        raise BadInput(*faults)
    created = create_cycle(deps.database, new, today=deps.today, at=deps.clock(), made_by=who.made_by)
    tell_of_start(deps, tasks, created.id)
    if documents := documents_of(values, deps):
        tell_of_request(deps, tasks, _add_first_version(created.id, values, documents, who=who, deps=deps))
    return created.id


def _add_first_version(
    cycle_id: str, values: dict[str, str], documents: tuple[NewDocument, ...], *, who: SignedIn, deps: Dependencies
) -> int:
    new = NewVersion(label=label_of(values))
    first, *further = documents
    version = add_version(
        deps.database, cycle_id, new, first, parts=tuple(further), made_by=who.made_by, at=deps.clock()
    )
    return version.receipt.number
