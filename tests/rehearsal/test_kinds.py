"""Every kind of agreement, from its first phase to its end, and one that nobody wrote code for."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from cli.rehearsal.play import Rehearsal
from models.calendar import local_day
from models.kinds import kind_of, load_kinds, packaged_kind, store_kind
from models.queries.timeline.timeline import EventKind
from models.store.scratch import scratch_store
from tests.playing import YEAR, day_of_phase, letters, of_sort, phases, played
from workflows.rules.course.phases import Phase
from workflows.rules.letters import LetterKind

IN_FORCE = date(YEAR + 2, 1, 1)
THEATRE = """
code = "teateraftale"
title = "Teateraftale"
legal_basis = "Parternes egen aftale"
phases = ["høring", "vedtagelse", "godkendelse", "ikrafttræden", "opfølgning"]
drafted_by = "Styregruppen"
term_years = 1

[[stages]]
parties = "municipalities"
quorum = "all"
days = 28

[hearing]
parties = ["patients"]
days = 14

[follow_up]
status_every_months = 12
"""


def rounds_of_status(rehearsal: Rehearsal) -> list[str]:
    lines = of_sort(rehearsal, EventKind.INQUIRY)
    return [line.text for line in lines if line.text.startswith("status-") and line.text.endswith(" åbnes")]


def asked(rehearsal: Rehearsal) -> dict[str, date]:
    """Return when each party was asked for its approval."""
    return {line.who: local_day(line.at) for line in letters(rehearsal, LetterKind.REQUEST)}


def assert_it_ran_through(rehearsal: Rehearsal, code: str) -> None:
    assert phases(rehearsal) == [*[phase.value for phase in packaged_kind(code).phases], "afsluttet"]
    assert of_sort(rehearsal, EventKind.REFUSAL) == []


def test_there_are_seven_kinds() -> None:
    assert [kind.code for kind in load_kinds()] == [
        "faellesaftale",
        "kkr-maal",
        "paragraf-60",
        "praksisplan-almen-praksis",
        "praksisplan-fysioterapi",
        "rammeaftale",
        "sundhedsaftale",
    ]


@pytest.fixture(scope="module")
def framework() -> Rehearsal:
    return played("rammeaftale", in_force=IN_FORCE)


def test_a_rammeaftale_runs_for_two_years(framework: Rehearsal) -> None:
    assert_it_ran_through(framework, "rammeaftale")
    assert day_of_phase(framework, Phase.FOLLOW_UP) == IN_FORCE
    assert day_of_phase(framework, Phase.EVALUATION) in {
        date(IN_FORCE.year + 2, 1, 1) + timedelta(days=days) for days in range(4)
    }
    assert len(rounds_of_status(framework)) == 4


def test_of_a_rammeaftale_the_councils_are_asked_when_kkr_has_approved(framework: Rehearsal) -> None:
    told = asked(framework)
    kkr = next(who for who in told if who.startswith("KKR"))
    councils = {who: day for who, day in told.items() if who != kkr}
    assert len(councils) == 12
    met = [local_day(line.at) for line in of_sort(framework, EventKind.MEETING, kkr)]
    assert len(met) == 1
    assert told[kkr] < met[0] <= min(councils.values())
    last_days = [line.text for line in of_sort(framework, EventKind.DEADLINE) if line.text.startswith("runde")]
    assert last_days == ["runde 1, trin 1: sidste dag", "runde 1, trin 2: sidste dag"]


def test_both_parts_of_a_rammeaftale_come_with_each_request(framework: Rehearsal) -> None:
    mails = [mail.message for mail in framework.mails if "beslutning om" in mail.message["Subject"]]
    assert len(mails) == 13
    for mail in mails:
        names = [part.get_filename() for part in mail.iter_attachments()]
        assert len(names) == 2
        assert "styringsaftale" in str(names)
        assert "udviklingsaftale" in str(names)


def test_of_kkr_goals_kkr_comes_first_and_then_the_municipalities() -> None:
    goals = played("kkr-maal", in_force=IN_FORCE)
    assert_it_ran_through(goals, "kkr-maal")
    told = asked(goals)
    assert len(told) == 12
    assert "Regionsrådet" not in told
    assert min(told, key=lambda who: told[who]).startswith("KKR")


def test_sundhedsstyrelsen_advises_on_a_practice_plan_before_the_region_decides() -> None:
    plan = played("praksisplan-almen-praksis", in_force=IN_FORCE)
    assert_it_ran_through(plan, "praksisplan-almen-praksis")
    assert day_of_phase(plan, Phase.SUBMISSION) + timedelta(days=56) <= day_of_phase(plan, Phase.APPROVAL)
    assert list(asked(plan)) == ["Regionsrådet"]
    heard = {line.who for line in letters(plan, LetterKind.HEARING_REQUEST)}
    assert {"Læsø", "SSU"} <= heard


def test_a_plan_for_physiotherapy_goes_through_its_committee() -> None:
    plan = played("praksisplan-fysioterapi", in_force=IN_FORCE)
    assert_it_ran_through(plan, "praksisplan-fysioterapi")
    told = asked(plan)
    assert len(told) == 13
    first = min(told.values())
    assert [who for who, day in told.items() if day == first] == [next(iter(told))]
    assert "Regionsrådet" in told


def test_a_common_agreement_is_between_those_who_were_chosen() -> None:
    common = played("faellesaftale", in_force=IN_FORCE, parties=("Læsø", "Region Nordjylland"))
    assert_it_ran_through(common, "faellesaftale")
    assert set(asked(common)) == {"Læsø", "Regionsrådet"}
    assert len(rounds_of_status(common)) == 8


def test_a_joint_company_ends_when_its_agreement_is_in_force() -> None:
    company = played("paragraf-60")
    assert_it_ran_through(company, "paragraf-60")
    assert day_of_phase(company, Phase.SUBMISSION) < day_of_phase(company, Phase.ENTRY_INTO_FORCE)
    assert day_of_phase(company, Phase.CLOSED) == date(YEAR + 1, 1, 1)
    assert "Parterne er antaget" in company.came.sentences[-1]
    assert len(asked(company)) == 3


def test_an_eighth_kind_needs_no_code(tmp_path: Path) -> None:
    office = scratch_store(tmp_path, None)
    kind = kind_of(tomllib.loads(THEATRE))
    assert store_kind(office, kind)
    theatre = played("teateraftale", source=office)
    office.close()
    assert phases(theatre) == [
        "høring",
        "vedtagelse",
        "godkendelse",
        "ikrafttræden",
        "opfølgning",
        "afsluttet",
    ]
    assert len(letters(theatre, LetterKind.HEARING_REQUEST)) == 1
    assert len(asked(theatre)) == 11
    assert len(rounds_of_status(theatre)) == 1
    assert {line.text for line in of_sort(theatre, EventKind.MEETING)} == {"godkendt"}
