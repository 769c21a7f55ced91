"""A round at its councils: Læsø, Aalborg and Regionsrådet are asked, as real rows."""

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from models.directory import import_contacts
from models.kinds import definition_of, packaged_kind
from models.store.database import Database
from models.tables import (
    Cycle,
    Document,
    Invitation,
    Round,
    RoundParty,
    RoundState,
    Version,
)
from workflows.rules.course.phases import Phase

NOW = datetime(2027, 11, 1, 9, tzinfo=UTC)
CYCLE = "sundhedsaftale-nordjylland-2028"
LAESOE, AALBORG, REGION = "825", "851", "1081"
DEADLINE = date(2027, 12, 15)
PDF = b"%PDF-1.7 sundhedsaftalen"
CONTACTS = """code,name,mailbox,main_mailbox,second_mailbox,phone,website
825,,politik@laesoe.example,post@laesoe.example,reserve@laesoe.example,,
851,,politik@aalborg.example,,,,
1081,,rr@rn.example,,,,
sekretariat-1081,Anne Eksempel,ssu@rn.example,,,00 00 00 03,https://sundhedsaftalen.example
"""
PARTIES = (
    (LAESOE, "Læsø", "Læsø Kommune", "politik@laesoe.example"),
    (AALBORG, "Aalborg", "Aalborg Kommune", "politik@aalborg.example"),
    (REGION, "Regionsrådet", "Region Nordjylland", "rr@rn.example"),
)


def set_up(database: Database, *, is_example: bool = False) -> None:
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
    kind = packaged_kind("sundhedsaftale")
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
            stage_opened_on=date(2027, 10, 20),
        )
    )
    session.flush()
