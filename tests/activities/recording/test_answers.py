from datetime import date

import pytest

from models.store.database import Database
from models.tables import RoundState, TaskKind
from tests.activities.records import AALBORG, ANSWER, LAESOE, Records
from workflows.rules.council.outcomes import DecidedBy, Outcome
from workflows.rules.council.standing import Position
from workflows.rules.letters import LetterKind, LetterState, Recipient
from workflows.rules.requests import RequestKind

ANSWERED = RequestKind.ANSWER
TASKS_OF = {
    Outcome.APPROVED: [TaskKind.CHECK],
    Outcome.APPROVED_WITH_REMARKS: [TaskKind.CHECK],
    Outcome.APPROVED_CONDITIONALLY: [TaskKind.RULING, TaskKind.CHECK],
    Outcome.REJECTED: [TaskKind.REJECTED],
    Outcome.RECOMMENDED: [],
    Outcome.NOTED: [TaskKind.NOTED],
    Outcome.POSTPONED: [],
    Outcome.RETURNED: [TaskKind.RETURNED],
    Outcome.WITHDRAWN: [],
}


@pytest.fixture
def records(database: Database) -> Records:
    records = Records(database)
    records.open()
    return records


def test_each_outcome_lays_its_own_task_on_the_desk(records: Records) -> None:
    assert set(TASKS_OF) == set(Outcome)
    for party, (outcome, tasks) in zip(records.standings(), TASKS_OF.items(), strict=False):
        decision = records.answer(party, outcome=outcome, remarks="Byrådet bemærker …")
        mine = [task for task in records.desk() if task.party == party]
        assert [task.kind for task in mine] == tasks
        assert all(task.decision_id == decision for task in mine)
    assert records.round().state is RoundState.BLOCKED
    assert records.proves()


def test_an_answer_is_receipted_to_contact_and_main_mailbox(records: Records) -> None:
    recorded = records.granted(ANSWERED, party=LAESOE, **ANSWER)
    assert [(order.kind, order.recipient) for order in recorded.letters] == [
        (LetterKind.RECEIPT, Recipient.CONTACT),
        (LetterKind.RECEIPT, Recipient.MAIN_MAILBOX),
    ]
    planned = [(letter.key, letter.state) for letter in records.letters()]
    assert planned == [(order.key, LetterState.PLANNED) for order in recorded.letters]
    assert records.result(recorded.request).entry is not None


def test_a_committees_yes_is_stored_as_its_recommendation(records: Records) -> None:
    records.answer(decided_by=DecidedBy.COMMITTEE)
    assert records.standings()[LAESOE].outcome is Outcome.RECOMMENDED
    assert records.desk() == []
    records.answer(decided_by=DecidedBy.FINANCE_COMMITTEE, outcome="rejected")
    assert [task.kind for task in records.desk()] == [TaskKind.COMMITTEE_NO]
    assert records.round().state is RoundState.OPEN


def test_a_second_final_answer_is_refused_with_the_number_of_the_first(records: Records) -> None:
    first = records.granted(ANSWERED, party=LAESOE, **ANSWER)
    entry = records.result(first.request).entry
    reason = records.refused(ANSWERED, party=LAESOE, **(ANSWER | {"outcome": "rejected"}))
    assert f"allerede registreret som nr. {entry}" in reason
    assert records.letters()[-1].kind is LetterKind.REFUSAL


def test_a_correction_names_what_it_corrects_and_takes_its_place(records: Records) -> None:
    no = records.answer(outcome="rejected")
    assert records.round().state is RoundState.BLOCKED
    yes = records.answer(corrects=no)
    assert records.standings()[LAESOE].decision == yes
    assert records.round().state is RoundState.OPEN
    assert [task.kind for task in records.desk()] == [TaskKind.CHECK]
    reason = records.refused(ANSWERED, party=LAESOE, corrects=no, **ANSWER)
    assert reason == "Den afgørelse, der skulle rettes, gælder ikke længere."


def test_the_secretariat_is_alerted_when_a_round_becomes_blocked_and_only_then(records: Records) -> None:
    records.answer(outcome="rejected")
    records.answer(AALBORG, outcome="rejected")
    alerts = [letter for letter in records.letters() if letter.kind is LetterKind.ROUND_BLOCKED]
    assert [alert.recipient for alert in alerts] == [Recipient.STAFF]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"meeting_date": "2027-11-02"}, "Mødedatoen ligger i fremtiden"),
        ({"minutes_sha256": "0" * 64}, "Det vedlagte referat findes ikke"),
        ({"party": "101"}, "Rådet er ikke part"),
        ({"round_number": 7}, "Runden er lukket"),
        ({"corrects": 4711}, "gælder ikke længere"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(records: Records, more: dict[str, object], reason: str) -> None:
    assert reason in records.refused(ANSWERED, **({"party": LAESOE} | ANSWER | more))
    assert records.letters()[-1].kind is LetterKind.REFUSAL


def test_only_who_asked_by_link_gets_a_letter_about_a_refusal(records: Records) -> None:
    asked = ANSWER | {"meeting_date": "2027-11-02"}
    records.refused(ANSWERED, party=LAESOE, made_by="staff:1", **asked)
    assert records.letters() == []


def test_an_answer_after_the_round_is_filed_and_moves_nothing(records: Records) -> None:
    decisions = records.everybody_approves()
    assert records.settle()
    recorded = records.granted(
        ANSWERED, party=LAESOE, **(ANSWER | {"outcome": "rejected", "corrects": decisions[LAESOE]})
    )
    assert recorded.is_late
    assert records.standings()[LAESOE].counts
    assert records.round().state is RoundState.SETTLED
    assert records.desk()[-1].kind is TaskKind.LATE_ANSWER


def test_a_late_answer_that_is_let_in_puts_the_round_back_to_the_councils(records: Records) -> None:
    decisions = records.everybody_approves()
    records.settle()
    late = records.answer(outcome="rejected", corrects=decisions[LAESOE])
    reopened = records.granted(
        RequestKind.REOPEN, party=LAESOE, made_by="staff:1", decision=late, reason="referatet viser det"
    )
    assert reopened.standing is not None
    assert reopened.standing.blocks
    assert records.round().state is RoundState.BLOCKED
    assert not records.settle()
    again = {"party": LAESOE, "decision": late, "reason": "igen"}
    assert records.refused(RequestKind.REOPEN, **again) == "Svaret er ikke kommet efter runden."
    records.answer(corrects=late)
    assert records.settle()


def test_plans_move_the_meeting_and_confirm_the_contact(records: Records) -> None:
    plan = {"planned_meeting_date": "2027-11-24", "contact_confirmed": True, "reported_by": "Anne Eksempel"}
    recorded = records.granted(RequestKind.PLAN, party=LAESOE, **plan)
    assert recorded.standing is not None
    assert (recorded.standing.position, recorded.standing.meeting) == (Position.PLANNED, date(2027, 11, 24))
    records.granted(RequestKind.PLAN, party=LAESOE, contact_confirmed=True, reported_by="Anne Eksempel")
    assert records.standings()[LAESOE].meeting == date(2027, 11, 24)
    records.granted(RequestKind.PLAN, party=LAESOE, reported_by="Anne Eksempel")
    assert records.standings()[LAESOE].meeting is None


def test_plans_that_do_not_fit_are_refused(records: Records) -> None:
    plan = RequestKind.PLAN
    early = records.refused(plan, party=LAESOE, planned_meeting_date="2027-10-31", reported_by="A")
    assert early.startswith("Mødet ligger i fortiden.")
    assert "ikke part" in records.refused(plan, party="101", reported_by="A")
    assert "ingen åben runde" in records.refused(plan, party=LAESOE, round_number=9, reported_by="A")
    records.answer()
    assert "allerede afgjort" in records.refused(plan, party=LAESOE, reported_by="A")
