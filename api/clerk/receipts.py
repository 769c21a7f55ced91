"""Receipts of what was told through a council's link, and what came of it since."""

from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import Response

from api.authentication import Deps
from api.documents.pdf import PDF
from api.documents.receipt import receipt_document, receipt_of
from api.downloads import attachment
from api.links import LiveLinkDep
from api.pages import page
from api.submission import ReceiptNumber, told_receipt
from api.wording.reports import DECIDERS, OUTCOMES, reported
from models.inbox.receipts import ReceiptView
from models.queries.links.clerk import ClerkPage, clerk_page
from workflows.rules.requests import RequestKind

router = APIRouter()


@router.get("/kvittering/{number}.pdf")  # first, since the page's address would take its own for a number
def document(link: LiveLinkDep, number: ReceiptNumber, deps: Deps) -> Response:
    """Give a receipt as PDF/A."""
    with deps.database.read() as session:
        case, view = clerk_page(session, link.invitation), told_receipt(session, number, link)
        found = receipt_of(session, view, case, (*_text_of(view, case), *reported(view)))
    made = receipt_document(found, at=deps.clock())
    return attachment(made, PDF, f"Kvittering {number} {case.party_name}.pdf")


@router.get("/kvittering/{number}")
def receipt(link: LiveLinkDep, number: ReceiptNumber, deps: Deps) -> Response:
    """Show a receipt, and what came of the request since."""
    with deps.database.read() as session:
        case, view = clerk_page(session, link.invitation), told_receipt(session, number, link)
    decision = next((each for each in case.decisions if view.entry and each.entry == view.entry), None)
    may_correct = case.is_open or case.takes_corrections
    stands = decision is not None and case.standing.decision == decision.id
    return page(
        "receipt.html",
        case=case,
        home=link.path,
        receipt=view,
        decision=decision,
        correct=f"{link.path}?ret={decision.id}" if decision and may_correct and stands else "",
        reported=reported(view),
        outcomes=OUTCOMES,
        deciders=DECIDERS,
    )


def _text_of(view: ReceiptView, case: ClerkPage) -> Iterator[tuple[str, str]]:
    """Give which text an answer is about, and its digests where it is still the one that is asked about."""
    if view.kind is RequestKind.ANSWER:
        version = view.payload["version"]
        yield "Om teksten", f"version {version}"
        if version == case.version:
            yield from (("Tekstens SHA-256", each.sha256) for each in case.documents)
