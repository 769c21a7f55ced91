"""Receipts of what was told through an inquiry's link, and what came of it since."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from api.authentication import Deps
from api.documents.pdf import PDF
from api.documents.receipt import receipt_document, receipt_of
from api.downloads import attachment
from api.links import LiveLinkDep
from api.pages import page
from api.submission import ReceiptNumber, told_receipt
from models.access.links import Room
from models.inbox.receipts import ReceiptView
from models.queries.links.addressed import inquiry_case
from request_types import Payload, read_payload
from request_types.inquiries import ContactCheckPayload, HearingAnswerPayload, StatusReportPayload
from workflows.rules.calendar.danish import danish_date

_CONTACT_LABELS: Final = {
    "mailbox": "Rigtig postkasse",
    "council_meetings": "Rådets møder",
    "committee_meetings": "Fagudvalgets møder",
    "finance_committee_meetings": "Økonomiudvalgets møder",
    "reported_by": "Oplyst af",
}
router = APIRouter()


def reported(receipt: ReceiptView) -> list[tuple[str, str]]:
    """Return what was told as labels and values, in the order of the form, empty fields left out."""
    payload = read_payload(receipt.kind, receipt.payload)
    return [(label, value) for label, value in _lines(payload) if value]


def _lines(payload: Payload) -> Iterator[tuple[str, str]]:
    match payload:
        case HearingAnswerPayload():
            yield from _hearing(payload)
        case ContactCheckPayload():
            yield "Rigtig kontakt", "ja" if payload.is_right else "nej"
            yield from ((label, _shown(getattr(payload, name))) for name, label in _CONTACT_LABELS.items())
        case StatusReportPayload():
            for each in payload.initiatives:
                note = f"\n{each.note}" if each.note else ""
                yield f"Indsats {each.initiative}", each.progress.danish + note
            yield "Meldt af", payload.reported_by


def _hearing(payload: HearingAnswerPayload) -> Iterator[tuple[str, str]]:
    yield "Høringssvar", payload.text
    yield "Vedlagt fil (SHA-256)", payload.answer_sha256 or ""
    yield "Bemærkninger", "ingen" if payload.has_no_remarks else ""
    yield "Også på vegne af (koder)", ", ".join(payload.on_behalf_of)
    yield "Besvaret af", payload.reported_by


def _shown(value: str | tuple[date, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(danish_date(day) for day in value)


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
