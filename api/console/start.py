"""Starting a cycle from the console: the cycle and its first version in one form."""

from fastapi import APIRouter, BackgroundTasks
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from api.background import tell_of_request, tell_of_start
from api.console.frame import console_page
from api.console.planning import plan_of_start
from api.console.rehearsal import months_of, rehearsal_of_start
from api.forms import start_values, status_of, typed
from api.parts import Parts
from api.rehearsals import CannotRehearse
from api.uploads import documents_of
from api.wiring import FormIn, PartsIn, ReaderIn, SignedIn, WriterIn, text_of
from models.cycles import CycleDiffers, create_cycle
from models.documents import NewDocument
from models.faults import BadInput, Fault
from models.queries.choices import parts_of_kind, start_choices
from models.queries.plan import AgreementPlan
from models.queries.rehearsed import Rehearsed
from models.starting import NewCycle, read_new_cycle
from models.version_parts import check_parts
from models.versions import NewVersion, add_version

router = APIRouter(prefix="/forloeb")
FIELDS = (
    "kind",
    "region",
    "title",
    "period_start",
    "period_end",
    "adoption_on",
    "approval_deadline",
    "start_phase",
    "out_of_basis_reason",
    "unreachable_reason",
    "parties",
)
TYPED = (*FIELDS, "label", "assume")
REHEARSAL = "forløb"
LABEL = "Første udgave"
LONGEST_LABEL = 200


@router.get("/ny")
def blank(who: ReaderIn, parts: PartsIn) -> Response:
    """Show the form."""
    return _form(who, parts, dict.fromkeys(TYPED, ""))


@router.post("")
def start(who: WriterIn, form: FormIn, parts: PartsIn, tasks: BackgroundTasks) -> Response:
    """Start the cycle, or only look ahead; a document that comes along becomes its first version."""
    if text_of(form, "show"):
        return _look_ahead(form, who, parts)
    try:
        cycle_id = _start(form, who, parts, tasks)
    except BadInput as error:
        values = typed(form, TYPED)
        return _form(who, parts, values, faults=error.faults, status=status_of(error))
    return RedirectResponse(f"/forloeb/{cycle_id}", 303)


def _look_ahead(form: FormData, who: SignedIn, parts: Parts) -> Response:
    """Show the calendar of what was typed, or rehearse it; nothing is started."""
    values = typed(form, TYPED)
    try:
        if text_of(form, "show") == REHEARSAL:
            came = rehearsal_of_start(typed(form, FIELDS), values["assume"], parts)
            return _form(who, parts, values, came=came)
        return _form(who, parts, values, plan=plan_of_start(values, parts))
    except BadInput as error:
        return _form(who, parts, values, faults=error.faults, status=422)
    except CannotRehearse as error:
        return _form(who, parts, values, faults=(Fault("", str(error)),), status=503)


def _start(form: FormData, who: SignedIn, parts: Parts, tasks: BackgroundTasks) -> str:
    new, documents = read_new_cycle(start_values(typed(form, FIELDS))), documents_of(form)
    _check_parts(new.kind, documents, parts)
    cycle_id = _create(new, who, parts)
    tell_of_start(parts, tasks, cycle_id)
    if documents:
        label = typed(form, ("label",))["label"][:LONGEST_LABEL]
        tell_of_request(parts, tasks, _add_first_version(cycle_id, label, documents, who=who, parts=parts))
    return cycle_id


def _check_parts(kind: str, documents: tuple[NewDocument, ...], parts: Parts) -> None:
    """Check before anything is started that every part of the text came along, or none."""
    with parts.database.read() as session:
        titles = parts_of_kind(session, kind)
    if documents:
        check_parts(titles, documents[1:])


def _create(new: NewCycle, who: SignedIn, parts: Parts) -> str:
    try:
        created = create_cycle(parts.database, new, today=parts.today, at=parts.clock(), made_by=who.made_by)
    except CycleDiffers as error:
        raise BadInput(Fault("", str(error))) from error
    return created.id


def _add_first_version(
    cycle_id: str, label: str, documents: tuple[NewDocument, ...], *, who: SignedIn, parts: Parts
) -> int:
    new = NewVersion(label=label.strip() or LABEL)
    first, *further = documents
    version = add_version(
        parts.database, cycle_id, new, first, parts=tuple(further), made_by=who.made_by, at=parts.clock()
    )
    return version.receipt.number


def _form(
    who: SignedIn,
    parts: Parts,
    values: dict[str, str],
    *,
    faults: tuple[Fault, ...] = (),
    status: int = 200,
    plan: AgreementPlan | None = None,
    came: Rehearsed | None = None,
) -> Response:
    with parts.database.read() as session:
        choices = start_choices(session)
    shown = {"choices": choices, "values": values, "faults": faults, "plan": plan, "came": came}
    months = months_of(came) if came else ()
    return console_page("new_cycle.html", who, status=status, months=months, **shown)
