"""Receipts of what was told through an inquiry's link, and what came of it since."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.authentication import Deps
from api.documents.pdf import PDF
from api.documents.receipt import receipt_document, receipt_of
from api.downloads import attachment
from api.inquiries.wording import reported
from api.links import LiveLinkDep
from api.pages import page
from api.submission import ReceiptNumber, told_receipt
from models.access.links import Room
from models.queries.links.addressed import inquiry_case

router = APIRouter()


def receipt(link: LiveLinkDep, number: ReceiptNumber, deps: Deps) -> Response:
    """Show a receipt."""
    with deps.database.read() as session:
        case, view = inquiry_case(session, link.invitation), told_receipt(session, number, link)
    return page(
        "receipt.html",
        case=case,
        home=link.path,
        receipt=view,
        decision=None,
        correct=link.path if case.is_open else "",
        reported=reported(view),
        outcomes={},
        deciders={},
    )


def document(link: LiveLinkDep, number: ReceiptNumber, deps: Deps) -> Response:
    """Give a receipt as PDF/A."""
    with deps.database.read() as session:
        case, view = inquiry_case(session, link.invitation), told_receipt(session, number, link)
        found = receipt_of(session, view, case, reported(view))
    made = receipt_document(found, at=deps.clock())
    return attachment(made, PDF, f"Kvittering {number} {case.party_name}.pdf")


for _room in (Room.HEARING, Room.CONTACTS, Room.STATUS):
    _path = f"/{_room}/{{token}}/kvittering/{{number}}"
    router.add_api_route(f"{_path}.pdf", document, methods=["GET"], name=f"{_room}-kvittering-pdf")
    router.add_api_route(_path, receipt, methods=["GET"], name=f"{_room}-kvittering")
