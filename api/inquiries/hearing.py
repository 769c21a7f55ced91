"""The addresses under /h/: the draft, and the hearing answer of a body."""

from typing import Annotated, Final

from fastapi import APIRouter, BackgroundTasks, Depends, Path
from fastapi.responses import Response
from starlette.datastructures import FormData

from api.authentication import Deps
from api.dependencies import Dependencies
from api.downloads import download_part
from api.forms.posted import FormDep, fresh_nonce
from api.forms.values import document_of, is_checked, text_fields
from api.inquiries.opening import OpenedInquiry, PostedAnswer, answer, opening
from api.pages import page
from api.submission import Report
from models.access.links import Room
from models.queries.links.addressed import HearingSide, hearing_side
from request_types import read_payload
from request_types.faults import BadInput, Fault
from request_types.inquiries import HEARING_ANSWER
from workflows.rules.requests import RequestKind

router = APIRouter(prefix=f"/{Room.HEARING}/{{token}}")
FIELDS: Final = ("text", "reported_by")
OpenedHearingDep = Annotated[
    OpenedInquiry[HearingSide], Depends(opening(lambda session, case, _: hearing_side(session, case)))
]
UNKNOWN: Final = "Vælg kun blandt dem, der er hørt."


@router.get("")
def look(opened: OpenedHearingDep, deps: Deps) -> Response:
    """Show the draft and the form."""
    return _form(opened, deps, dict.fromkeys((*FIELDS, "has_no_remarks"), ""))


@router.post("")
def report(*, opened: OpenedHearingDep, form: FormDep, deps: Deps, tasks: BackgroundTasks) -> Response:
    """Put a hearing answer into the inbox."""

    def again(faults: tuple[Fault, ...], status: int) -> Response:
        values = text_fields(form, FIELDS) | {"has_no_remarks": "ja" if is_checked(form, "has_no_remarks") else ""}
        return _form(opened, deps, values, ticked=_ticked(form), faults=faults, status=status)

    return answer(PostedAnswer(opened, form, deps, tasks), lambda: _report(form, opened.side), again)


@router.get("/dokument")
def document(opened: OpenedHearingDep, deps: Deps) -> Response:
    """Give the draft."""
    return download_part(deps, opened.side.documents, 0)


@router.get("/dokument/{position}")
def further_document(
    opened: OpenedHearingDep, position: Annotated[int, Path(ge=1, lt=2**31)], deps: Deps
) -> Response:
    """Give a further part of the draft."""
    return download_part(deps, opened.side.documents, position)


def _ticked(form: FormData) -> tuple[str, ...]:
    return tuple(code for code in form.getlist("on_behalf_of") if isinstance(code, str) and code.strip())


def _report(form: FormData, side: HearingSide) -> Report:
    values: dict[str, object] = {**text_fields(form, FIELDS), "on_behalf_of": _ticked(form)}
    values["has_no_remarks"] = is_checked(form, "has_no_remarks")
    document = document_of(form, "answer_file")
    if document is not None:
        values["answer_sha256"] = document.sha256
    if set(_ticked(form)) - {code for code, _ in side.others}:
        raise BadInput(Fault("on_behalf_of", UNKNOWN))
    return Report(HEARING_ANSWER, read_payload(RequestKind.HEARING_ANSWER, values), document)


def _form(
    opened: OpenedInquiry[HearingSide],
    deps: Dependencies,
    values: dict[str, str],
    *,
    ticked: tuple[str, ...] = (),
    faults: tuple[Fault, ...] = (),
    status: int = 200,
) -> Response:
    return page(
        "hearing.html",
        status=status,
        opened=opened,
        case=opened.case,
        home=opened.link.path,
        side=opened.side,
        is_late=opened.case.is_late(deps.today),
        values=values,
        ticked=ticked,
        faults=faults,
        nonce=fresh_nonce(),
    )
