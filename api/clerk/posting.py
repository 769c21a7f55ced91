"""From a clerk's report to its receipt: the same form posted again gives the receipt it had."""

from typing import Final

from api.clerk.links import OpenedLink
from api.clerk.reports import Report, check_report
from api.parts import Parts
from api.wiring import fresh_nonce
from models.faults import BadInput, Fault
from models.inbox import KeyReused, Receipt, put
from models.receipts import receipt_of_key

LONGEST_NONCE: Final = 100


def post_report(report: Report, opened: OpenedLink, nonce: str, parts: Parts) -> Receipt:
    """Put a report into the inbox; a repeat is known by its `nonce`, also when nothing new is taken any more.

    Raises:
        BadInput: with every fault, named as the form's fields.
        RoundOver: nothing can be reported any more.
    """
    key = f"link:{opened.link.invitation.id}:{nonce.strip()[:LONGEST_NONCE] or fresh_nonce()}"
    known = _known(report, opened, key, parts)
    if known is not None:
        return known
    check_report(report, opened, today=parts.today)
    try:
        return _put(report, opened, key, parts)
    except KeyReused as error:
        raise BadInput(Fault("", _already_sent(error.number))) from error


def _known(report: Report, opened: OpenedLink, key: str, parts: Parts) -> Receipt | None:
    case = opened.link.invitation
    with parts.database.read() as session:
        known = receipt_of_key(session, key)
    if known is None or not known.is_repeated_by(report.kind, case.cycle_id, case.party, report.payload):
        return None
    return Receipt(known.number, is_new=False)


def _put(report: Report, opened: OpenedLink, key: str, parts: Parts) -> Receipt:
    invitation = opened.link.invitation
    return put(
        parts.database,
        key=key,
        cycle_id=invitation.cycle_id,
        round=invitation.round,
        party=invitation.party,
        kind=report.kind,
        payload=report.payload,
        made_by=opened.link.made_by,
        at=parts.clock(),
        documents=(report.document,) if report.document else (),
    )


def _already_sent(number: int) -> str:
    return (
        f"Formularen er allerede sendt med andet indhold og har kvittering nr. {number}. "
        "Skal det, I sendte, rettes, så brug »Ret indberetningen«. Ellers send formularen igen herfra."
    )
