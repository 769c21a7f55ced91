"""Comparing decisions with the minutes, as many at once as the officer has looked at."""

from typing import Final

from fastapi import APIRouter, BackgroundTasks
from fastapi.responses import RedirectResponse, Response

from api.acting import Asked, act_on_all
from api.console.desk import show_desk
from api.console.frame import BY_KIND, nonce_of
from api.posted import FormIn
from api.wiring import PartsIn, WriterIn
from models.faults import BadInput, Fault
from workflows.rules.requests import RequestKind

router = APIRouter(prefix="/forloeb/{cycle_id}")
FIELD: Final = "decision"
NONE_CHOSEN: Final = "Sæt kryds ved de beslutninger, I har sammenlignet med referatet."


@router.post("/kontroller")
def check(*, cycle_id: str, who: WriterIn, form: FormIn, parts: PartsIn, tasks: BackgroundTasks) -> Response:
    """Note that decisions were compared with the minutes, and return to the desk."""
    chosen = [each for each in form.getlist(FIELD) if isinstance(each, str)]
    if not chosen:
        return show_desk(who, parts, faults=(Fault(f"kontroller-{cycle_id}", NONE_CHOSEN),))
    nonce = nonce_of(form)
    asked = [
        Asked(cycle_id, {FIELD: decision}, f"{who.made_by}:{nonce}:{decision[:20]}", who.made_by)
        for decision in chosen
    ]
    try:
        receipt = act_on_all(parts, tasks, BY_KIND[RequestKind.CHECK.value], asked)
    except BadInput as error:
        return show_desk(who, parts, faults=tuple(Fault("", fault.message) for fault in error.faults))
    return RedirectResponse(f"/?modtaget={receipt.number if receipt else 0}", 303)
