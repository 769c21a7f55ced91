"""One address for each request that the office may make: its forms go the same way as the programs' requests."""

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, BackgroundTasks
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from api.authentication import Deps, SignedIn, WriterDep
from api.console.frame import LETTERS, console_page, letters_page, nonce_of
from api.console.requests.choices import choices_of
from api.console.requests.forms import carried_on, hidden_fields, values_of
from api.dependencies import Dependencies
from api.forms.posted import FormDep, text_of
from api.forms.values import status_of, text_fields
from api.submission import OfficeSubmission, preview, submit
from request_types import OFFICE_REQUESTS, Payload, RequestType
from request_types.faults import BadInput, Fault
from request_types.inputs import file_field

router = APIRouter(prefix="/forloeb/{cycle_id}")
BACK: Final = "back"
DESK: Final = "bord"
"""What `back` says in a form on the desk: its sender returns there."""


def submission_of(form: FormData, asked: RequestType[Payload], cycle_id: str, who: SignedIn) -> OfficeSubmission:
    """Return what a form asks.

    Raises:
        BadInput: a file or a line cannot be used.
    """
    values, documents = values_of(form, asked)
    return OfficeSubmission(asked, cycle_id, values, f"{who.made_by}:{nonce_of(form)}", who.made_by, documents)


def _endpoint(asked: RequestType[Payload]) -> Callable[..., Response]:
    def ask(*, cycle_id: str, who: WriterDep, form: FormDep, deps: Deps, tasks: BackgroundTasks) -> Response:
        try:
            submission = submission_of(form, asked, cycle_id, who)
            if text_of(form, "show") == LETTERS:
                return _show_letters(form, submission, who=who, deps=deps)
            receipt = submit(deps, tasks, submission)
        except BadInput as error:
            return _again(form, asked, cycle_id, who=who, error=error, deps=deps)
        return RedirectResponse(_next_page(form, cycle_id, receipt.number), 303)

    return ask


def _show_letters(form: FormData, submission: OfficeSubmission, *, who: SignedIn, deps: Dependencies) -> Response:
    asked = submission.asked
    carried = carried_on(form, asked, submission.values) | text_fields(form, (BACK, "nonce"))
    at = f"/forloeb/{submission.cycle_id}/{asked.slug}"
    return letters_page(who, preview(deps, submission), carried, at=at, button=asked.button, now=deps.clock())


def _next_page(form: FormData, cycle_id: str, number: int) -> str:
    if text_of(form, BACK) == DESK:
        return f"/?modtaget={number}"
    return f"/forloeb/{cycle_id}/henvendelser/{number}"


def _again(
    form: FormData,
    asked: RequestType[Payload],
    cycle_id: str,
    *,
    who: SignedIn,
    error: BadInput,
    deps: Dependencies,
) -> Response:
    faults = tuple(Fault(file_field(fault.field), fault.message) for fault in error.faults)
    names = asked.inputs(text_of(form, "inquiry"))
    hidden = {
        name: value
        for name, value in text_fields(form, (*hidden_fields(asked), BACK)).items()
        if value and name not in names
    }
    return console_page(
        "action.html",
        who,
        status=status_of(error),
        cycle_id=cycle_id,
        kind=asked.kind.value,
        values=text_fields(form, names),
        hidden=hidden,
        faults=faults,
        choices=choices_of(deps, cycle_id, hidden.get("inquiry", "")),
    )


for _asked in OFFICE_REQUESTS:
    router.add_api_route(f"/{_asked.slug}", _endpoint(_asked), methods=["POST"], name=_asked.slug)
