"""Receipts of what was told through an inquiry's link, and what came of it since."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.inquiries.opening import OpenedInquiryIn
from api.inquiries.wording import told
from api.links import Room
from api.pages import page
from api.posting import told_receipt
from api.wiring import PartsIn

router = APIRouter()


def receipt(opened: OpenedInquiryIn, number: Annotated[int, Path(ge=1, lt=2**31)], parts: PartsIn) -> Response:
    """Show a receipt."""
    view = told_receipt(number, opened.link, parts)
    if view is None:
        raise HTTPException(404)
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


for _room in (Room.HEARING, Room.CONTACTS, Room.STATUS):
    _path = f"/{_room}/{{token}}/kvittering/{{number}}"
    router.add_api_route(_path, receipt, methods=["GET"], name=f"{_room}-kvittering")
