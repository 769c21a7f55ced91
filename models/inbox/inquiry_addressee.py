"""Whom a request of an inquiry concerns, and whether what a request names exists: checked before the inbox."""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlmodel import Session, select

from models.directory.bodies import body_in
from models.tables import Cycle, HearingAnswer, Initiative, Inquiry, InquiryParty, Remark
from request_types import Payload, RequestType, Subject
from request_types.faults import BadInput, Fault
from request_types.payload import as_number
from workflows.rules.requests import RequestKind


def inquiry_of(
    session: Session, cycle: Cycle, asked: RequestType[Payload], values: Mapping[str, object]
) -> Inquiry:
    """Return the inquiry that a request names.

    Raises:
        BadInput: there is none, it asks something else, or it is closed; only a hearing takes late answers.
    """
    slug = _text(values.get("inquiry"))
    inquiry = session.get(Inquiry, (cycle.id, slug)) if slug else None
    if inquiry is None:
        raise BadInput(Fault("inquiry", "Vælg, hvilken høring, kontaktrunde eller statusrunde det drejer sig om."))
    if asked.asked_in not in {None, inquiry.kind}:
        raise BadInput(Fault("inquiry", f"»{slug}« er en {inquiry.kind}; det passer ikke til henvendelsen."))
    if inquiry.closed_at is not None and asked.kind is not RequestKind.HEARING_ANSWER:
        raise BadInput(Fault("inquiry", f"»{slug}« er lukket, så der kan ikke ændres mere i den."))
    return inquiry


def party_of_inquiry(
    session: Session, inquiry: Inquiry, asked: RequestType[Payload], values: Mapping[str, object]
) -> str:
    """Return the code of the body that a request speaks for, or whose link it is about.

    It is empty where the request concerns the whole inquiry, or somebody who was not asked.

    Raises:
        BadInput: nobody is named, or somebody who was not asked.
    """
    if asked.subject not in {Subject.ADDRESSEE, Subject.LINK}:
        return ""
    party = _text(values.get("party"))
    if not party:
        if asked.kind is RequestKind.HEARING_ANSWER and _text(values.get("respondent")):
            return ""
        raise BadInput(Fault("party", "Vælg, hvem det drejer sig om."))
    if session.get(InquiryParty, (inquiry.cycle_id, inquiry.slug, party)) is None:
        raise BadInput(Fault("party", "De er ikke spurgt i denne runde."))
    if faults := tuple(_unasked(session, inquiry, values.get("on_behalf_of"))):
        raise BadInput(*faults)
    return party


def check_references(
    session: Session, cycle: Cycle, asked: RequestType[Payload], values: Mapping[str, object], *, today: date
) -> None:
    """Check that answers, remarks, initiatives and bodies that a request names exist in this cycle.

    Raises:
        BadInput: one does not.
    """
    faults = (*_faults(session, cycle, asked.kind, values), *_of_bodies(session, cycle, asked, values, today))
    if faults:
        raise BadInput(*faults)


def _unasked(session: Session, inquiry: Inquiry, wanted: object) -> Iterator[Fault]:
    if not isinstance(wanted, list | tuple):
        return  # what is no list is told when the payload is read
    asked = select(InquiryParty.code).where(
        InquiryParty.cycle_id == inquiry.cycle_id, InquiryParty.slug == inquiry.slug
    )
    known = set(session.exec(asked))
    for code in wanted:
        if isinstance(code, str) and code not in known:
            yield Fault("on_behalf_of", f"»{code}« er ikke hørt i denne høring.")


def _faults(session: Session, cycle: Cycle, kind: RequestKind, values: Mapping[str, object]) -> Iterator[Fault]:
    if kind is RequestKind.REMARK:
        yield from _of_remark(session, cycle, values)
    if kind is RequestKind.INITIATIVE and (number := as_number(str(values.get("number") or ""))):
        mine = select(Initiative.id).where(Initiative.cycle_id == cycle.id, Initiative.number == number)
        if session.exec(mine).first() is None:
            yield Fault("number", f"Indsats {number} findes ikke i dette forløb.")


def _of_bodies(
    session: Session, cycle: Cycle, asked: RequestType[Payload], values: Mapping[str, object], today: date
) -> Iterator[Fault]:
    for field in asked.names_of_bodies:
        name = _text(values.get(field))
        if name and body_in(session, cycle.region_code, name, on=today) is None:
            yield Fault(field, f"»{name}« er ikke et organ i regionen i dag. Vælg et, der står i kataloget.")


def _of_remark(session: Session, cycle: Cycle, values: Mapping[str, object]) -> Iterator[Fault]:
    answer, remark = (as_number(str(values.get(name) or "")) for name in ("answer", "remark"))
    found = session.get(HearingAnswer, answer) if answer else None
    if found is None or found.cycle_id != cycle.id:
        yield Fault("answer", "Høringssvaret findes ikke i dette forløb.")
    elif remark and getattr(session.get(Remark, remark), "answer_id", None) != answer:
        yield Fault("remark", "Bemærkningen hører til et andet høringssvar.")


def _text(value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    return text if text.isprintable() else "?"
