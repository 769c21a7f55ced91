"""Starting a cycle from the console: the cycle and its first version in one form."""

from fastapi import APIRouter, BackgroundTasks
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from api.background import tell_of_request, tell_of_start
from api.console.frame import console_page
from api.forms import document_of, filled, status_of, typed
from api.parts import Parts
from api.wiring import FormIn, PartsIn, ReaderIn, SignedIn, WriterIn
from models.cycles import CycleDiffers, create_cycle
from models.documents import NewDocument
from models.faults import BadInput, Fault
from models.queries.choices import start_choices
from models.starting import NewCycle, read_new_cycle
from models.versions import NewVersion, add_version

router = APIRouter(prefix="/forloeb")
FIELDS = (
    "kind",
    "region",
    "title",
    "period_start",
    "period_end",
    "approval_deadline",
    "start_phase",
    "out_of_basis_reason",
)
LABEL = "Første udgave"
LONGEST_LABEL = 200


@router.get("/ny")
def blank(who: ReaderIn, parts: PartsIn) -> Response:
    """Show the form."""
    return _form(who, parts, dict.fromkeys((*FIELDS, "label"), ""))


@router.post("")
def start(who: WriterIn, form: FormIn, parts: PartsIn, tasks: BackgroundTasks) -> Response:
    """Start the cycle; a document that comes along becomes its first version."""
    try:
        cycle_id = _start(form, who, parts, tasks)
    except BadInput as error:
        values = typed(form, (*FIELDS, "label"))
        return _form(who, parts, values, faults=error.faults, status=status_of(error))
    return RedirectResponse(f"/forloeb/{cycle_id}", 303)


def _start(form: FormData, who: SignedIn, parts: Parts, tasks: BackgroundTasks) -> str:
    new = read_new_cycle(filled(typed(form, FIELDS)))
    document = document_of(form, "file")
    cycle_id = _create(new, who, parts)
    tell_of_start(parts, tasks, cycle_id)
    if document is not None:
        label = typed(form, ("label",))["label"][:LONGEST_LABEL]
        tell_of_request(parts, tasks, _add_first_version(cycle_id, label, document, who=who, parts=parts))
    return cycle_id


def _create(new: NewCycle, who: SignedIn, parts: Parts) -> str:
    try:
        created = create_cycle(parts.database, new, today=parts.today, at=parts.clock(), made_by=who.made_by)
    except CycleDiffers as error:
        raise BadInput(Fault("", str(error))) from error
    return created.id


def _add_first_version(cycle_id: str, label: str, document: NewDocument, *, who: SignedIn, parts: Parts) -> int:
    new = NewVersion(label=label.strip() or LABEL)
    version = add_version(parts.database, cycle_id, new, document, made_by=who.made_by, at=parts.clock())
    return version.receipt.number


def _form(
    who: SignedIn, parts: Parts, values: dict[str, str], *, faults: tuple[Fault, ...] = (), status: int = 200
) -> Response:
    with parts.database.read() as session:
        choices = start_choices(session)
    return console_page("new_cycle.html", who, status=status, choices=choices, values=values, faults=faults)
