"""From what is told through a link to its receipt: the same form posted again gives the receipt it had."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from api.links import SignedLink
from api.parts import Parts
from api.posted import fresh_nonce
from models.documents import NewDocument
from models.faults import BadInput, Fault
from models.inbox import KeyReused, NewRequest, Receipt, put
from models.receipts import ReceiptView, receipt_of_key, receipt_state
from models.requests import Payload
from workflows.rules.requests import RequestKind

LONGEST_NONCE: Final = 100
TOLD_BY_LINK: Final = frozenset(
    {
        RequestKind.ANSWER,
        RequestKind.PLAN,
        RequestKind.HEARING_ANSWER,
        RequestKind.CONTACT_CHECK,
        RequestKind.STATUS_REPORT,
    }
)


@dataclass(frozen=True, slots=True)
class Report:
    """What was told through a link, checked; `document` came along."""

    kind: RequestKind
    payload: Payload
    document: NewDocument | None = None


def post_report(
    report: Report, link: SignedLink, *, nonce: str, parts: Parts, check: Callable[[Report], None]
) -> Receipt:
    """Put a report into the inbox; a repeat is known by its `nonce`, also when nothing new is taken any more.

    `check` raises where the report cannot be taken today.

    Raises:
        BadInput: with every fault, named as the form's fields.
    """
    key = f"{link.made_by}:{nonce.strip()[:LONGEST_NONCE] or fresh_nonce()}"
    known = _known(report, link, key, parts)
    if known is not None:
        return known
    check(report)
    try:
        return _put(report, link, key, parts)
    except KeyReused as error:
        raise BadInput(Fault("", _already_sent(error.number))) from error


def told_receipt(number: int, link: SignedLink, parts: Parts) -> ReceiptView | None:
    """Return a receipt of what was told about a link's case; None where the number is another's."""
    with parts.database.read() as session:
        view = receipt_state(session, number)
    case = link.invitation
    whose = (case.cycle_id, case.round, case.inquiry, case.party)
    if view is None or (view.cycle_id, view.round, view.inquiry, view.party) != whose:
        return None
    return view if view.kind in TOLD_BY_LINK else None


def _known(report: Report, link: SignedLink, key: str, parts: Parts) -> Receipt | None:
    case = link.invitation
    with parts.database.read() as session:
        known = receipt_of_key(session, key)
    if known is None:
        return None
    is_repeat = known.is_repeated_by(report.kind, case.cycle_id, case.party, report.payload, inquiry=case.inquiry)
    return Receipt(known.number, is_new=False) if is_repeat else None


def _put(report: Report, link: SignedLink, key: str, parts: Parts) -> Receipt:
    invitation = link.invitation
    told = NewRequest(
        key=key,
        cycle_id=invitation.cycle_id,
        round=invitation.round,
        inquiry=invitation.inquiry,
        party=invitation.party,
        kind=report.kind,
        payload=report.payload,
        made_by=link.made_by,
    )
    documents = (report.document,) if report.document else ()
    return put(parts.database, told, at=parts.clock(), documents=documents)


def _already_sent(number: int) -> str:
    return (
        f"Formularen er allerede sendt med andet indhold og har kvittering nr. {number}. "
        "Skal det, I sendte, rettes, så åbn siden igen og ret det der. Ellers send formularen igen herfra."
    )
