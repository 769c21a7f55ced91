"""The addresses under /b/: looking changes nothing, posting answers with a receipt."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Path, Query
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from api.authentication import Deps
from api.clerk import papers, receipts, steps
from api.clerk.answering import show_again, show_outcomes
from api.clerk.fields import blank_values, typed_values
from api.clerk.form import filled_form, keep_file
from api.clerk.links import OpenedLink, OpenedLinkDep, opened_link
from api.clerk.opening import show_case
from api.clerk.reports import answer_of, is_plan, must_take, must_take_report, plan_of
from api.dependencies import Dependencies
from api.documents.case_kit import case_document
from api.downloads import attachment, download_part
from api.forms.posted import FormDep, text_of
from api.links import LiveLinkDep
from api.submission import Report, submit_report
from models.access.links import Room
from models.agreements.documents import DOCX
from models.queries.links.clerk import clerk_page
from models.queries.links.council_side import council_side
from request_types.faults import BadInput

router = APIRouter(prefix=f"/{Room.COUNCIL}/{{token}}", include_in_schema=False)
router.include_router(papers.router)
router.include_router(receipts.router)
Number = Annotated[int, Path(ge=1, lt=2**31)]


@router.get("")
def look(link: LiveLinkDep, deps: Deps, ret: Annotated[int | None, Query()] = None) -> Response:
    """Show the case; with `ret` the steps to a correction of that decision."""
    if ret is None:
        return show_case(link, deps)
    opened = opened_link(link, deps)
    case = opened.case
    correcting = next((each for each in case.decisions if each.id == ret), None)
    if correcting is not None and (case.is_open or case.takes_corrections):
        return show_outcomes(opened, blank_values(correcting))
    return show_case(link, deps)


@router.post("")
def report(opened: OpenedLinkDep, form: FormDep, deps: Deps, tasks: BackgroundTasks) -> Response:
    """Put what was reported into the inbox and send the clerk to the receipt."""
    answer = _plan if is_plan(form) else _answer
    return answer(opened, form, deps, tasks)


def _plan(opened: OpenedLink, form: FormData, deps: Dependencies, tasks: BackgroundTasks) -> Response:
    try:
        return _submit(plan_of(form), opened, form, deps, tasks)
    except BadInput as error:
        opened.must_take_answers()
        return show_case(opened.link, deps, typed_values(form), error.faults)


def _answer(opened: OpenedLink, form: FormData, deps: Dependencies, tasks: BackgroundTasks) -> Response:
    brought = filled_form(form)
    try:
        return _submit(answer_of(brought, opened, deps), opened, form, deps, tasks)
    except BadInput as error:
        must_take(opened, brought.values)
        keep_file(brought, deps)
        return show_again(opened, brought.values | {"nonce": ""}, error)


def _submit(
    report: Report, opened: OpenedLink, form: FormData, deps: Dependencies, tasks: BackgroundTasks
) -> Response:
    receipt = submit_report(
        deps,
        tasks,
        report,
        opened.link,
        nonce=text_of(form, "nonce"),
        must_be_taken=lambda told: must_take_report(told, opened),
    )
    return RedirectResponse(f"{opened.link.path}/kvittering/{receipt.number}", 303)


@router.get("/sagsfremstilling.docx")
def case_file(link: LiveLinkDep, deps: Deps) -> Response:
    """Give the council's own case as a document that it can work on."""
    with deps.database.read() as session:
        case = clerk_page(session, link.invitation)
        side = council_side(session, link.invitation, case, today=deps.today)
    return attachment(case_document(case, side), DOCX, f"Sagsfremstilling {case.party_name}.docx")


@router.get("/dokument")
def document(opened: OpenedLinkDep, deps: Deps) -> Response:
    """Give the text that the council is asked about."""
    return download_part(deps, opened.case.documents, 0)


@router.get("/dokument/{position}")
def further_document(opened: OpenedLinkDep, position: Number, deps: Deps) -> Response:
    """Give a further part of the text."""
    return download_part(deps, opened.case.documents, position)


router.include_router(steps.router)
