from datetime import date, timedelta

import pytest
from sqlmodel import select

from activities.letters.ledger.letters import order_letters
from activities.recording.rounds import settle_round
from models.agreements.planning import plan_of
from models.calendar import local_day
from models.store.database import Database
from models.tables import Invitation, RoundState
from tests.activities.records import AALBORG, ANSWER, LAESOE, Records
from workflows.contracts.letters import LetterOrder
from workflows.contracts.rounds import RoundRef
from workflows.rules.council.quorum import Quorum
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import PartySelector, Stage
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind

REGIONAL = "1081"
STAGES = (
    Stage(PartySelector.REGION, Quorum.ALL, days=30),
    Stage(PartySelector.MUNICIPALITIES, Quorum.ALL, days=60),
)


@pytest.fixture
def records(database: Database) -> Records:
    records = Records(database)
    records.record(records.start())
    records.reshape(stages=STAGES)
    records.record(records.publish())
    return records


def invited(records: Records) -> set[str]:
    with records.database.read() as session:
        return set(session.exec(select(Invitation.party)))


def test_a_round_freezes_the_parties_of_all_stages_and_invites_the_first(records: Records) -> None:
    opened = records.open_round()
    assert {entry.party.code for entry in opened.parties if entry.party.stage == 0} == {REGIONAL}
    assert len(opened.parties) == 12
    assert (opened.stage, opened.deadline) == (0, date(2027, 11, 1) + timedelta(days=30))
    assert invited(records) == {REGIONAL}


def test_the_next_stage_is_asked_once_with_days_of_its_own(records: Records) -> None:
    records.open_round()
    records.later(days=20)
    opened = records.open_stage(1)
    assert (opened.stage, opened.deadline) == (1, date(2027, 11, 21) + timedelta(days=60))
    assert records.round().stage_opened_on == date(2027, 11, 21)
    assert len(invited(records)) == 12
    records.later(days=1)
    before = records.contents()
    assert records.open_stage(1) == opened
    assert records.contents() == before
    assert records.proves()


def test_the_asked_deadline_is_the_last_stages(records: Records) -> None:
    with records.database.write() as session:
        cycle = records.row()
        cycle.approval_deadline = date(2028, 2, 15)
        session.add(cycle)
    assert records.open_round().deadline == date(2027, 12, 1)
    assert records.open_stage(1).deadline == date(2028, 2, 15)


def test_a_kind_may_have_a_fixed_day_for_all_approvals(records: Records) -> None:
    records.reshape(stages=(Stage(days=56),), approval_deadline_on=(12, 15))
    assert records.open_round().deadline == date(2027, 12, 15)
    records.granted(RequestKind.CLOSE_ROUND, reason="faldet")
    records.record(records.publish(2))
    records.later(days=30)
    assert records.open_round(2).deadline == date(2027, 12, 1) + timedelta(days=56)


def test_a_council_does_not_answer_before_its_turn(records: Records) -> None:
    records.open_round()
    assert "ikke jeres tur" in records.refused(RequestKind.ANSWER, party=LAESOE, **ANSWER)
    reminder = records.refused(RequestKind.REMINDER, party=LAESOE, made_by="staff:1")
    assert reminder == "Rådet er ikke spurgt endnu."
    records.answer(REGIONAL)
    records.open_stage(1)
    records.answer(LAESOE)


def test_a_council_whose_turn_it_is_not_is_neither_late_nor_reminded(records: Records) -> None:
    records.open_round()
    records.later(days=40)
    late, reminded = planned(records, REGIONAL)
    assert late <= local_day(records.now)
    assert reminded
    late, reminded = planned(records, LAESOE)
    assert late > local_day(records.now)
    assert not reminded
    records.open_stage(1)
    late, reminded = planned(records, LAESOE)
    assert late == date(2027, 12, 11) + timedelta(days=61)
    assert reminded


def planned(records: Records, party: str) -> tuple[date, bool]:
    with records.database.read() as session:
        plan = plan_of(session, cycle_id=records.cycle, round_number=1, party=party, today=local_day(records.now))
    return plan.late_from, bool(plan.reminders)


def test_a_round_is_settled_only_when_every_stage_is(records: Records) -> None:
    records.open_round()
    decision = records.answer(REGIONAL)
    assert not records.settle()
    records.open_stage(1)
    records.everybody_approves()
    records.granted(RequestKind.PROTEST, party=REGIONAL, decision=decision, reason="ikke os")
    assert not records.settle()
    records.granted(RequestKind.RULING, party=REGIONAL, decision=decision, counts=True, reason="set i referatet")
    assert records.settle()
    assert records.round().state is RoundState.SETTLED


def test_a_no_in_any_stage_blocks_the_round(records: Records) -> None:
    records.open_round()
    records.answer(REGIONAL)
    records.open_stage(1)
    records.answer(LAESOE, outcome="rejected")
    assert records.round().state is RoundState.BLOCKED


def test_a_fallen_round_asks_nobody_more(records: Records) -> None:
    records.open_round()
    records.granted(RequestKind.CLOSE_ROUND, reason="faldet")
    assert records.open_stage(1).stage == 0
    assert invited(records) == {REGIONAL}


def test_where_one_is_enough_the_others_are_not_asked_for_at_the_confirmation(records: Records) -> None:
    records.reshape(stages=(Stage(quorum=Quorum.SINGLE),))
    records.open_round()
    decision = records.answer(LAESOE)
    assert records.settle()
    records.enter(Phase.CONFIRMATION)
    refused = records.refused(RequestKind.CONFIRM, confirmed_on="2027-11-01")
    assert refused == "Disse beslutninger er endnu ikke kontrolleret mod referatet: Læsø."
    records.check(decision)
    assert records.round().state is RoundState.APPROVED
    records.granted(RequestKind.CONFIRM, confirmed_on="2027-11-01")
    assert records.refused(RequestKind.CONFIRM, confirmed_on="2027-11-01") == "Aftalen er allerede stadfæstet."


def test_what_a_council_that_was_not_needed_is_still_to_be_sent_goes_to_the_cycle(records: Records) -> None:
    records.reshape(stages=(Stage(PartySelector.MUNICIPALITIES, Quorum.SINGLE, days=60),))
    opened = records.open_round()
    records.answer(LAESOE, outcome="rejected")
    records.answer(AALBORG)
    with records.database.write() as session:
        order = LetterOrder(LetterKind.REQUEST, records.cycle, round=1, party=LAESOE)
        order_letters(session, order, at=records.now)
        settled = settle_round(session, RoundRef(records.cycle, opened.number), at=records.now)
    assert settled.is_settled
    to_laesoe = [letter.kind for letter in settled.letters if letter.party == LAESOE]
    assert LetterKind.RECEIPT in to_laesoe
    assert LetterKind.REQUEST not in to_laesoe
    assert AALBORG not in {letter.party for letter in settled.letters}


def test_what_a_body_that_was_not_needed_is_still_to_be_sent_outlives_its_stage(records: Records) -> None:
    stages = (Stage(PartySelector.MUNICIPALITIES, Quorum.SINGLE), Stage(PartySelector.REGION))
    records.reshape(stages=stages)
    records.open_round()
    records.answer(LAESOE, outcome="rejected")
    records.answer(AALBORG)
    assert LAESOE in {letter.party for letter in records.open_stage(1).letters}
