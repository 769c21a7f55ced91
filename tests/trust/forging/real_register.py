"""A register as a house has it after some months: two cycles, many kinds of entries, several versions."""

from datetime import date

from models.directory import seed_directory
from models.kinds import seed_kinds
from models.store.database import Database
from models.store.schema import migrate
from tests.activities.records import AALBORG, LAESOE, Records
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.requests import RequestKind


def new_store(url: str) -> Database:
    """Return a store with directory and kinds."""
    migrate(url)
    database = Database(url)
    seed_directory(database)
    seed_kinds(database)
    return database


def lived_in(database: Database) -> Records:
    """Write a register of two cycles into an empty store, and return the first cycle's records."""
    first = Records(database)
    _approval(first)
    _hearing(Records(database, _keys=first._keys))
    return first


def _approval(records: Records) -> None:
    records.open()
    records.granted(RequestKind.PLAN, party=AALBORG, planned_meeting_date="2027-11-22", reported_by="Bo Eksempel")
    records.granted(
        RequestKind.CALL, party=AALBORG, made_by="staff:1", note="Sagen er nået frem.", spoken_with="Bo"
    )
    records.granted(RequestKind.DEADLINE, deadline="2027-12-20", reason="Mødet er flyttet.")
    doubtful = records.answer(outcome="approved_conditionally", decision_text="Godkendt, hvis øen får en læge.")
    records.granted(
        RequestKind.RULING, party=LAESOE, made_by="staff:1", decision=doubtful, counts=False, reason="Ny aftale."
    )
    records.answer(corrects=doubtful, remarks="Uden forbehold.")
    records.record(records.publish(2, editorial=True, reason="En dato er rettet."))
    decisions = records.everybody_approves()
    for decision in list(decisions.values())[:6]:
        records.check(decision)
    disputed = decisions[AALBORG]
    records.granted(
        RequestKind.PROTEST, party=AALBORG, made_by="staff:1", decision=disputed, reason="Det var udvalget."
    )
    records.record(records.publish(3, editorial=True, reason="Et komma er sat."))


def _hearing(records: Records) -> None:
    records.record(
        records.start(phase=Phase.HEARING, period_start=date(2032, 1, 1), period_end=date(2035, 12, 31))
    )
    records.record(records.publish(4))
    records.inquire(InquiryKind.HEARING)
    for party in (LAESOE, AALBORG):
        records.granted(
            RequestKind.HEARING_ANSWER,
            party=party,
            inquiry=InquiryKind.HEARING.value,
            text=f"Bemærkninger fra {party}",
            reported_by=f"Sagsbehandler {party}",
        )
    for number in range(5, 9):
        records.record(records.publish(number))
