import pytest
from sqlmodel import select

from activities.letters.ledger.letters import order_letters
from activities.resuming import resume_cycles, snapshot
from models.store.database import Database
from models.tables import Letter
from tests.activities.records import ANSWER, LAESOE, Records
from tests.activities.test_sweep import Errands
from workflows.contracts.cycles import CycleSnapshot
from workflows.contracts.inquiries import InquiryRef
from workflows.contracts.letters import LetterOrder
from workflows.rules.authority import AuthorityStep
from workflows.rules.course.phases import Phase
from workflows.rules.inquiries import InquiryKind
from workflows.rules.letters import LetterKind, LetterState
from workflows.rules.requests import RequestKind


@pytest.fixture
def records(database: Database) -> Records:
    return Records(database)


def taken(records: Records) -> CycleSnapshot:
    with records.database.read() as session:
        return snapshot(session, records.cycle)


def test_a_cycle_without_a_text_has_nothing_but_its_phase(records: Records) -> None:
    records.start(phase=Phase.DRAFTING)
    assert taken(records) == CycleSnapshot(Phase.DRAFTING)


def test_a_snapshot_is_what_the_live_round_knows(records: Records) -> None:
    records.open()
    records.check(records.answer())
    found = taken(records)
    assert found.round == records.open_round()
    assert (found.phase, found.rounds, found.has_version, found.checked) == (Phase.APPROVAL, 1, True, 1)
    assert {order.kind for order in found.letters} == {LetterKind.RECEIPT}


def test_questions_are_left_to_the_councils_cases(records: Records) -> None:
    records.open()
    with records.database.write() as session:
        order_letters(session, question(records), at=records.now)
    assert taken(records).letters == ()


def test_a_text_that_fell_is_not_put_to_the_councils_once_more(records: Records) -> None:
    records.open()
    records.granted(RequestKind.CLOSE_ROUND, reason="faldet")
    found = taken(records)
    assert (found.phase, found.rounds, found.round) == (Phase.ADOPTION, 1, None)
    records.record(records.publish(2))
    records.enter(Phase.ADOPTION)
    records.enter(Phase.APPROVAL)
    assert taken(records).phase is Phase.APPROVAL


def test_a_confirmed_agreement_goes_on_after_the_confirmation(records: Records) -> None:
    records.open()
    decisions = records.everybody_approves()
    assert len(decisions) == 12
    records.settle()
    records.enter(Phase.CONFIRMATION)
    for decision in decisions.values():
        records.check(decision)
    assert taken(records).phase is Phase.CONFIRMATION
    records.granted(RequestKind.CONFIRM, confirmed_on="2027-11-01")
    found = taken(records)
    assert found.phase is Phase.SUBMISSION
    assert [order.kind for order in found.letters].count(LetterKind.CONFIRMED) == 12


def test_a_cycle_that_was_given_up_ends_when_it_is_resumed(records: Records) -> None:
    records.open()
    records.granted(RequestKind.CANCEL, reason="opgivet")
    found = taken(records)
    assert (found.phase, found.round) == (Phase.CANCELLED, None)


def test_a_released_text_goes_on_after_the_drafting_once(records: Records) -> None:
    records.record(records.start(phase=Phase.DRAFTING))
    records.record(records.publish())
    assert taken(records).phase is Phase.DRAFTING
    records.granted(RequestKind.RELEASE)
    assert taken(records).phase is Phase.HEARING
    records.enter(Phase.APPROVAL)
    records.open_round()
    records.granted(RequestKind.CLOSE_ROUND, reason="faldet")
    records.enter(Phase.DRAFTING)
    assert taken(records).phase is Phase.DRAFTING
    records.record(records.publish(2))
    records.granted(RequestKind.RELEASE)
    assert taken(records).phase is Phase.HEARING


def test_a_hearing_that_is_open_is_gone_on_with_and_a_closed_one_is_over(records: Records) -> None:
    records.record(records.start(phase=Phase.HEARING))
    records.record(records.publish())
    records.inquire(InquiryKind.HEARING)
    found = taken(records)
    assert found.inquiries == (InquiryRef(records.cycle, "høring", InquiryKind.HEARING),)
    assert (found.phase, found.hearings, found.letters) == (Phase.HEARING, 1, ())
    records.close(InquiryKind.HEARING)
    found = taken(records)
    assert (found.phase, found.inquiries) == (Phase.ADOPTION, ())
    assert [order.kind for order in found.letters] == [LetterKind.INQUIRY_CLOSED]


def test_an_adopted_text_goes_to_the_councils(records: Records) -> None:
    records.record(records.start(phase=Phase.ADOPTION))
    records.record(records.publish())
    assert taken(records).phase is Phase.ADOPTION
    records.granted(RequestKind.ADOPTION, adopted_on="2027-10-29")
    assert taken(records).phase is Phase.APPROVAL


@pytest.mark.parametrize(("answer", "phase"), [("approved", Phase.ENTRY_INTO_FORCE), ("objected", Phase.ADOPTION)])
def test_the_authoritys_answer_decides_where_to_go_on(records: Records, answer: str, phase: Phase) -> None:
    records.open()
    records.enter(Phase.SUBMISSION)
    records.granted(RequestKind.AUTHORITY, step="submitted", happened_on="2027-11-01")
    found = taken(records)
    assert (found.phase, found.authority) == (Phase.SUBMISSION, AuthorityStep.SUBMITTED)
    records.granted(RequestKind.AUTHORITY, step=answer, happened_on="2027-11-01")
    assert taken(records).phase is phase


def test_an_evaluated_agreement_is_closed(records: Records) -> None:
    records.open()
    records.enter(Phase.FOLLOW_UP)
    records.granted(RequestKind.EVALUATION, kind="midway", made_on="2027-11-01")
    assert taken(records).phase is Phase.FOLLOW_UP
    records.enter(Phase.EVALUATION)
    assert taken(records).phase is Phase.EVALUATION
    records.granted(RequestKind.EVALUATION, kind="final", made_on="2027-11-01")
    assert taken(records).phase is Phase.CLOSED


def test_an_agreement_that_lapsed_ends_when_it_is_resumed(records: Records) -> None:
    records.open()
    records.granted(RequestKind.LAPSE, reason="loven er ophævet")
    assert taken(records).phase is Phase.LAPSED


async def test_only_cycles_that_are_lost_are_started_again(records: Records) -> None:
    records.open()
    engine = Forgetful()
    (resumed,) = await resume_cycles(records.database, engine)
    assert (resumed.cycle_id, resumed.is_rebuilt) == (records.cycle, True)
    assert engine.started[0].resume == taken(records)
    (resumed,) = await resume_cycles(records.database, engine)
    assert not resumed.is_rebuilt
    records.enter(Phase.CANCELLED)
    assert await resume_cycles(records.database, engine) == ()


async def test_an_ended_cycle_is_started_again_for_the_letters_that_it_left(records: Records) -> None:
    records.open()
    records.granted(RequestKind.ANSWER, party=LAESOE, **ANSWER)
    records.granted(RequestKind.CANCEL, reason="opgivet")
    records.enter(Phase.CANCELLED)
    with records.database.write() as session:
        order_letters(session, question(records), at=records.now)
    engine = Forgetful()
    (resumed,) = await resume_cycles(records.database, engine)
    resume = engine.started[0].resume
    assert resumed.is_rebuilt
    assert resume is not None
    assert resume.phase is Phase.CANCELLED
    assert {order.kind for order in resume.letters} == {LetterKind.RECEIPT, LetterKind.REQUEST}
    end_all_letters(records)
    assert await resume_cycles(records.database, Forgetful()) == ()


def question(records: Records) -> LetterOrder:
    return LetterOrder(LetterKind.REQUEST, records.cycle, round=1, party=LAESOE)


def end_all_letters(records: Records) -> None:
    with records.database.write() as session:
        for letter in session.exec(select(Letter)):
            letter.state = LetterState.SENT
            session.add(letter)


class Forgetful(Errands):
    """An engine that knows only what it was told since."""

    async def is_running(self, cycle_id: str) -> bool:
        return cycle_id in {cycle.cycle_id for cycle in self.started}
