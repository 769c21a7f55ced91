"""Requests are held against what was entered of them: what a receipt shows is what was recorded."""

import json
from hashlib import sha256
from typing import Final

import pytest
from sqlmodel import Session, col, select

from models.register import verify
from models.register.chain import canonical_bytes
from models.store.database import Database
from models.tables import RegisterEntry
from tests.activities.records import AALBORG, ANSWER, LAESOE, Records
from tests.models.register.test_mirrors import holds
from tests.models.test_queries import counted
from workflows.rules.course.phases import Phase
from workflows.rules.requests import RequestKind

TYPED: Final = {
    '"outcome": "approved"|"outcome": "rejected"': "»outcome«",
    '"decided_by": "council"|"decided_by": "committee"': "»decided_by«",
    '"meeting_date": "2027-10-29"|"meeting_date": "2027-10-22"': "»meeting_date«",
    '"agenda_item": "7"|"agenda_item": "8"': "»agenda_item«",
    '"agenda_item": "7", |': "»agenda_item«",
    '"is_closed_item": true|"is_closed_item": false': "»is_closed_item«",
    '"remarks": ""|"remarks": "Vi sagde nej."': "»remarks«",
    '"reported_by": "Anne Eksempel"|"reported_by": null': "»reported_by«",
}


@pytest.fixture
def records(database: Database) -> Records:
    return Records(database)


def test_a_receipt_shows_what_was_recorded(records: Records) -> None:
    records.open()
    records.answer(AALBORG, is_closed_item=True)
    holds(
        records.database,
        {_retyped(records, typed, of="answer"): expected for typed, expected in TYPED.items()}
        | {
            "UPDATE request SET party = '860' WHERE kind = 'answer'": "»party«",
            "UPDATE request SET round = 2 WHERE kind = 'answer'": "»round«",
            "UPDATE request SET made_by = 'staff:1' WHERE kind = 'answer'": "»made_by«",
            "UPDATE request SET payload = '[]' WHERE kind = 'answer'": "»payload«",
            "UPDATE request_result SET reason = 'Afvist.'": "hvad der blev af henvendelse",
        },
    )


def test_what_was_typed_of_a_decision_or_put_together_is_what_its_entry_says(records: Records) -> None:
    records.open()
    decision = records.answer(AALBORG, outcome="approved_conditionally")
    ruling = {"decision": decision, "counts": True, "reason": "Ikke et forbehold."}
    records.granted(RequestKind.RULING, party=AALBORG, made_by="staff:1", **ruling)
    records.enter(Phase.FOLLOW_UP)
    records.initiative("strategisk-sundhedsforum-1081", milestones=[{"title": "Opstart", "due_on": "2028-03-01"}])
    holds(
        records.database,
        {
            _retyped(records, '"decision": 1|"decision": 2', of="ruling"): "»decision«",
            _retyped(records, '"due_on": "2028-03-01"|"due_on": "2028-04-01"', of="initiative"): "»milestones«",
            _retyped(records, '"version": null|"version": 7', of="answer"): "»version«",
        },
    )


def _retyped(records: Records, typed: str, *, of: str) -> str:
    """Return the statement that changes what was typed, which stands before and after the bar."""
    is_sqlite = records.database.engine.dialect.name == "sqlite"
    changed = "replace(payload, '{}', '{}')" if is_sqlite else "replace(payload::text, '{}', '{}')::json"
    return f"UPDATE request SET payload = {changed.format(*typed.split('|'))} WHERE kind = '{of}'"


def test_an_entry_from_before_closed_items_were_entered_is_sound(records: Records) -> None:
    records.open()
    records.answer(AALBORG, is_closed_item=True)
    with records.database.write() as session:
        _forget_a_fact(session, "is_closed_item")
    assert records.proves()


def _forget_a_fact(session: Session, name: str) -> None:
    """Write the newest entry as it was written before it told of something."""
    entry = session.exec(select(RegisterEntry).order_by(col(RegisterEntry.seq).desc()).limit(1)).one()
    content = json.loads(entry.canonical)
    del content["facts"][name]
    where = "" if session.connection().dialect.name == "sqlite" else " ON register_entry"
    session.connection().exec_driver_sql(f"DROP TRIGGER register_entry_update_refused{where}")
    entry.canonical = canonical_bytes(**content)
    entry.hash = sha256(entry.canonical).hexdigest()
    session.add(entry)


def test_the_proof_asks_as_much_of_a_long_register_as_of_a_short_one(records: Records) -> None:
    records.open()
    asked = [_statements(records)]
    for _ in range(5):
        decision = records.answer(LAESOE)
        records.granted(
            RequestKind.PROTEST, party=LAESOE, made_by="staff:1", decision=decision, reason="Det var udvalget."
        )
        records.granted(
            RequestKind.ANSWER, party=LAESOE, **(ANSWER | {"corrects": decision, "outcome": "withdrawn"})
        )
    asked.append(_statements(records))
    assert asked[0] == asked[1] > 10


def _statements(records: Records) -> int:
    with counted(records.database) as statements, records.database.read() as session:
        assert verify(session).is_sound
    return len(statements)
