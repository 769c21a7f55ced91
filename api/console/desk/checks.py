"""Comparing decisions with the minutes, as many at once as the officer has looked at."""

from typing import Final

from fastapi import APIRouter, BackgroundTasks
from fastapi.responses import RedirectResponse, Response

from api.authentication import Deps, WriterDep
from api.console.desk.desk import show_desk
from api.console.frame import nonce_of
from api.forms.posted import FormDep
from api.submission import OfficeSubmission, submit_all
from request_types.cycles import CHECK
from request_types.faults import BadInput, Fault

router = APIRouter(prefix="/forloeb/{cycle_id}")
FIELD: Final = "decision"
NONE_CHOSEN: Final = "Sæt kryds ved de beslutninger, I har sammenlignet med referatet."


@router.post("/kontroller")
def check(*, cycle_id: str, who: WriterDep, form: FormDep, deps: Deps, tasks: BackgroundTasks) -> Response:
    """Note that decisions were compared with the minutes, and return to the desk."""
    chosen = [each for each in form.getlist(FIELD) if isinstance(each, str)]
    if not chosen:
        return show_desk(who, deps, faults=(Fault(f"kontroller-{cycle_id}", NONE_CHOSEN),))
    nonce = nonce_of(form)
    asked = [
        OfficeSubmission(CHECK, cycle_id, {FIELD: decision}, f"{who.made_by}:{nonce}:{decision[:20]}", who.made_by)
        for decision in chosen
    ]
    try:
        receipt = submit_all(deps, tasks, asked)
    except BadInput as error:
        return show_desk(who, deps, faults=tuple(Fault("", fault.message) for fault in error.faults))
    return RedirectResponse(f"/?modtaget={receipt.number if receipt else 0}", 303)
