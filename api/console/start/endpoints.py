"""The addresses of a start: going from step to step starts nothing, only the last one does."""

from collections.abc import Collection
from typing import Final

from fastapi import APIRouter, BackgroundTasks
from fastapi.responses import RedirectResponse, Response

from api.authentication import PartsIn, ReaderIn, SignedIn, WriterIn
from api.background import tell_of_request, tell_of_start
from api.console.start.documents import documents_of, keep_files
from api.console.start.form import DAYS, FIELDS, blank_values, said_values
from api.console.start.page import show, show_faults
from api.console.start.rehearsal import rehearsal_of_start
from api.console.start.steps import ORDER, Step, asked_step, following, step_of
from api.console.start.suggestions import fill_in
from api.console.start.validation import faults_of_start, faults_of_text, label_of
from api.dependencies import Parts
from api.forms.posted import FormIn, text_of
from api.forms.values import start_values, status_of
from api.rehearsals import CannotRehearse
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
def begin(who: ReaderIn, parts: PartsIn) -> Response:
    """Show the first step."""
    with parts.database.read() as session:
        likely = likely_region(session, today=parts.today)
    return show(Step.KIND, blank_values() | {"region": likely}, who, parts)


@router.post("/ny")
def go_on(who: WriterIn, form: FormIn, parts: PartsIn) -> Response:
    """Show the step that was asked for, or an earlier one in which something is wrong; nothing is started."""
    values, asked = said_values(form), text_of(form, "til")
    bad_file = keep_files(form, values, parts)
    with parts.database.read() as session:
        fill_in(session, values, today=parts.today)
    if bad_file is not None:
        faults = (*_faults_before(following(Step.TEXT), values, parts), *bad_file.faults)
        return show_faults(faults, values, who, parts, status=status_of(bad_file))
    step = _STAYING.get(asked) or asked_step(asked)
    if faults := _faults_before(step, values, parts, too=DAYS if asked == CALCULATE else ()):
        return show_faults(faults, values, who, parts)
    return _rehearse(values, who, parts) if asked == REHEARSE else show(step, values, who, parts)


@router.post("")
def start(who: WriterIn, form: FormIn, parts: PartsIn, tasks: BackgroundTasks) -> Response:
    """Start the cycle; a document that was brought becomes its first version. Asked twice, one is started."""
    values = said_values(form)
    if (bad_file := keep_files(form, values, parts)) is not None:
        faults = (*faults_of_start(values, parts), *bad_file.faults)
        return show_faults(faults, values, who, parts, status=status_of(bad_file))
    try:
        cycle_id = _start(values, who, parts, tasks)
    except CycleDiffers as error:
        return show_faults((Fault("", str(error)),), values, who, parts)
    except BadInput as error:
        return show_faults(faults_of_start(values, parts) or error.faults, values, who, parts)
    return RedirectResponse(f"/forloeb/{cycle_id}", 303)


def _faults_before(
    step: Step, values: dict[str, str], parts: Parts, *, too: Collection[str] = ()
) -> tuple[Fault, ...]:
    """Return what is wrong in the steps that must be done before this one is shown, and in the fields `too`."""
    earlier = ORDER[: ORDER.index(step)]
    faults = faults_of_start(values, parts)
    return tuple(fault for fault in faults if step_of(fault.field) in earlier or fault.field in too)


def _rehearse(values: dict[str, str], who: SignedIn, parts: Parts) -> Response:
    said = {name: values[name] for name in FIELDS}
    try:
        came = rehearsal_of_start(said, values["assume"], parts)
    except BadInput as error:
        return show(Step.REHEARSAL, values, who, parts, faults=error.faults)
    except CannotRehearse as error:
        return show(Step.REHEARSAL, values, who, parts, faults=(Fault("", str(error)),), status=503)
    return show(Step.REHEARSAL, values, who, parts, came=came)


def _start(values: dict[str, str], who: SignedIn, parts: Parts, tasks: BackgroundTasks) -> str:
    new = read_new_cycle(start_values({name: values[name] for name in FIELDS}))
    if faults := faults_of_text(values, parts):
        raise BadInput(*faults)
    created = create_cycle(parts.database, new, today=parts.today, at=parts.clock(), made_by=who.made_by)
    tell_of_start(parts, tasks, created.id)
    if documents := documents_of(values, parts):
        tell_of_request(parts, tasks, _add_first_version(created.id, values, documents, who=who, parts=parts))
    return created.id


def _add_first_version(
    cycle_id: str, values: dict[str, str], documents: tuple[NewDocument, ...], *, who: SignedIn, parts: Parts
) -> int:
    new = NewVersion(label=label_of(values))
    first, *further = documents
    version = add_version(
        parts.database, cycle_id, new, first, parts=tuple(further), made_by=who.made_by, at=parts.clock()
    )
    return version.receipt.number
