"""Whom a request concerns: checked before it is put into the inbox, so that a slip of the pen is told at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.agreements.documents import is_stored
from models.agreements.versions import CycleEnded, UnknownCycle
from models.inbox.inquiry_addressee import check_references, inquiry_of, party_of_inquiry
from models.queries.cycle.overview import newest_rounds
from models.tables import Cycle, Decision, DeskTask, RoundParty
from request_types import Payload, RequestType
from request_types.faults import BadInput, Fault
from request_types.inputs import is_digest
from request_types.payload import as_number


@dataclass(frozen=True, slots=True)
class Addressee:
    """A council of a round, a body of an inquiry, or the whole cycle: round 0, no inquiry and no party."""

    round: int = 0
    party: str = ""
    inquiry: str = ""


def addressee(
    session: Session,
    *,
    cycle_id: str,
    asked: RequestType[Payload],
    values: Mapping[str, object],
    today: date,
    brought: frozenset[str] = frozenset(),
) -> Addressee:
    """Return whom a request concerns that says `values` ("party", "round", "inquiry", "decision", "task" …).

    `today` is the Danish date; `brought` are the SHA-256 of documents that come with the request.

    Raises:
        UnknownCycle: there is no such cycle.
        CycleEnded: it takes no more requests.
        BadInput: something is named that does not exist in this cycle.
    """
    cycle = session.get(Cycle, cycle_id)
    if cycle is None:
        raise UnknownCycle(cycle_id)
    if cycle.phase.is_final:
        raise CycleEnded(f"Forløbet er {cycle.phase}; der kan ikke ændres mere i det.")
    _check_task(session, cycle_id, values.get("task"))
    _check_documents(session, asked, values, brought)
    check_references(session, cycle, asked, values, today=today)
    if asked.concerns_an_inquiry(_named(values.get("inquiry"))):
        inquiry = inquiry_of(session, cycle, asked, values)
        return Addressee(party=party_of_inquiry(session, inquiry, asked, values), inquiry=inquiry.slug)
    decision = _decision(session, cycle_id, values.get("decision"))
    return _council(session, cycle_id, values, decision) if asked.is_of_a_council else Addressee()


def _council(
    session: Session, cycle_id: str, values: Mapping[str, object], decision: Decision | None
) -> Addressee:
    party = str(values.get("party") or (decision.party if decision else "")).strip()
    if not party:
        raise BadInput(Fault("party", "Vælg, hvilket råd det drejer sig om."))
    number = _round(session, cycle_id, values.get("round"), decision)
    if not party.isprintable() or session.get(RoundParty, (cycle_id, number, party)) is None:
        raise BadInput(Fault("party", "Rådet er ikke part i denne runde."))
    if decision is not None and (decision.party, decision.round) != (party, number):
        raise BadInput(Fault("decision", "Beslutningen hører til et andet råd eller en anden runde."))
    return Addressee(number, party)


def _round(session: Session, cycle_id: str, wanted: object, decision: Decision | None) -> int:
    if not _is_unsaid(wanted):
        return _number("round", wanted)
    if decision is not None:
        return decision.round
    newest = newest_rounds(session, [cycle_id]).get(cycle_id)
    if newest is None:
        raise BadInput(Fault("round", "Der er ikke sendt noget ud til rådene endnu."))
    return newest.number


def _decision(session: Session, cycle_id: str, wanted: object) -> Decision | None:
    if _is_unsaid(wanted):
        return None
    decision = session.get(Decision, _number("decision", wanted))
    if decision is None or decision.cycle_id != cycle_id:
        raise BadInput(Fault("decision", "Beslutningen findes ikke i dette forløb."))
    return decision


def _check_task(session: Session, cycle_id: str, wanted: object) -> None:
    if _is_unsaid(wanted):
        return
    task = session.get(DeskTask, _number("task", wanted))
    if task is None or task.cycle_id != cycle_id:
        raise BadInput(Fault("task", "Opgaven findes ikke i dette forløb."))


def _check_documents(
    session: Session, asked: RequestType[Payload], values: Mapping[str, object], brought: frozenset[str]
) -> None:
    for field in filter(is_digest, asked.payload.model_fields):
        digest = values.get(field)
        if not isinstance(digest, str) or not digest.isprintable() or digest in brought:
            continue  # what is no digest at all is told when the payload is read
        if not is_stored(session, digest):
            raise BadInput(Fault(field, "Dokumentet findes ikke; læg det op først."))


def _named(value: object) -> str:
    return "" if _is_unsaid(value) else str(value).strip()


def _is_unsaid(value: object) -> bool:
    return value is None or value == ""  # no set: what programs send can be a list, which has no hash


def _number(field: str, value: object) -> int:
    number = as_number(str(value))
    if number is None:
        raise BadInput(Fault(field, "Skriv et helt tal."))
    return number
