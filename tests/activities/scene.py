"""A round at its councils: Læsø, Aalborg and Regionsrådet are asked, as real rows."""

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from sqlmodel import Session

from models.database import Database
from models.directory import import_contacts, seed_directory
from models.kinds import definition_of, load_kinds, seed_kinds
from models.register import append
from models.tables import (
    CaseFact,
    Cycle,
    Decision,
    Document,
    FactKind,
    Invitation,
    Request,
    RequestResult,
    Round,
    RoundParty,
    RoundState,
    Version,
)
from workflows.rules.outcomes import DecidedBy, Outcome
from workflows.rules.phases import Phase
from workflows.rules.requests import RequestKind

NOW = datetime(2027, 11, 1, 9, tzinfo=UTC)
CYCLE = "sundhedsaftale-nordjylland-2028"
LAESOE, AALBORG, REGION = "825", "851", "1081"
DEADLINE = date(2027, 12, 15)
PDF = b"%PDF-1.7 sundhedsaftalen"
CONTACTS = """code,name,mailbox,main_mailbox,second_mailbox,phone,website
825,,politik@laesoe.example,post@laesoe.example,reserve@laesoe.example,,
851,,politik@aalborg.example,,,,
1081,,rr@rn.example,,,,
sekretariat-1081,Anne Eksempel,ssu@rn.example,,,97 64 00 00,https://sundhedsaftalen.example
"""
PARTIES = (
    (LAESOE, "Læsø", "Læsø Kommune", "politik@laesoe.example"),
    (AALBORG, "Aalborg", "Aalborg Kommune", "politik@aalborg.example"),
    (REGION, "Regionsrådet", "Region Nordjylland", "rr@rn.example"),
)


def set_up(database: Database, *, is_example: bool = False) -> None:
    seed_directory(database)
    seed_kinds(database)
    assert import_contacts(database, CONTACTS).problems == ()
    with database.write() as session:
        _cycle(session, is_example=is_example)
        for position, (code, name, title, mailbox) in enumerate(PARTIES):
            about: dict[str, Any] = {"cycle_id": CYCLE, "round": 1}
            party = RoundParty(
                **about,
                code=code,
                body_code=f"raad-{code}",
                name=name,
                title=title,
                position=position,
                clusters=[],
            )
            session.add_all([party, Invitation(**about, party=code, mailbox=mailbox)])


def _cycle(session: Session, *, is_example: bool) -> None:
    (kind,) = load_kinds()
    session.add(
        Cycle(
            id=CYCLE,
            kind_code=kind.code,
            region_code="1081",
            title="Sundhedsaftalen 2028-2031",
            period_start=date(2028, 1, 1),
            period_end=date(2031, 12, 31),
            start_phase=Phase.APPROVAL,
            phase=Phase.APPROVAL,
            is_example=is_example,
            definition=definition_of(kind),
            start_fingerprint="0" * 64,
            created_at=NOW,
        )
    )
    digest = sha256(PDF).hexdigest()
    session.add(Document(sha256=digest, content=PDF, media_type="application/pdf", size=len(PDF)))
    session.flush()
    session.add(
        Version(
            cycle_id=CYCLE,
            number=1,
            label="endelig version",
            filename="Sundhedsaftalen for Læsø.pdf",
            sha256=digest,
            created_at=NOW,
        )
    )
    session.add(
        Round(
            cycle_id=CYCLE,
            number=1,
            version=1,
            state=RoundState.OPEN,
            deadline=DEADLINE,
            opened_on=date(2027, 10, 20),
            opened_at=datetime(2027, 10, 20, 8, tzinfo=UTC),
        )
    )
    session.flush()


def ask(session: Session, kind: RequestKind, payload: dict[str, Any], *, party: str = LAESOE) -> int:
    """Put a request into the inbox and return its number."""
    request = Request(
        key=uuid4().hex,
        cycle_id=CYCLE,
        round=1,
        party=party,
        kind=kind,
        payload=payload,
        made_by="link:1",
        received_at=NOW,
    )
    session.add(request)
    session.flush()
    assert request.id is not None
    return request.id


def refuse(database: Database, reason: str) -> int:
    """Let a request be refused and return its number."""
    with database.write() as session:
        number = ask(session, RequestKind.ANSWER, {})
        session.add(RequestResult(request_id=number, is_recorded=False, reason=reason, outcome={}, decided_at=NOW))
    return number


def answer(
    database: Database,
    outcome: Outcome = Outcome.APPROVED,
    text: str = "Indstillingen blev godkendt.",
    *,
    party: str = LAESOE,
) -> int:
    """Record a council's answer and return its request's number."""
    with database.write_in_turn() as session:
        number = ask(session, RequestKind.ANSWER, {}, party=party)
        entry = append(session, kind="answer", cycle_id=CYCLE, facts={}, texts={"text": text}, at=NOW)
        decision = Decision(
            request_id=number,
            cycle_id=CYCLE,
            round=1,
            party=party,
            version=1,
            outcome=outcome,
            reported_outcome=outcome,
            decided_by=DecidedBy.COUNCIL,
            meeting_date=date(2027, 10, 30),
            agenda_item="7",
            decision_text=text,
            reported_by="Kansli",
            entry=entry.seq,
            recorded_at=NOW,
        )
        session.add(decision)
        session.flush()
        fact = CaseFact(
            cycle_id=CYCLE,
            round=1,
            party=party,
            kind=FactKind.ANSWERED,
            request_id=number,
            decision_id=decision.id,
            recorded_on=NOW.date(),
        )
        session.add(fact)
    return number
