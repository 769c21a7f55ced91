"""Rows for read models: as many as one likes."""

from datetime import UTC, date, datetime
from typing import Any

from models.kinds import definition_of, packaged_kind
from models.store.database import Database
from models.tables import (
    Body,
    BodyKind,
    CaseFact,
    Cycle,
    Decision,
    DeskTask,
    Document,
    FactKind,
    Invitation,
    Letter,
    Request,
    Round,
    RoundParty,
    RoundState,
    TaskKind,
    Version,
)
from workflows.rules.council.outcomes import DecidedBy, Outcome
from workflows.rules.course.phases import Phase
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.requests import RequestKind

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
SHA = "a" * 64


def seed_basis(database: Database) -> None:
    """Add a document."""
    with database.write() as session:
        session.add(Document(sha256=SHA, content=b"%PDF-", media_type="application/pdf", size=5))


def seed_cycle(database: Database, name: str, *, parties: int) -> None:
    """Add a cycle whose parties have all approved; each has a letter, a task and an invitation."""
    kind = packaged_kind("sundhedsaftale")
    with database.write() as session:
        session.add(
            Cycle(
                id=name,
                kind_code=kind.code,
                region_code="1081",
                title="Aftale",
                period_start=date(2028, 1, 1),
                period_end=date(2031, 12, 31),
                start_phase=Phase.APPROVAL,
                phase=Phase.APPROVAL,
                definition=definition_of(kind),
                start_fingerprint="x",
                created_at=AT,
            )
        )
        session.flush()
        session.add(Version(cycle_id=name, number=1, label="1", filename="a.pdf", sha256=SHA, created_at=AT))
        session.add(
            Round(
                cycle_id=name,
                number=1,
                version=1,
                state=RoundState.OPEN,
                deadline=date(2026, 5, 1),
                opened_on=DAY,
                opened_at=AT,
                stage_opened_on=DAY,
            )
        )
    for position in range(parties):
        _seed_party(database, name, position)


def _seed_party(database: Database, cycle: str, position: int) -> None:
    code = f"{cycle}-{position}"
    about: dict[str, Any] = {"cycle_id": cycle, "round": 1, "party": code}
    with database.write() as session:
        session.add(_body(f"raad-{code}", BodyKind.MUNICIPAL_COUNCIL))
        request = Request(
            **about, key=code, kind=RequestKind.ANSWER, payload={}, made_by=f"link:{position}", received_at=AT
        )
        session.add(request)
        session.flush()
        session.add(
            RoundParty(
                cycle_id=cycle,
                round=1,
                code=code,
                body_code=f"raad-{code}",
                name=code,
                title=code,
                position=position,
                clusters=[],
            )
        )
        decision = _decision(about, request.id or 0)
        session.add(decision)
        session.flush()
        session.add_all(_around(about, request.id or 0, decision.id or 0))


def _decision(about: dict[str, Any], request: int) -> Decision:
    return Decision(
        **about,
        request_id=request,
        version=1,
        outcome=Outcome.APPROVED,
        reported_outcome=Outcome.APPROVED,
        decided_by=DecidedBy.COUNCIL,
        meeting_date=DAY,
        decision_text="Godkendt",
        reported_by="x",
        entry=request,
        recorded_at=AT,
    )


def _around(about: dict[str, Any], request: int, decision: int) -> list[CaseFact | Invitation | DeskTask | Letter]:
    key = f"{about['party']}"
    return [
        CaseFact(**about, kind=FactKind.ANSWERED, request_id=request, decision_id=decision, recorded_on=DAY),
        Invitation(**about, mailbox="raad@x.example"),
        DeskTask(**about, key=key, kind=TaskKind.CHECK, decision_id=decision, opened_at=AT),
        Letter(
            **about,
            key=key,
            kind=LetterKind.REQUEST,
            recipient=Recipient.CONTACT,
            state=LetterState.SENT,
            ordered_at=AT,
            ended_at=AT,
        ),
    ]


def _body(code: str, kind: BodyKind) -> Body:
    return Body(
        code=code,
        kind=kind,
        name=code,
        short_name=code,
        sort_key=code,
        region_code="1081",
        valid_from=date(2007, 1, 1),
    )
