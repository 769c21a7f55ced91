"""Receipts of what was told through an inquiry's link, and what came of it since."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.documents.pdf import PDF
from api.documents.receipt import receipt_document, receipt_of
from api.files import attachment
from api.inquiries.opening import OpenedInquiry, OpenedInquiryIn
from api.inquiries.wording import told
from api.pages import page
from api.parts import Parts
from api.submission import told_receipt
from api.wiring import PartsIn
from models.access.links import Room
from models.inbox.receipts import ReceiptView

router = APIRouter()
Number = Annotated[int, Path(ge=1, lt=2**31)]


def receipt(opened: OpenedInquiryIn, number: Number, parts: PartsIn) -> Response:
    """Show a receipt."""
    view = _told(opened, number, parts)
    return page(
        "receipt.html",
        case=opened.case,
        home=opened.link.path,
        receipt=view,
        decision=None,
        correct=opened.link.path if opened.case.is_open else "",
        reported=told(view),
        outcomes={},
        deciders={},
    )


def document(opened: OpenedInquiryIn, number: Number, parts: PartsIn) -> Response:
    """Give a receipt as PDF/A."""
    view = _told(opened, number, parts)
    made = receipt_document(receipt_of(parts, view, opened.case, told(view)), at=parts.clock())
    return attachment(made, PDF, f"Kvittering {number} {opened.case.party_name}.pdf")


def _told(opened: OpenedInquiry, number: int, parts: Parts) -> ReceiptView:
    view = told_receipt(number, opened.link, parts)
    if view is None:
        raise HTTPException(404)
    return view


for _room in (Room.HEARING, Room.CONTACTS, Room.STATUS):
    _path = f"/{_room}/{{token}}/kvittering/{{number}}"
    router.add_api_route(f"{_path}.pdf", document, methods=["GET"], name=f"{_room}-kvittering-pdf")
    router.add_api_route(_path, receipt, methods=["GET"], name=f"{_room}-kvittering")
