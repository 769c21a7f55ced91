"""Entries for the tests of the register."""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from models.register import append, verify
from models.store.database import Database
from models.tables import RegisterEntry

NOON = datetime(2027, 9, 1, 12, tzinfo=UTC)


def note(session: Session, number: int = 1, *, text: str = "Indstillingen tiltrædes.") -> RegisterEntry:
    """Append a decision."""
    return append(
        session,
        kind="decision",
        cycle_id="sundhedsaftale-nordjylland-2028",
        facts={"party": "825", "number": number, "counts": True, "corrects": None},
        texts={"decision_text": text, "remarks": ""},
        at=NOON + timedelta(minutes=number),
    )


def problems(database: Database) -> tuple[str, ...]:
    """Return what a proof of the register finds."""
    with database.read() as session:
        return verify(session).problems
