from concurrent.futures import ThreadPoolExecutor

from sqlmodel import col, select

from models.store.database import Database
from models.tables import Decision, RegisterEntry
from tests.activities.records import ANSWER, LAESOE, Records
from workflows.contracts.requests import RecordRequest
from workflows.rules.requests import RequestKind


def test_a_request_that_two_workers_record_at_once_is_recorded_once(database: Database) -> None:
    records = Records(database)
    records.open()
    number = records.post(RequestKind.ANSWER, party=LAESOE, **ANSWER)
    other = Records(Database(database.engine.url.render_as_string(hide_password=False)), cycle=records.cycle)
    with ThreadPoolExecutor(4) as threads:
        said = list(threads.map(lambda who: who.record(number), [records, other] * 4))
    other.database.close()
    assert len(said) == 8
    assert all(each == said[0] for each in said)
    with database.read() as session:
        assert len(session.exec(select(Decision)).all()) == 1
    assert len(records.letters()) == 2
    assert records.proves()


def test_a_request_that_was_recorded_meanwhile_is_not_refused_as_too_late(database: Database) -> None:
    records = Records(database)
    records.open()
    number = records.post(RequestKind.ANSWER, party=LAESOE, **ANSWER)
    recorded = records.record(number)
    before = records.contents()
    order = RecordRequest(number, records.cycle)
    assert records.register.refuse(order, reason="Forløbet er afsluttet.") == recorded
    assert records.contents() == before


def test_every_request_that_is_granted_has_an_entry_in_the_register(database: Database) -> None:
    records = Records(database)
    records.open()
    decision = records.answer(outcome="approved_conditionally")
    records.granted(RequestKind.RULING, party=LAESOE, decision=decision, counts=True, reason="se referat")
    records.check(decision)
    records.granted(RequestKind.DEADLINE, deadline="2028-02-01", reason="x")
    records.granted(RequestKind.NEW_LINK, party=LAESOE, reason="x")
    records.granted(RequestKind.PLAN, party="851", planned_meeting_date="2027-11-24", reported_by="A")
    records.granted(RequestKind.CLOSE_ROUND, reason="x")
    results = [records.result(request.id) for request in records.requests() if request.id]
    assert len(results) == 9
    assert all(result.is_recorded and result.entry for result in results)
    with database.read() as session:
        kinds = session.exec(select(RegisterEntry.kind).order_by(col(RegisterEntry.seq))).all()
    assert set(kinds) >= {"start", "version", "answer", "ruling", "check", "deadline", "new_link", "plan"}
    assert records.proves()
