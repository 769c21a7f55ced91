"""Stores to back up: some rows of every sort, and what lies in a store as plain values."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from models.store.database import Database
from models.tables import Initiative, InitiativeMilestone, Meeting, Request, SignInAttempt, SignInStep, Staff
from models.tables.base import metadata
from models.tables.staff import Role
from tests.models.register.chaining import note
from tests.models.seeding import AT, seed_basis, seed_cycle
from upkeep.backup import Manifest, take
from upkeep.backup.snapshot import FLEETING
from workflows.rules.follow_up import InitiativeSource, Progress
from workflows.rules.requests import RequestKind

CYCLE = "sundhedsaftale-nordjylland-2028"
TYPED = "Æ Ø Å »citat« \\ \"'\n\tlinje to \u2028 🙂 \x7f"
PARTIES = 3


def fill(database: Database) -> None:
    """Lay in a cycle with its rows, a register, and values that are hard to carry."""
    seed_basis(database)
    seed_cycle(database, CYCLE, parties=PARTIES)
    with database.write_in_turn() as session:
        for number in range(1, 6):
            note(session, number, text=TYPED)
        _add_hard_ones(session)


def _add_hard_ones(session: Session) -> None:
    payload = {"tekst": TYPED, "tal": 3.25, "stort": 2**60, "intet": None, "liste": [True, {"ø": []}], "": ""}
    request = Request(
        key="svær",
        cycle_id=CYCLE,
        kind=RequestKind.ANSWER,
        payload=payload,
        made_by="link:1",
        received_at=datetime(2026, 7, 1, 23, 59, 59, 123456, tzinfo=UTC),
    )
    session.add(request)
    session.add(Staff(id=7, email="anne@sekretariat.example", name=TYPED, role=Role.SECRETARIAT))
    session.add(Meeting(body_code="raad-825", held_on=date(2027, 2, 28)))
    session.flush()
    session.add(SignInAttempt(at=AT, step=SignInStep.ASKED, staff_id=7))
    for number in (1, 2):
        session.add(_initiative(number, request.id or 0, carried_from=number - 1 or None))
        session.flush()
    session.add(InitiativeMilestone(initiative_id=2, title=TYPED, due_on=date(2028, 2, 29)))


def _initiative(number: int, request: int, *, carried_from: int | None) -> Initiative:
    return Initiative(
        cycle_id=CYCLE,
        number=number,
        title="Fælles indsats",
        owner_code="825",
        source=InitiativeSource.AGREEMENT,
        progress=Progress.NOT_STARTED,
        carried_from=carried_from,
        request_id=request,
        recorded_at=AT,
    )


def backed_up(database: Database, folder: Path, **more: Any) -> tuple[Path, Manifest]:
    """Take a backup into a folder."""
    file = folder / "kopi.zip"
    return file, take(database, file, at=AT, report=unheard, **more)


def unheard(done: int, total: int) -> None:
    """Hear how far it is, and say nothing."""
    assert done <= total


def content_of(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables that a backup carries, in the order of their keys."""
    with database.read() as session:
        return {
            name: sorted(map(tuple, session.connection().execute(select(table)).all()), key=repr)
            for name, table in metadata.tables.items()
            if name not in FLEETING
        }
