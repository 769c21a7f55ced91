from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.kinds import (
    BadKind,
    UnknownKind,
    definition_of,
    kind_by_code,
    kind_lines,
    kind_of,
    load_kinds,
    packaged_kind,
    read_kind_file,
    seed_kinds,
    store_kind,
    toml_of,
)
from models.store.database import Database
from models.tables import Kind
from workflows.rules.authority import AuthorityRole
from workflows.rules.council.quorum import Quorum
from workflows.rules.course.phases import Phase
from workflows.rules.kinds import AgreementKind, AuthorityTerms, PartySelector, Stage


def sundhedsaftale() -> dict[str, Any]:
    return definition_of(packaged_kind("sundhedsaftale"))


def test_the_sundhedsaftale_is_as_the_law_has_it() -> None:
    kind = packaged_kind("sundhedsaftale")
    assert kind.phases == tuple(phase for phase in Phase if not phase.is_final)
    assert kind.stages == (Stage(PartySelector.REGION_AND_MUNICIPALITIES, Quorum.ALL, days=56),)
    assert (kind.drafted_by, kind.term_years) == ("SSU", 4)
    assert kind.authority == AuthorityTerms("Sundhedsstyrelsen", AuthorityRole.APPROVES, answer_days=56)
    assert kind.legal_until == date(2026, 12, 31)
    assert "204-206" in kind.legal_basis


def test_the_seven_kinds_are_there() -> None:
    assert [kind.code for kind in load_kinds()] == [
        "faellesaftale",
        "kkr-maal",
        "paragraf-60",
        "praksisplan-almen-praksis",
        "praksisplan-fysioterapi",
        "rammeaftale",
        "sundhedsaftale",
    ]


def test_the_rammeaftale_goes_to_kkr_first_and_then_to_all_councils() -> None:
    kind = packaged_kind("rammeaftale")
    assert [(stage.parties, stage.days) for stage in kind.stages] == [
        (PartySelector.KKR, 42),
        (PartySelector.REGION_AND_MUNICIPALITIES, 56),
    ]
    assert (kind.parts, kind.term_years) == (("styringsaftale", "udviklingsaftale"), 2)
    assert (kind.approval_deadline_on, kind.follow_up.successor_months) == ((10, 15), 9)
    assert kind.legal_until is None


def test_the_authority_advises_on_the_praksisplan_before_the_region_adopts_it() -> None:
    kind = packaged_kind("praksisplan-almen-praksis")
    assert kind.authority is not None
    assert kind.authority.role is AuthorityRole.ADVISES
    assert kind.phases[:5] == (
        Phase.DRAFTING,
        Phase.HEARING,
        Phase.SUBMISSION,
        Phase.ADOPTION,
        Phase.APPROVAL,
    )
    assert [stage.parties for stage in kind.stages] == [PartySelector.REGION]
    assert kind.legal_until == date(2026, 12, 31)


def test_what_was_heard_is_written_into_the_text_before_it_is_approved() -> None:
    heard = [kind.phases for kind in load_kinds() if Phase.HEARING in kind.phases]
    assert heard
    for phases in heard:
        assert phases.index(Phase.HEARING) < phases.index(Phase.ADOPTION) < phases.index(Phase.APPROVAL)


@pytest.mark.parametrize("code", ["sundhedsaftale", "praksisplan-almen-praksis"])
def test_what_the_reform_abolishes_has_an_end(code: str) -> None:
    assert packaged_kind(code).legal_until == date(2026, 12, 31)


@pytest.mark.parametrize("kind", load_kinds(), ids=lambda kind: kind.code)
def test_a_kind_survives_the_way_to_json_and_back(kind: AgreementKind) -> None:
    assert kind_of(definition_of(kind)) == kind


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"farve": "blå"}, "farve"),
        ({"reminders": {"hours": 3}}, "reminders.hours"),
        ({"quiet": [{"first": [7, 1], "last": [7, 31], "why": "ferie"}]}, "quiet.0.why"),
        ({"stages": [{"days": 5}, {"hours": 3}]}, r"stages\.1\.hours"),
        ({"hearing": {"parties": ["ssu"], "farve": 1}}, r"hearing\.farve"),
        ({"authority": {"name": "X", "farve": 1}}, r"authority\.farve"),
        ({"follow_up": {"farve": 1}}, r"follow_up\.farve"),
        ({"contact_round": {"farve": 1}}, r"contact_round\.farve"),
        ({"milestones": [{"title": "X", "farve": 1}]}, r"milestones\.0\.farve"),
        ({"quiet": [{"first": [13, 1], "last": [7, 31]}]}, r"quiet\.0: dage skrives"),
        ({"quiet": [{"first": [1, 1], "last": [12, 1]}]}, "quiet: mindst 60 dage"),
        ({"quiet": "juli"}, "quiet: skal være en liste"),
        ({"phases": ["udarbejdelse", "fest"]}, r"phases\.1: kendes ikke; vælg en af 'udarbejdelse'"),
        ({"phases": ["godkendelse", "udarbejdelse"]}, "phases: står ikke i deres rækkefølge"),
        ({"phases": ["stadfæstelse", "godkendelse"]}, "phases: står ikke i deres rækkefølge"),
        ({"phases": ["udarbejdelse", "stadfæstelse"]}, "phases: stadfæstelse forudsætter godkendelse"),
        ({"phases": ["indsendelse", "udarbejdelse", "godkendelse"]}, "phases: står ikke"),
        ({"phases": ["udarbejdelse", "høring", "godkendelse"]}, "phases: høring forudsætter vedtagelse"),
        ({"phases": ["vedtagelse", "høring", "godkendelse"]}, "phases: står ikke i deres rækkefølge"),
        ({"hearing": None}, "hearing: mangler, men fasen høring findes"),
        ({"hearing": {"parties": []}}, r"hearing\.parties: mindst én"),
        ({"hearing": {"parties": ["ssu", "ssu"]}}, r"hearing\.parties: de samme parter"),
        ({"hearing": {"parties": ["ssu"], "days": 0}}, r"hearing\.days: skal være mindst 1"),
        ({"hearing": 7}, "hearing: skal være en tabel med felter"),
        ({"authority": None}, "authority: mangler, men fasen indsendelse findes"),
        ({"authority": {"name": " "}}, r"authority\.name: skal udfyldes"),
        ({"authority": {"name": "X", "answer_days": -1}}, r"authority\.answer_days: skal være mindst 1"),
        ({"stages": []}, "stages: mangler"),
        ({"stages": [{"parties": "region"}, {}]}, "stages: de samme parter spørges i flere led"),
        ({"stages": [{"quorum": "some"}]}, r"stages\.0\.quorum: kendes ikke"),
        ({"milestones": [{"title": "X"}]}, r"milestones\.0: skal have netop én"),
        ({"milestones": [{"title": "X", "months_before": 3, "fixed_on": [6, 1]}]}, r"milestones\.0: .*netop én"),
        (
            {"milestones": [{"title": "X", "months_before": 0}]},
            r"milestones\.0\.months_before: skal være",
        ),
        ({"milestones": [{"title": "X", "fixed_on": [2, 29]}]}, r"milestones\.0\.fixed_on: .*hvert år"),
        ({"milestones": [{"title": "", "fixed_on": [2, 1]}]}, r"milestones\.0\.title: skal udfyldes"),
        ({"approval_deadline_on": [6, 31]}, "approval_deadline_on: skrives som"),
        ({"approval_deadline_on": [6]}, r"approval_deadline_on\.1: mangler"),
        ({"approval_deadline_on": [6, 1, 1]}, "approval_deadline_on: har for mange led"),
        ({"follow_up": {"status_every_months": 0}}, r"follow_up\.status_every_months: skal være mindst 1"),
        ({"follow_up": {"councils_every": -1}}, r"follow_up\.councils_every: skal være mindst 0"),
        ({"follow_up": {"has_midway": "måske"}}, r"follow_up\.has_midway: skal være true eller false"),
        ({"contact_round": {"answer_days": 10**30}}, r"contact_round\.answer_days: er for stort"),
        ({"parts": ["A", "a"]}, "parts: hver del kun én gang"),
        ({"code": "Min Aftale"}, "code: højst 40 små bogstaver"),
        ({"code": "a" * 41}, "code: højst 40"),
        ({"title": "a" * 101}, "title: højst 100 tegn"),
        ({"term_years": "fire"}, "term_years: skal være et helt tal"),
        ({"phases": []}, "phases"),
        ({"phases": ["afsluttet"]}, "phases"),
        ({"stages": [{"days": 0}]}, r"stages\.0\.days"),
        ({"reminders": {"repeat_days": 0}}, "reminders.repeat_days"),
        ({"legal_until": "i morgen"}, "legal_until: skal være en dato"),
    ],
)
def test_a_bad_definition_is_refused_by_its_key(change: dict[str, Any], said: str) -> None:
    with pytest.raises(BadKind, match=said):
        kind_of(sundhedsaftale() | change)


def test_a_status_may_never_go_to_the_councils() -> None:
    kind = kind_of(sundhedsaftale() | {"follow_up": {"councils_every": 0, "committee_every": 0}})
    assert kind.follow_up.councils_every == 0


def test_a_region_may_follow_its_municipalities() -> None:
    kind = kind_of(sundhedsaftale() | {"stages": [{"parties": "municipalities"}, {"parties": "region"}]})
    assert len(kind.stages) == 2


def test_a_definition_without_a_title_is_refused() -> None:
    definition = sundhedsaftale()
    del definition["title"]
    with pytest.raises(BadKind, match="title: mangler"):
        kind_of(definition)


def test_a_bad_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "socialaftale.toml").write_text('code = "socialaftale"\ncolour = 1\n', encoding="utf-8")
    with pytest.raises(BadKind, match=r"socialaftale\.toml: ukendt felt: colour"):
        load_kinds(tmp_path)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gammel.toml"
    path.write_bytes('title = "Fællesaftale"'.encode("latin-1"))
    with pytest.raises(BadKind, match=r"gammel\.toml: filen er ikke UTF-8"):
        read_kind_file(path)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('code = "x"\ntitle =', encoding="utf-8")
    with pytest.raises(BadKind, match=r"^x\.toml: filen kan ikke læses som TOML \(linje 2\)$"):
        load_kinds(tmp_path)
    (tmp_path / "x.toml").write_text('parts = 1 2\ntitle = "x"', encoding="utf-8")
    with pytest.raises(BadKind, match=r"^x\.toml: filen kan ikke læses som TOML \(linje 1\)$"):
        load_kinds(tmp_path)


def test_seeding_twice_keeps_what_the_office_changed(database: Database) -> None:
    seed_kinds(database)
    with database.write() as session:
        session.get_one(Kind, "sundhedsaftale").definition = sundhedsaftale() | {"stages": [{"days": 70}]}
    seed_kinds(database)
    with database.read() as session:
        assert kind_by_code(session, "sundhedsaftale").stages[0].days == 70


def test_an_unknown_kind_is_named(database: Database) -> None:
    with database.read() as session, pytest.raises(UnknownKind, match="karakterbog"):
        kind_by_code(session, "karakterbog")


@pytest.mark.parametrize("kind", load_kinds(), ids=lambda kind: kind.code)
def test_a_kind_survives_the_way_to_toml_and_back(kind: AgreementKind, tmp_path: Path) -> None:
    odd = replace(kind, title='Aftale "æøå" \\ \x7f', legal_basis="to\nlinjer")
    path = tmp_path / "art.toml"
    path.write_text(toml_of(odd), encoding="utf-8")
    assert read_kind_file(path) == odd


def test_the_office_puts_its_own_in_place_of_a_kind(database: Database) -> None:
    changed = kind_of(sundhedsaftale() | {"title": "Sundhedsaftalen", "term_years": 2})
    assert not store_kind(database, changed)
    assert store_kind(database, kind_of(sundhedsaftale() | {"code": "naersundhedsplan", "title": "Åben plan"}))
    with database.read() as session:
        assert kind_by_code(session, "sundhedsaftale") == changed
        lines = kind_lines(session)
    assert (len(lines), lines[-1].code) == (8, "naersundhedsplan")
    assert "Sundhedsaftalen" in [line.title for line in lines]
