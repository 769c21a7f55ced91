"""One address for each action of the table: the office's forms go the same way as the programs' requests."""

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, BackgroundTasks
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from api.acting import Asked, act, preview
from api.actions import ACTIONS, Action
from api.console.choices import choices_of
from api.console.forms import FILE_OF, HIDDEN, carried_on, names_of, values_of
from api.console.frame import LETTERS, console_page, letters_page, nonce_of
from api.forms import status_of, typed
from api.parts import Parts
from api.posted import FormIn, text_of
from api.wiring import PartsIn, SignedIn, WriterIn
from models.faults import BadInput, Fault

router = APIRouter(prefix="/forloeb/{cycle_id}")
BACK: Final = "back"
DESK: Final = "bord"
"""What `back` says in a form on the desk: its sender returns there."""


def asked_by(form: FormData, action: Action, cycle_id: str, who: SignedIn) -> Asked:
    """Return what a form asks.

    Raises:
        BadInput: a file or a line cannot be used.
    """
    values, documents = values_of(form, action.kind)
    return Asked(cycle_id, values, f"{who.made_by}:{nonce_of(form)}", who.made_by, documents)


def _endpoint(action: Action) -> Callable[..., Response]:
    def ask(*, cycle_id: str, who: WriterIn, form: FormIn, parts: PartsIn, tasks: BackgroundTasks) -> Response:
        try:
            asked = asked_by(form, action, cycle_id, who)
            if text_of(form, "show") == LETTERS:
                return _show_letters(form, action, asked, who=who, parts=parts)
            receipt = act(parts, tasks, action, asked)
        except BadInput as error:
            return _again(form, action, cycle_id, who=who, error=error, parts=parts)
        return RedirectResponse(_next_page(form, cycle_id, receipt.number), 303)

    return ask


def _show_letters(form: FormData, action: Action, asked: Asked, *, who: SignedIn, parts: Parts) -> Response:
    carried = carried_on(form, action.kind, asked.values) | typed(form, (BACK, "nonce"))
    at = f"/forloeb/{asked.cycle_id}/{action.danish}"
    return letters_page(
        who, preview(parts, action, asked), carried, at=at, button=action.button, now=parts.clock()
    )


def _next_page(form: FormData, cycle_id: str, number: int) -> str:
    if text_of(form, BACK) == DESK:
        return f"/?modtaget={number}"
    return f"/forloeb/{cycle_id}/henvendelser/{number}"


def _again(
    form: FormData, action: Action, cycle_id: str, *, who: SignedIn, error: BadInput, parts: Parts
) -> Response:
    faults = tuple(Fault(FILE_OF.get(fault.field, fault.field), fault.message) for fault in error.faults)
    names = names_of(action.kind.value, text_of(form, "inquiry"))
    hidden = {name: value for name, value in typed(form, (*HIDDEN, BACK)).items() if value and name not in names}
    return console_page(
        "action.html",
        who,
        status=status_of(error),
        cycle_id=cycle_id,
        kind=action.kind.value,
        values=typed(form, names),
        hidden=hidden,
        faults=faults,
        choices=choices_of(parts, cycle_id, hidden.get("inquiry", "")),
    )


for _action in ACTIONS:
    router.add_api_route(f"/{_action.danish}", _endpoint(_action), methods=["POST"], name=_action.danish)
