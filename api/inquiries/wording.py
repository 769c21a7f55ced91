"""What was told through an inquiry's link, in the words of its form."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from models.inbox.receipts import ReceiptView
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
