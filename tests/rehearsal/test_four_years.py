"""Sundhedsaftalen of Nordjylland from drafting to its end: letters, rounds and the length of the histories."""

from collections import Counter
from datetime import date

import pytest

from cli.rehearsal.play import Rehearsal
from models.calendar import danish_calendar, local_day
from models.queries.timeline.timeline import EventKind
from tests.playing import YEAR, letters, of_sort, phases, played
from tests.statements import counted_statements
from workflows.rules.calendar.working_days import CHRISTMAS, JULY
from workflows.rules.course.phases import Phase
from workflows.rules.letters import LetterKind

IN_FORCE = date(YEAR + 2, 1, 1)
ASKED_OR_ANSWERED = {
    LetterKind.REQUEST.danish,
    LetterKind.HEARING_REQUEST.danish,
    LetterKind.CONTACT_CHECK.danish,
    LetterKind.STATUS_REQUEST.danish,
    LetterKind.RECEIPT.danish,
    LetterKind.INQUIRY_RECEIPT.danish,
}


@pytest.fixture(scope="module")
def whole_and_its_statements() -> tuple[Rehearsal, int]:
    with counted_statements() as sent:
        rehearsal = played("sundhedsaftale", "laesoe:postponed", in_force=IN_FORCE)
    return rehearsal, len(sent)


@pytest.fixture(scope="module")
def whole(whole_and_its_statements: tuple[Rehearsal, int]) -> Rehearsal:
    return whole_and_its_statements[0]


def test_it_goes_through_every_phase_in_order(whole: Rehearsal) -> None:
    assert phases(whole) == [
        "udarbejdelse",
        "høring",
        "vedtagelse",
        "godkendelse",
        "stadfæstelse",
        "indsendelse",
        "ikrafttræden",
        "opfølgning",
        "evaluering",
        "afsluttet",
    ]
    assert whole.came.phase is Phase.CLOSED
    assert of_sort(whole, EventKind.REFUSAL) == []


def test_twelve_councils_are_asked_and_decide(whole: Rehearsal) -> None:
    assert len(letters(whole, LetterKind.REQUEST)) == 12
    approved = [line.who for line in of_sort(whole, EventKind.MEETING) if line.text == "godkendt"]
    assert len(approved) == len(set(approved)) == 12


def test_milestones_come_when_the_start_is_early_enough(whole: Rehearsal) -> None:
    told = [line.text for line in letters(whole, LetterKind.MILESTONE)]
    assert len(told) >= 2
    assert "Tids- og procesplan vedtaget i SSU" in told[0]


def test_there_are_sixteen_status_rounds(whole: Rehearsal) -> None:
    opened = [
        line.text.removesuffix(" åbnes")
        for line in of_sort(whole, EventKind.INQUIRY)
        if line.text.startswith("status-") and line.text.endswith(" åbnes")
    ]
    years = range(IN_FORCE.year, IN_FORCE.year + 4)
    assert opened == [f"status-{year}-{quarter}" for year in years for quarter in (1, 2, 3, 4)]


def test_no_history_grows_too_long(whole: Rehearsal) -> None:
    assert len(whole.histories) >= 1 + 12 + 18
    assert 100 < whole.histories[whole.came.cycle_id] < 2000
    assert max(whole.histories.values()) < 4000


def test_it_takes_few_statements(whole_and_its_statements: tuple[Rehearsal, int]) -> None:
    rehearsal, statements = whole_and_its_statements
    assert len(rehearsal.mails) < statements < 7600


def test_every_mail_is_one_of_its_kind(whole: Rehearsal) -> None:
    sent = [line.key for line in of_sort(whole, EventKind.LETTER) if line.is_sent]
    assert len(sent) == len(set(sent)) == len(whole.mails) == whole.came.mails
    assert len(sent) > 300
    identities = {mail.message["Message-ID"] for mail in whole.mails}
    assert len(identities) == len(whole.mails)


def test_nobody_is_reminded_in_july_or_at_christmas(whole: Rehearsal) -> None:
    others = [line for line in of_sort(whole, EventKind.LETTER) if line.sort not in ASKED_OR_ANSWERED]
    assert len(others) > 20
    quiet = [line for line in others if any(each.holds(local_day(line.at)) for each in (JULY, CHRISTMAS))]
    assert [line for line in quiet if line.who != "Sekretariatet"] == []


def test_nobody_is_reminded_twice_on_a_day(whole: Rehearsal) -> None:
    reminders = [kind for kind in LetterKind if kind.is_reminder]
    sent = [line for kind in reminders for line in letters(whole, kind) if line.who != "Sekretariatet"]
    assert len(sent) > 0
    days = Counter((line.who, local_day(line.at)) for line in sent)
    assert [each for each, count in days.items() if count > 1] == []


def test_imagined_offices_answer_on_working_days(whole: Rehearsal) -> None:
    receipts = letters(whole, LetterKind.RECEIPT) + letters(whole, LetterKind.INQUIRY_RECEIPT)
    days = {local_day(line.at) for line in receipts}
    assert len(days) > 10
    assert [day for day in days if not danish_calendar((), year=day.year).is_working_day(day)] == []
