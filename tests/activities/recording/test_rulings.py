import pytest

from models.store.database import Database
from models.tables import RoundState, TaskKind
from tests.activities.records import AALBORG, LAESOE, Records
from workflows.rules.council.outcomes import DecidedBy
from workflows.rules.council.standing import Position
from workflows.rules.course.phases import Phase
from workflows.rules.requests import RequestKind

RULING, REOPEN, PROTEST, CHECK, CONFIRM = (
    RequestKind.RULING,
    RequestKind.REOPEN,
    RequestKind.PROTEST,
    RequestKind.CHECK,
    RequestKind.CONFIRM,
)


@pytest.fixture
def records(database: Database) -> Records:
    records = Records(database)
    records.open()
    return records


def rule(records: Records, decision: int, *, counts: bool) -> None:
    records.granted(RULING, party=LAESOE, made_by="staff:1", decision=decision, counts=counts, reason="se referat")


def test_a_ruling_decides_whether_a_condition_counts(records: Records) -> None:
    decision = records.answer(outcome="approved_conditionally")
    assert records.standings()[LAESOE].position is Position.DOUBTFUL
    rule(records, decision, counts=True)
    assert records.standings()[LAESOE].counts
    assert [task.kind for task in records.desk()] == [TaskKind.CHECK]


def test_a_ruling_against_a_condition_awaits_the_council_again(records: Records) -> None:
    decision = records.answer(outcome="approved_conditionally")
    rule(records, decision, counts=False)
    assert records.standings()[LAESOE].is_awaited
    assert records.desk() == []
    records.answer(corrects=decision)
    assert records.standings()[LAESOE].counts


def test_rulings_that_do_not_fit_are_refused(records: Records) -> None:
    first = records.answer(outcome="rejected")
    more = {"counts": True, "reason": "x", "made_by": "staff:1"}
    assert "ikke noget at afklare" in records.refused(RULING, party=LAESOE, decision=first, **more)
    assert "findes ikke" in records.refused(RULING, party=LAESOE, decision=4711, **more)
    assert "et andet råd" in records.refused(RULING, party=AALBORG, decision=first, **more)
    records.answer(corrects=first, decided_by=DecidedBy.CHAIR)
    assert "en nyere" in records.refused(RULING, party=LAESOE, decision=first, **more)


def test_a_decision_of_a_round_that_fell_is_neither_ruled_on_nor_checked(records: Records) -> None:
    doubtful, sure = records.answer(outcome="approved_conditionally"), records.answer(AALBORG)
    records.granted(RequestKind.CLOSE_ROUND, reason="faldet")
    more = {"counts": True, "reason": "x", "made_by": "staff:1"}
    assert records.refused(RULING, party=LAESOE, decision=doubtful, **more) == "Runden er lukket."
    records.record(records.publish(2))
    records.open_round(2)
    assert records.refused(CHECK, decision=sure) == "Afgørelsen hører til en anden runde."


def test_a_late_answer_is_let_in_only_while_no_round_lies_at_the_councils(records: Records) -> None:
    decisions = records.everybody_approves()
    records.settle()
    late = {
        party: records.answer(party, outcome="rejected", corrects=decisions[party]) for party in (LAESOE, AALBORG)
    }
    about = {"made_by": "staff:1", "reason": "x"}
    records.granted(REOPEN, party=LAESOE, decision=late[LAESOE], **about)
    assert records.round().state is RoundState.BLOCKED
    refused = records.refused(REOPEN, party=AALBORG, decision=late[AALBORG], **about)
    assert refused == "Der er ingen afsluttet runde at genåbne."


def test_a_protest_freezes_a_decision_until_it_is_ruled_on(records: Records) -> None:
    decision = records.answer()
    records.check(decision)
    records.granted(PROTEST, party=LAESOE, decision=decision, reason="ikke vores")
    assert records.standings()[LAESOE].position is Position.FROZEN
    assert [task.kind for task in records.desk()] == [TaskKind.FROZEN]
    rule(records, decision, counts=True)
    assert records.standings()[LAESOE].counts
    assert records.desk() == []


def test_a_final_answer_to_a_protest_lays_a_ruling_on_the_desk(records: Records) -> None:
    decision = records.answer()
    records.granted(PROTEST, party=LAESOE, decision=decision, reason="ikke vores")
    again = records.answer(corrects=decision)
    assert records.standings()[LAESOE].position is Position.DOUBTFUL
    assert [task.kind for task in records.desk()] == [TaskKind.RULING, TaskKind.CHECK]
    rule(records, again, counts=True)
    assert records.standings()[LAESOE].counts
    assert [task.kind for task in records.desk()] == [TaskKind.CHECK]


def test_only_a_final_answer_can_be_disputed(records: Records) -> None:
    decision = records.answer(outcome="postponed")
    reason = records.refused(PROTEST, party=LAESOE, decision=decision, reason="ikke vores")
    assert reason == "Der står ingen endelig beslutning, som kan bestrides."


def test_a_settled_round_is_approved_when_everything_is_checked(records: Records) -> None:
    decisions = records.everybody_approves()
    assert len(decisions) == 12
    for number, decision in enumerate(decisions.values(), start=1):
        assert records.check(decision).checked == number
        assert records.round().state is RoundState.OPEN
    assert records.settle()
    assert records.round().state is RoundState.APPROVED
    assert records.round().closed_at == records.now


def test_the_last_check_approves_a_settled_round(records: Records) -> None:
    decisions = list(records.everybody_approves().values())
    records.settle()
    for decision in decisions[:-1]:
        records.check(decision)
    assert records.round().state is RoundState.SETTLED
    records.check(decisions[-1])
    assert records.round().state is RoundState.APPROVED
    assert records.desk() == []


def test_a_protest_takes_the_approval_of_the_round_back_until_it_is_ruled_on(records: Records) -> None:
    decisions = records.everybody_approves()
    records.settle()
    for decision in decisions.values():
        records.check(decision)
    records.granted(PROTEST, party=LAESOE, decision=decisions[LAESOE], reason="ikke vores")
    assert records.round().state is RoundState.SETTLED
    assert records.round().closed_at is None
    rule(records, decisions[LAESOE], counts=True)
    assert records.round().state is RoundState.APPROVED


def test_an_approval_that_replaces_a_checked_one_is_checked_anew(records: Records) -> None:
    decisions = records.everybody_approves()
    records.settle()
    for decision in decisions.values():
        records.check(decision)
    late = records.answer(corrects=decisions[LAESOE], agenda_item="8")
    assert records.round().state is RoundState.APPROVED
    records.granted(RequestKind.REOPEN, party=LAESOE, decision=late, reason="rigtigt punkt")
    assert records.round().state is RoundState.SETTLED
    records.check(late)
    assert records.round().state is RoundState.APPROVED


def test_checks_that_do_not_fit_are_refused(records: Records) -> None:
    assert "findes ikke" in records.refused(CHECK, decision=4711)
    assert "tæller ikke" in records.refused(CHECK, decision=records.answer(outcome="rejected"))
    decision = records.answer(AALBORG)
    records.check(decision)
    assert "allerede kontrolleret" in records.refused(CHECK, decision=decision)


def test_the_agreement_is_confirmed_when_every_decision_counts_and_is_checked(records: Records) -> None:
    asked = {"confirmed_on": "2027-11-01"}
    assert "ikke nået til stadfæstelse" in records.refused(CONFIRM, **asked)
    decisions = records.everybody_approves()
    records.settle()
    records.enter(Phase.CONFIRMATION)
    assert "fremtiden" in records.refused(CONFIRM, confirmed_on="2027-11-02")
    reason = records.refused(CONFIRM, **asked)
    assert reason.startswith("Disse beslutninger er endnu ikke kontrolleret mod referatet: ")
    assert "Læsø" in reason
    for decision in decisions.values():
        records.check(decision)
    records.granted(PROTEST, party=LAESOE, decision=decisions[LAESOE], reason="ikke vores")
    assert records.refused(CONFIRM, **asked) == "Ikke alle beslutninger tæller endnu: Læsø."
    rule(records, decisions[LAESOE], counts=True)
    confirmed = records.granted(CONFIRM, **asked)
    assert {order.party for order in confirmed.letters} == set(decisions)
    assert records.refused(CONFIRM, **asked) == "Aftalen er allerede stadfæstet."
    assert records.proves()
