"""The addresses under /b/: looking changes nothing, posting answers with a receipt."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Path, Query
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from api.background import tell_of_request
from api.clerk.links import OpenedLink, OpenedLinkIn, why_closed
from api.clerk.reports import blank_values, check_report, report_of, typed_values
from api.clerk.wording import DECIDERS, OUTCOMES, reported
from api.files import download_part
from api.forms import status_of
from api.pages import page
from api.posting import post_report, told_receipt
from api.wiring import FormIn, PartsIn, fresh_nonce, text_of
from models.faults import BadInput, Fault
from models.queries.decisions import DecisionLine

router = APIRouter(prefix="/b/{token}", include_in_schema=False)
Number = Annotated[int, Path(ge=1, lt=2**31)]


@router.get("")
def look(opened: OpenedLinkIn, ret: Annotated[int | None, Query()] = None) -> Response:
    """Show the case; with `ret` the form holds the decision that is to be corrected."""
    correcting = next((each for each in opened.case.decisions if each.id == ret), None)
    return _form(opened, blank_values(correcting), correcting=correcting)


@router.post("")
def report(opened: OpenedLinkIn, form: FormIn, parts: PartsIn, tasks: BackgroundTasks) -> Response:
    """Put what was reported into the inbox and send the clerk to the receipt."""
    try:
        receipt = post_report(
            report_of(form, opened),
            opened.link,
            nonce=text_of(form, "nonce"),
            parts=parts,
            check=lambda report: check_report(report, opened, today=parts.today),
        )
    except BadInput as error:
        return _form(opened, typed_values(form), faults=error.faults, status=status_of(error))
    tell_of_request(parts, tasks, receipt.number)
    return RedirectResponse(f"{opened.link.path}/kvittering/{receipt.number}", 303)


@router.get("/kvittering/{number}")
def receipt(opened: OpenedLinkIn, number: Number, parts: PartsIn) -> Response:
    """Show a receipt, and what came of the request since."""
    view = told_receipt(number, opened.link, parts)
    if view is None:
        raise HTTPException(404)
    case = opened.case
    decision = next((each for each in case.decisions if view.entry and each.entry == view.entry), None)
    may_correct = case.is_open or case.takes_corrections
    stands = decision is not None and case.standing.decision == decision.id
    return page(
        "receipt.html",
        case=case,
        home=opened.link.path,
        receipt=view,
        decision=decision,
        correct=f"{opened.link.path}?ret={decision.id}" if decision and may_correct and stands else "",
        reported=reported(view),
        outcomes=OUTCOMES,
        deciders=DECIDERS,
    )


@router.get("/dokument")
def document(opened: OpenedLinkIn, parts: PartsIn) -> Response:
    """Give the text that the council is asked about."""
    return download_part(parts, opened.case.documents, 0)


@router.get("/dokument/{position}")
def further_document(opened: OpenedLinkIn, position: Number, parts: PartsIn) -> Response:
    """Give a further part of the text."""
    return download_part(parts, opened.case.documents, position)


def _form(
    opened: OpenedLink,
    values: dict[str, str],
    *,
    correcting: DecisionLine | None = None,
    faults: tuple[Fault, ...] = (),
    status: int = 200,
) -> Response:
    case = opened.case
    may_correct = case.is_open or case.takes_corrections
    is_correction = may_correct and (correcting is not None or bool(values["corrects"]))
    return page(
        "clerk.html",
        status=status,
        case=case,
        home=opened.link.path,
        values=values,
        faults=faults,
        why_closed=why_closed(case),
        may_correct=may_correct and case.standing.has_final_answer,
        is_correction=is_correction,
        shows_form=is_correction or (case.is_open and (bool(faults) or not case.standing.has_final_answer)),
        nonces=(fresh_nonce(), fresh_nonce()),
        outcomes=OUTCOMES,
        deciders=DECIDERS,
    )
