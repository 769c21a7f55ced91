"""The addresses under /b/: looking changes nothing, posting answers with a receipt."""

from datetime import timedelta
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, BackgroundTasks, Path, Query
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from api.background import tell_of_request
from api.buckets import once_in
from api.clerk.links import OpenedLink, OpenedLinkIn, SignedLinkIn, why_closed
from api.clerk.posting import post_report
from api.clerk.reports import blank_values, report_of, typed_values
from api.clerk.wording import DECIDERS, OUTCOMES, reported
from api.files import download
from api.forms import status_of
from api.pages import page
from api.wiring import FormIn, PartsIn, fresh_nonce, text_of
from models.documents import read_document
from models.faults import BadInput, Fault
from models.queries.decisions import DecisionLine
from models.receipts import receipt_state
from workflows.client import EngineAway
from workflows.contracts.letters import LetterInput, LetterOrder
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind

router = APIRouter(prefix="/b/{token}", include_in_schema=False)
BETWEEN_LINKS = timedelta(hours=1)
AWAY = "Vi kan ikke sende et nyt link lige nu. Prøv igen om lidt, eller ring til sekretariatet."


@router.get("")
def look(opened: OpenedLinkIn, ret: Annotated[int | None, Query()] = None) -> Response:
    """Show the case; with `ret` the form holds the decision that is to be corrected."""
    correcting = next((each for each in opened.case.decisions if each.id == ret), None)
    return _form(opened, blank_values(correcting), correcting=correcting)


@router.post("")
def report(opened: OpenedLinkIn, form: FormIn, parts: PartsIn, tasks: BackgroundTasks) -> Response:
    """Put what was reported into the inbox and send the clerk to the receipt."""
    try:
        receipt = post_report(report_of(form, opened), opened, text_of(form, "nonce"), parts)
    except BadInput as error:
        return _form(opened, typed_values(form), faults=error.faults, status=status_of(error))
    tell_of_request(parts, tasks, receipt.number)
    return RedirectResponse(f"/b/{quote(opened.token)}/kvittering/{receipt.number}", 303)


@router.get("/kvittering/{number}")
def receipt(opened: OpenedLinkIn, number: Annotated[int, Path(ge=1, lt=2**31)], parts: PartsIn) -> Response:
    """Show a receipt, and what came of the request since."""
    with parts.database.read() as session:
        view = receipt_state(session, number)
    case = opened.case
    whose = (case.cycle_id, case.round, case.party)
    if view is None or (view.cycle_id, view.round, view.party) != whose:
        raise HTTPException(404)
    if view.kind not in {RequestKind.ANSWER, RequestKind.PLAN}:
        raise HTTPException(404)
    decision = next((each for each in case.decisions if view.entry and each.entry == view.entry), None)
    return page(
        "receipt.html",
        case=case,
        token=opened.token,
        receipt=view,
        decision=decision,
        reported=reported(view),
        outcomes=OUTCOMES,
        deciders=DECIDERS,
    )


@router.get("/dokument")
def document(opened: OpenedLinkIn, parts: PartsIn) -> Response:
    """Give the text that the council is asked about."""
    with parts.database.read() as session:
        stored = read_document(session, opened.case.sha256)
    if stored is None:
        raise HTTPException(404)
    return download(stored, opened.case.filename)


@router.post("/nyt-link")
async def fresh_link(link: SignedLinkIn, parts: PartsIn) -> Response:
    """Have a fresh link sent to the registered mailbox; the answer is always the same."""
    invitation = link.invitation
    order = LetterOrder(LetterKind.NEW_LINK, invitation.cycle_id, round=invitation.round, party=invitation.party)
    workflow_id = once_in(BETWEEN_LINKS, f"brev/nyt-link/{invitation.id}", parts.clock())
    try:
        await parts.engine.send_letter(LetterInput(order), workflow_id=workflow_id)
    except EngineAway:
        raise HTTPException(503, detail=AWAY) from None
    return page("link_sent.html")


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
        token=opened.token,
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
