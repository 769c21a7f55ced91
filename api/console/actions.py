"""One address for each action of the table: the office's forms go the same way as the programs' requests."""

from collections.abc import Callable

from fastapi import APIRouter, BackgroundTasks
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from api.actions import ACTIONS, Action, Asked, act
from api.console.fields import FIELDS, FILE_OF, FILES, FORMS, HIDDEN, Sort
from api.console.frame import console_page
from api.forms import document_of, filled, is_checked, status_of, typed
from api.wiring import FormIn, PartsIn, SignedIn, WriterIn, fresh_nonce, text_of
from models.documents import NewDocument
from models.faults import BadInput, Fault

router = APIRouter(prefix="/forloeb/{cycle_id}")
LONGEST_NONCE = 80


def asked_by(form: FormData, action: Action, cycle_id: str, who: SignedIn) -> Asked:
    """Return what a form asks.

    Raises:
        BadInput: a file cannot be used.
    """
    names = FORMS[action.kind]
    values = filled(typed(form, (*names, *HIDDEN)))
    values |= {name: is_checked(form, name) for name in names if FIELDS[name].sort is Sort.BOX}
    documents: list[NewDocument] = []
    for name in names:
        if FIELDS[name].sort is Sort.FILE and (document := document_of(form, name)):
            documents.append(document)
            values[FILES[name]] = document.sha256
    nonce = text_of(form, "nonce")[:LONGEST_NONCE] or fresh_nonce()
    return Asked(cycle_id, values, f"{who.made_by}:{nonce}", who.made_by, tuple(documents))


def _endpoint(action: Action) -> Callable[..., Response]:
    def ask(*, cycle_id: str, who: WriterIn, form: FormIn, parts: PartsIn, tasks: BackgroundTasks) -> Response:
        try:
            receipt = act(parts, tasks, action, asked_by(form, action, cycle_id, who))
        except BadInput as error:
            return _again(form, action, cycle_id, who, error)
        return RedirectResponse(f"/forloeb/{cycle_id}/henvendelser/{receipt.number}", 303)

    return ask


def _again(form: FormData, action: Action, cycle_id: str, who: SignedIn, error: BadInput) -> Response:
    faults = tuple(Fault(FILE_OF.get(fault.field, fault.field), fault.message) for fault in error.faults)
    hidden = {name: value for name, value in typed(form, HIDDEN).items() if value}
    return console_page(
        "action.html",
        who,
        status=status_of(error),
        cycle_id=cycle_id,
        kind=action.kind.value,
        values=typed(form, FORMS[action.kind]),
        hidden=hidden,
        faults=faults,
    )


for _action in ACTIONS:
    router.add_api_route(f"/{_action.danish}", _endpoint(_action), methods=["POST"], name=_action.danish)
