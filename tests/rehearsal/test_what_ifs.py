"""What is assumed of councils, played through: every outcome that a council can give."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from activities.rehearsal import BadAssumption
from cli.rehearsal.play import Rehearsal
from models.calendar import local_day
from models.queries.timeline.timeline import EventKind
from tests.playing import (
    YEAR,
    day_of_phase,
    decisions,
    letters,
    of_sort,
    phases,
    played,
    sorts_of_letters,
)
from workflows.rules.course.phases import Phase
from workflows.rules.letters import LetterKind

NEW_DATE = date(YEAR, 9, 2)
COUNCILS = (
    "Brønderslev",
    "Frederikshavn",
    "Hjørring",
    "Jammerbugt",
    "Læsø",
    "Mariagerfjord",
    "Morsø",
    "Rebild",
    "Thisted",
)


@pytest.fixture(scope="module")
def varied() -> Rehearsal:
    """An agreement between nine councils that all come to an approval, each on its own way."""
    return played(
        "paragraf-60",
        f"broenderslev:postponed:{NEW_DATE}",
        "frederikshavn:postponed",
        "hjoerring:approved_conditionally",
        "jammerbugt:approved_with_remarks",
        "laesoe:recommended",
        "mariagerfjord:noted",
        "morsoe:returned",
        "rebild:withdrawn",
        parties=COUNCILS,
    )


@pytest.fixture(scope="module")
def stuck() -> Rehearsal:
    """An agreement of three: one is silent, one says no, one approves."""
    return played("paragraf-60", "broenderslev:silent", "frederikshavn:rejected")


def outcomes(rehearsal: Rehearsal, who: str) -> list[str]:
    return [outcome for _, outcome in decisions(rehearsal, who)]


def test_every_way_to_an_approval_brings_the_agreement_into_force(varied: Rehearsal) -> None:
    assert varied.came.phase is Phase.CLOSED
    assert len(letters(varied, LetterKind.REQUEST)) == len(COUNCILS)
    assert letters(varied, LetterKind.ROUND_SETTLED) != []


def test_who_postpones_to_a_known_day_decides_on_it_and_is_not_asked_for_the_date(varied: Rehearsal) -> None:
    assert decisions(varied, "Brønderslev")[0][1] == "udsat"
    assert decisions(varied, "Brønderslev")[1] == (NEW_DATE, "godkendt")
    assert letters(varied, LetterKind.NEW_DATE_ASKED, "Brønderslev") == []
    reminded = [local_day(each.at) for each in letters(varied, LetterKind.AGENDA_REMINDER, "Brønderslev")]
    assert len(reminded) == 1
    assert timedelta() < NEW_DATE - reminded[0] <= timedelta(days=21)


def test_who_postpones_without_a_day_is_asked_for_it_until_it_has_decided(varied: Rehearsal) -> None:
    assert outcomes(varied, "Frederikshavn") == ["udsat", "godkendt"]
    decided = decisions(varied, "Frederikshavn")[1][0]
    asked = [local_day(each.at) for each in letters(varied, LetterKind.NEW_DATE_ASKED, "Frederikshavn")]
    assert len(asked) >= 2
    assert max(asked) <= decided + timedelta(days=4)


def test_an_approval_on_a_condition_counts_when_an_officer_has_ruled(varied: Rehearsal) -> None:
    assert outcomes(varied, "Hjørring") == ["godkendt under forudsætning"]
    assert "afklar forbehold" in [task.text for task in of_sort(varied, EventKind.TASK, "Hjørring")]


def test_an_approval_with_remarks_counts_at_once(varied: Rehearsal) -> None:
    assert outcomes(varied, "Jammerbugt") == ["godkendt med bemærkninger"]
    assert [task.text for task in of_sort(varied, EventKind.TASK, "Jammerbugt")] == ["kontrollér mod referat"]


@pytest.mark.parametrize(
    ("council", "first"),
    [
        ("Læsø", "anbefales"),
        ("Mariagerfjord", "taget til efterretning"),
        ("Morsø", "sendt tilbage"),
        ("Rebild", "taget af dagsordenen"),
    ],
)
def test_what_is_no_decision_is_followed_by_one(varied: Rehearsal, council: str, first: str) -> None:
    assert outcomes(varied, council) == [first, "godkendt"]
    assert len(letters(varied, LetterKind.RECEIPT, council)) == 2


@pytest.mark.parametrize("council", ["Mariagerfjord", "Morsø"])
def test_what_an_officer_must_look_at_is_no_reason_to_write_to_the_council(
    varied: Rehearsal, council: str
) -> None:
    settled = day_of_phase(varied, Phase.CONFIRMATION)
    sorts = [each.sort for each in of_sort(varied, EventKind.LETTER, council) if local_day(each.at) <= settled]
    assert sorts == ["anmodning om beslutning", "kvittering", "kvittering"]
    assert len(of_sort(varied, EventKind.TASK, council)) == 2


def test_a_silent_council_is_reminded_and_then_the_secretariat_every_month(stuck: Rehearsal) -> None:
    assert sorts_of_letters(stuck, "Brønderslev") == [
        LetterKind.REQUEST.danish,
        LetterKind.AGENDA_REMINDER.danish,
        *[LetterKind.OVERDUE.danish] * 4,
    ]
    told = [local_day(each.at) for each in letters(stuck, LetterKind.OVERDUE_TO_STAFF)]
    assert len(told) >= 6
    months = [(later - earlier).days for earlier, later in pairwise(told)]
    assert [days for days in months if not 24 <= days <= 40] == []


def test_a_round_with_a_silent_council_and_a_no_does_not_come_into_force(stuck: Rehearsal) -> None:
    assert phases(stuck) == ["udarbejdelse", "godkendelse"]
    assert stuck.came.phase is Phase.APPROVAL
    told = stuck.came.sentences[1]
    assert told.startswith(f"Forløbet er ikke i kraft et halvt år efter 1. januar {YEAR + 1}: ")
    assert "Brønderslev har ikke svaret" in told
    assert "runden er blokeret af Frederikshavn" in told


def test_a_no_blocks_the_round_and_the_council_gets_its_receipt_and_nothing_more(stuck: Rehearsal) -> None:
    assert sorts_of_letters(stuck, "Frederikshavn") == [LetterKind.REQUEST.danish, LetterKind.RECEIPT.danish]
    assert len(letters(stuck, LetterKind.ROUND_BLOCKED)) == 1
    assert "rådet har sagt nej" in [task.text for task in of_sort(stuck, EventKind.TASK, "Frederikshavn")]
    assert outcomes(stuck, "Hjørring") == ["godkendt"]


@pytest.mark.parametrize(
    ("assumptions", "told"),
    [
        (("atlantis:silent",), "»atlantis« er ikke part. Vælg mellem: broenderslev, frederikshavn, hjoerring."),
        (("hjoerring:glad",), "»hjoerring:glad«: udfaldet kendes ikke. Vælg mellem: silent, approved, "),
        (("hjoerring:postponed:30-08-2027",), "skriv datoen som 2027-08-30."),
        (("hjoerring:approved:2027-08-30",), "kun et udsat møde har en ny dato."),
        (("hjoerring:silent", "Hjørring:rejected"), "Der er antaget to forskellige ting om »Hjørring«."),
    ],
)
def test_what_cannot_be_assumed_is_told(assumptions: tuple[str, ...], told: str) -> None:
    with pytest.raises(BadAssumption) as refused:
        played("paragraf-60", *assumptions)
    assert told in str(refused.value)
