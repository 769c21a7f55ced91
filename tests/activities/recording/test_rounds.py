from datetime import date, timedelta

import pytest
from sqlmodel import select

from activities.letters.ledger.letters import order_letters
from models.store.database import Database
from models.tables import DeadlineMove, Invitation, RoundParty, RoundState, TaskKind
from tests.activities.records import AALBORG, ANSWER, LAESOE, Records
from workflows.contracts.letters import LetterOrder
from workflows.rules.course.phases import Phase
from workflows.rules.letters import LetterKind, LetterState
from workflows.rules.requests import RequestKind

VERSION, DEADLINE, CLOSE = RequestKind.VERSION, RequestKind.DEADLINE, RequestKind.CLOSE_ROUND


@pytest.fixture
def records(database: Database) -> Records:
    return Records(database)


def test_a_round_is_opened_once_with_frozen_parties_and_invitations(records: Records) -> None:
    opened = records.open()
    assert [entry.party.name for entry in opened.parties][-1] == "Regionsrådet"
    assert len(opened.parties) == 12
    assert opened.deadline == date(2027, 11, 1) + timedelta(days=56)
    before = records.contents()
    assert records.open_round() == opened
    assert records.contents() == before
    with records.database.read() as session:
        assert len(session.exec(select(Invitation)).all()) == 12
        laesoe = session.get_one(RoundParty, (records.cycle, 1, LAESOE))
    assert (laesoe.name, laesoe.title, laesoe.clusters) == ("Læsø", "Læsø Kommune", ["nord"])


def test_a_phase_is_entered_once(records: Records) -> None:
    records.open()
    records.enter(Phase.CONFIRMATION)
    before = records.contents()
    records.enter(Phase.CONFIRMATION)
    assert records.contents() == before
    assert records.row().phase is Phase.CONFIRMATION


def test_the_register_alone_decides_whether_a_round_is_settled(records: Records) -> None:
    records.open()
    assert not records.settle()
    records.everybody_approves()
    assert records.settle()
    before = records.contents()
    assert records.settle()
    assert records.contents() == before
    assert [letter.kind for letter in records.letters()].count(LetterKind.ROUND_SETTLED) == 1


def test_a_closed_round_falls_and_takes_its_questions_with_it(records: Records) -> None:
    records.open()
    records.answer(outcome="rejected")
    question = LetterOrder(LetterKind.REQUEST, records.cycle, round=1, party=AALBORG)
    order_letter(records, question)
    closed = records.granted(CLOSE, reason="faldet i Læsø")
    round_ = records.round()
    assert (round_.state, round_.closed_reason) == (RoundState.FALLEN, "faldet i Læsø")
    states = {letter.key: letter.state for letter in records.letters()}
    assert states.pop(question.key) is LetterState.OVERTAKEN
    assert {order.key for order in closed.letters} == set(states)
    assert {LetterKind.RECEIPT, LetterKind.ROUND_BLOCKED} == {order.kind for order in closed.letters}
    assert records.desk() == []
    assert records.refused(CLOSE, reason="igen") == "Der er ingen åben runde."
    assert "Runden er lukket" in records.refused(RequestKind.ANSWER, party=LAESOE, **ANSWER)
    assert not records.settle()


def order_letter(records: Records, order: LetterOrder) -> None:
    with records.database.write() as session:
        order_letters(session, order, at=records.now)


def test_a_substantive_version_fells_the_open_round(records: Records) -> None:
    records.open()
    recorded = records.record(records.publish(2, reason="x" * 2000))
    assert (recorded.version, recorded.is_editorial) == (2, False)
    assert records.round().state is RoundState.FALLEN
    assert records.round().closed_reason.startswith("Ny version 2: ")
    assert records.open_round(2).version == 2
    assert records.proves()


def test_an_editorial_version_goes_on_in_the_round(records: Records) -> None:
    records.open()
    decision = records.answer()
    recorded = records.record(records.publish(2, editorial=True, reason="en trykfejl"))
    assert recorded.is_editorial
    assert (records.round().state, records.round().version) == (RoundState.OPEN, 2)
    assert records.standings()[LAESOE].decision == decision


def test_a_version_that_the_round_was_opened_with_does_not_fell_it(records: Records) -> None:
    records.record(records.start())
    receipts = [records.publish(1), records.publish(2)]
    assert records.record(receipts[0]).accepted
    assert records.open_round().version == 2
    assert records.record(receipts[1]).accepted
    assert records.round().state is RoundState.OPEN


def test_a_settled_text_takes_editorial_changes_only(records: Records) -> None:
    records.open()
    records.everybody_approves()
    records.settle()
    refused = records.record(records.publish(2))
    assert "forløbet går om" in records.reason(refused.request)
    assert records.record(records.publish(3, editorial=True, reason="en trykfejl")).accepted
    assert records.round().version == 3


def test_a_substantive_version_does_not_slip_in_under_an_editorial_one(records: Records) -> None:
    records.open()
    substantive = records.publish(2, reason="ny økonomi")
    editorial = records.publish(3, editorial=True, reason="en trykfejl")
    recorded = records.record(editorial)
    assert (recorded.version, recorded.is_editorial) == (3, False)
    assert records.round().state is RoundState.FALLEN
    assert records.round().closed_reason == "Version 3 følger efter ny version 2: ny økonomi"
    assert records.open_round(2).version == 3
    assert records.record(substantive).accepted
    assert records.round(2).state is RoundState.OPEN
    assert records.proves()


def test_a_settled_text_takes_no_editorial_version_that_comes_with_a_substantive_one(records: Records) -> None:
    records.open()
    records.everybody_approves()
    records.settle()
    substantive = records.publish(2)
    recorded = records.record(records.publish(3, editorial=True, reason="en trykfejl"))
    assert not recorded.accepted
    assert "version 2 ændrer den i indholdet" in records.reason(recorded.request)
    assert not records.record(substantive).accepted
    assert records.round().version == 1


def test_an_editorial_version_leaves_a_fallen_round_as_it_fell(records: Records) -> None:
    records.open()
    records.granted(CLOSE, reason="faldet")
    assert records.record(records.publish(2, editorial=True, reason="en trykfejl")).accepted
    assert records.round().version == 1


def test_the_text_is_released_once_there_is_a_new_one(records: Records) -> None:
    records.record(records.start(phase=Phase.DRAFTING))
    assert records.refused(RequestKind.RELEASE) == "Læg et dokument op, før teksten frigives."
    records.record(records.publish())
    records.granted(RequestKind.RELEASE)
    records.enter(Phase.APPROVAL)
    records.open_round()
    assert records.refused(RequestKind.RELEASE) == "Teksten er allerede frigivet."
    records.granted(CLOSE, reason="faldet")
    records.enter(Phase.DRAFTING)
    assert "en ny version" in records.refused(RequestKind.RELEASE)
    records.record(records.publish(2))
    records.granted(RequestKind.RELEASE)
    assert records.refused(VERSION, number=9) == "Version 9 findes ikke."


def test_a_moved_deadline_keeps_what_it_was_and_why(records: Records) -> None:
    old = records.open().deadline
    recorded = records.granted(DEADLINE, deadline="2028-02-01", reason="Læsø mødes først i januar")
    assert recorded.deadline == date(2028, 2, 1)
    assert recorded.late_at is not None
    assert recorded.late_at.isoformat() == "2028-02-01T23:00:00+00:00"
    with records.database.read() as session:
        (move,) = session.exec(select(DeadlineMove)).all()
    assert (move.old_deadline, move.new_deadline, move.round) == (old, date(2028, 2, 1), 1)
    assert records.refused(DEADLINE, deadline="2028-02-01", reason="x") == "Fristen er den samme som før."
    assert records.refused(DEADLINE, deadline="2027-11-01", reason="x") == "Den nye frist skal ligge efter i dag."
    records.record(records.publish(2))
    assert records.refused(DEADLINE, deadline="2028-03-01", reason="x") == "Der er ingen åben runde."
    assert records.open_round(2).deadline == date(2028, 2, 1)


def test_the_deadline_may_be_set_before_the_round(records: Records) -> None:
    records.record(records.start(phase=Phase.DRAFTING))
    records.granted(DEADLINE, deadline="2028-03-01", reason="byrådenes møder")
    records.record(records.publish())
    assert records.open_round().deadline == date(2028, 3, 1)


def test_a_cancelled_cycle_takes_nothing_more(records: Records) -> None:
    records.open()
    records.answer(outcome="rejected")
    records.granted(RequestKind.CANCEL, reason="loven er ændret")
    assert records.round().state is RoundState.FALLEN
    assert records.desk() == []
    records.enter(Phase.CANCELLED)
    assert records.refused(RequestKind.ANSWER, party=LAESOE, **ANSWER) == "Forløbet er afsluttet."
    assert records.proves()


def test_no_task_of_a_round_is_left_when_a_new_text_fells_it(records: Records) -> None:
    records.open()
    records.answer(outcome="noted")
    assert [task.kind for task in records.desk()] == [TaskKind.NOTED]
    records.record(records.publish(2))
    assert records.desk() == []
