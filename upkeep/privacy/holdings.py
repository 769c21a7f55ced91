"""All that is held about a person, each with where it lies and until when it is kept (GDPR art. 15)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from sqlmodel import Session, col, select

from models.access.tokens import program_names
from models.register import ERASED_WORD
from models.tables import Cycle, Invitation, Request, RequestResult, Staff, metadata
from upkeep.privacy.person import Person
from upkeep.privacy.places import Row, all_rows, rows_of
from upkeep.privacy.words import COLUMNS, TABLES
from workflows.rules.calendar.danish import danish_date
from workflows.rules.retention import names_kept_until

Holding = dict[str, Any]
_OF_STAFF: Final = ("sign_in_link", "staff_session", "sign_in_attempt")
_OF_A_REQUEST: Final = ("decision", "hearing_answer", "status_report")
_HIDDEN: Final = frozenset({"token_hash", "salt", "digest", "start_fingerprint", "definition"})
_KEPT: Final = {
    "contact": "så længe adressen er kontakt for organet",
    "staff": "så længe medarbejderen har adgang, og til sletning bliver bedt om",
    **dict.fromkeys(_OF_STAFF, "90 dage"),
}


def holdings(session: Session, person: Person) -> list[Holding]:
    """Return what is held about a person, for reading: Danish headings, values as JSON has them.

    That is every row that mentions her, what was reported through links to her address, and what a member of staff
    leaves behind by signing in. The words of documents are not searched.
    """
    ends = {cycle.id: cycle.period_end for cycle in session.exec(select(Cycle))}
    programs = {f"token:{mark}": f"programmet {name}" for mark, name in program_names(session).items()}
    rows = {_identity(row): row for row in (*_mentioning(session, person), *_around(session, person))}
    return [_told(row, ends, programs) for row in rows.values()]


def reporters(session: Session, person: Person) -> tuple[str, ...]:
    """Return who reported through links to the person's address, in their own words: she may be one of them."""
    links = {f"link:{row.id}" for row in session.exec(select(Invitation)) if person.is_in(row.mailbox)}
    made = session.exec(select(Request).where(col(Request.made_by).in_(links)).order_by(col(Request.id)))
    names = (str(request.payload.get("reported_by") or "") for request in made)
    return tuple(dict.fromkeys(name for name in names if name not in {"", ERASED_WORD}))


def _identity(row: Row) -> tuple[Any, ...]:
    return (row.table.name, *row.key.values())


def _mentioning(session: Session, person: Person) -> Iterator[Row]:
    return (row for row in all_rows(session) if any(person.is_in(value) for value in row.texts.values()))


def _around(session: Session, person: Person) -> Iterator[Row]:
    staff = [row.id for row in session.exec(select(Staff)) if person.is_in([row.email, row.name])]
    for name in _OF_STAFF:
        table = metadata.tables[name]
        yield from rows_of(session, table, table.columns["staff_id"].in_(staff))
    links = [row.id for row in session.exec(select(Invitation)) if person.is_in(row.mailbox)]
    requests = metadata.tables["request"]
    made_by = [f"link:{number}" for number in links]
    asked = list(rows_of(session, requests, requests.columns["made_by"].in_(made_by)))
    yield from asked
    numbers = [row.values["id"] for row in asked]
    for name in _OF_A_REQUEST:
        table = metadata.tables[name]
        yield from rows_of(session, table, table.columns["request_id"].in_(numbers))
    entries = select(RequestResult.entry).where(col(RequestResult.request_id).in_(numbers))
    sealed = metadata.tables["sealed_text"]
    yield from rows_of(
        session, sealed, sealed.columns["entry"].in_([each for each in session.exec(entries) if each])
    )


def _told(row: Row, ends: dict[str, date], programs: dict[str, str]) -> Holding:
    shown = {
        COLUMNS.get(name, name): programs.get(value, value) if name == "made_by" else _plain(value)
        for name, value in row.values.items()
        if name not in _HIDDEN and value not in (None, "", [], {})
    }
    return {
        "hvor": TABLES.get(row.table.name, row.table.name),
        "opbevares": _kept(row, ends),
        "oplysninger": shown,
    }


def _kept(row: Row, ends: dict[str, date]) -> str:
    end = ends.get(str(row.values.get("cycle_id") or ""))
    if end is not None:
        return (
            f"navne og adresser til og med {danish_date(names_kept_until(end))}; beslutningen i registeret bliver"
        )
    return _KEPT.get(row.table.name, "så længe forløbet er i systemet, eller til sletning bliver bedt om")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value
