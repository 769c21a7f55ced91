"""Inquiries to test pages with: asked as the register asks them, in a cycle that stands in the fitting phase."""

import re
from datetime import date
from typing import Any

from sqlmodel import select

from models.tables import Body, BodyKind, Contact, Initiative, Invitation, Request
from tests.api.office import Office
from workflows.contracts.cycles import EnterPhase
from workflows.contracts.inquiries import InquiryRef
from workflows.rules.course.phases import Phase
from workflows.rules.follow_up import InitiativeSource, Progress
from workflows.rules.inquiries import InquiryKind
from workflows.rules.requests import RequestKind

HEARING, CONTACTS, STATUS = "høring", "kontaktrunde", "status-2026-1"
CLUSTER_STEERING = BodyKind.CLUSTER_STEERING_GROUP


def ask(office: Office, slug: str, kind: InquiryKind, phase: Phase) -> None:
    """Open an inquiry in a cycle that has come to a phase."""
    office.register.enter_phase(EnterPhase(office.cycle, phase))
    office.register.open_inquiry(InquiryRef(office.cycle, slug, kind))


def hear(office: Office) -> str:
    """Start a cycle in its hearing, and return Læsø's token."""
    office.begin(start_phase="høring")
    ask(office, HEARING, InquiryKind.HEARING, Phase.HEARING)
    return token_of(office, HEARING, "825")


def check_contacts(office: Office) -> str:
    """Start a cycle whose adoption is near, and return Læsø's token of the contact round."""
    office.begin(start_phase="vedtagelse")
    ask(office, CONTACTS, InquiryKind.CONTACT_ROUND, Phase.ADOPTION)
    return token_of(office, CONTACTS, "825")


def ask_status(office: Office) -> str:
    """Start a cycle that is followed up, with two initiatives of one body, and return that body's token."""
    office.begin(start_phase="godkendelse")
    owner = add_initiatives(office)
    ask(office, STATUS, InquiryKind.STATUS_ROUND, Phase.FOLLOW_UP)
    return token_of(office, STATUS, owner)


def add_initiatives(office: Office) -> str:
    """Give a body two initiatives, and return its code."""
    with office.database.write() as session:
        owner = session.exec(
            select(Body).where(Body.kind == BodyKind.CLUSTER, Body.region_code == "1081").order_by(Body.code)
        ).first()
        assert owner is not None
        if session.get(Contact, owner.code) is None:
            session.add(Contact(body_code=owner.code, mailbox=f"{owner.code}@klynge.example"))
        for number in (1, 2):
            session.add(
                Initiative(
                    cycle_id=office.cycle,
                    number=number,
                    title=f"Indsats {number}",
                    goal="Kortere ventetid",
                    owner_code=owner.code,
                    source=InitiativeSource.AGREEMENT,
                    progress=Progress.UNDER_WAY,
                    request_id=session.exec(select(Request.id)).first() or 0,
                    recorded_at=office.now,
                )
            )
        return owner.code


def close(office: Office, slug: str, kind: InquiryKind) -> None:
    """Close an inquiry, as at its end."""
    office.register.close_inquiry(InquiryRef(office.cycle, slug, kind))


def token_of(office: Office, slug: str, party: str, *, generation: int | None = None) -> str:
    """Return the token of a body in an inquiry."""
    with office.database.read() as session:
        row = session.exec(select(Invitation).where(Invitation.inquiry == slug, Invitation.party == party)).first()
    assert row is not None
    assert row.id is not None
    return office.signer.token(row.id, generation or row.generation)


def asked_of(office: Office, kind: RequestKind) -> list[Request]:
    """Return the requests of a kind."""
    with office.database.read() as session:
        return list(session.exec(select(Request).where(Request.kind == kind)))


def nonce_in(page: str) -> str:
    """Return the nonce of a page's form."""
    found = re.search(r'name="nonce" value="([^"]+)"', page)
    assert found
    return found[1]


DAY = date(2026, 3, 2)
HEARING_ANSWER: dict[str, Any] = {"text": "Afsnit 3 bør nævne ø-kommuner.", "reported_by": "Sundhedsforvaltningen"}
CONTACT_CHECK: dict[str, Any] = {
    "is_right": "true",
    "council_meetings": ["30.3.2026", "2026-04-27", "", "", "", ""],
    "reported_by": "Byrådssekretariatet",
}
STATUS_REPORT: dict[str, Any] = {
    "progress-1": "delayed",
    "note-1": "Mangler en læge",
    "progress-2": "done",
    "note-2": "",
    "reported_by": "Klyngen",
}
