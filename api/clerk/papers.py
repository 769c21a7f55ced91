"""What a council takes along for its own journal; a link gives it for as long as it lives."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.clerk.links import OpenedLinkIn
from api.clerk.wording import reported
from api.documents.archive import ZIP
from api.documents.journal import journal_for, journal_package, package_name
from api.documents.pdf import PDF
from api.documents.receipt import receipt_document, receipt_of
from api.documents.register_file import register_file
from api.files import attachment
from api.submission import told_receipt
from api.wiring import PartsIn
from models.inbox.receipts import ReceiptView
from models.queries.clerk import ClerkPage
from workflows.rules.requests import RequestKind

router = APIRouter()


@router.get("/kvittering/{number}.pdf")
def receipt(opened: OpenedLinkIn, number: Annotated[int, Path(ge=1, lt=2**31)], parts: PartsIn) -> Response:
    """Give a receipt as PDF/A."""
    view = told_receipt(number, opened.link, parts)
    if view is None:
        raise HTTPException(404)
    told = (*_text_of(view, opened.case), *reported(view))
    made = receipt_document(receipt_of(parts, view, opened.case, told), at=parts.clock())
    return attachment(made, PDF, f"Kvittering {number} {opened.case.party_name}.pdf")


@router.get("/journal.zip")
def journal(opened: OpenedLinkIn, parts: PartsIn) -> Response:
    """Give all papers of the council in its round for its journal."""
    case = opened.case
    found = journal_for(parts, case.cycle_id, case.party, number=case.round).for_the_council
    return attachment(journal_package(found), ZIP, package_name(found))


@router.get("/register.zip")
def register(opened: OpenedLinkIn, parts: PartsIn) -> Response:
    """Give the register with the council's own words, for proving it without us."""
    return register_file(parts, party=opened.case.party)


def _text_of(view: ReceiptView, case: ClerkPage) -> Iterator[tuple[str, str]]:
    """Give which text an answer is about, and its digests where it is still the one that is asked about."""
    if view.kind is RequestKind.ANSWER:
        version = view.payload["version"]
        yield "Om teksten", f"version {version}"
        if version == case.version:
            yield from (("Tekstens SHA-256", each.sha256) for each in case.documents)
