from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from models.kinds import BadKind, UnknownKind, definition_of, kind_by_code, kind_of, load_kinds, seed_kinds
from models.tables import Kind
from workflows.rules.authority import AuthorityRole
from workflows.rules.kinds import AgreementKind, AuthorityTerms, PartySelector, Stage
from workflows.rules.phases import Phase
from workflows.rules.quorum import Quorum


def kind_called(code: str) -> AgreementKind:
    (kind,) = (kind for kind in load_kinds() if kind.code == code)
    return kind


def sundhedsaftale() -> dict[str, Any]:
    return definition_of(kind_called("sundhedsaftale"))


def test_the_sundhedsaftale_is_as_the_law_has_it() -> None:
    kind = kind_called("sundhedsaftale")
    assert kind.phases == tuple(phase for phase in Phase if not phase.is_final)
    assert kind.stages == (Stage(PartySelector.REGION_AND_MUNICIPALITIES, Quorum.ALL, days=56),)
    assert (kind.drafted_by, kind.term_years) == ("SSU", 4)
    assert kind.authority == AuthorityTerms("Sundhedsstyrelsen", AuthorityRole.APPROVES, answer_days=56)
    assert kind.legal_until == date(2026, 12, 31)
    assert "204-206" in kind.legal_basis


def test_a_kind_survives_the_way_to_json_and_back() -> None:
    kind = kind_called("sundhedsaftale")
    assert kind_of(definition_of(kind)) == kind


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"farve": "blå"}, "farve"),
        ({"reminders": {"hours": 3}}, "reminders.hours"),
        ({"quiet": [{"first": [7, 1], "last": [7, 31], "why": "ferie"}]}, "quiet.0.why"),
        ({"quiet": [{"first": [13, 1], "last": [7, 31]}]}, "quiet"),
        ({"phases": ["udarbejdelse", "fest"]}, "phases.1"),
        ({"phases": []}, "phases"),
        ({"phases": ["afsluttet"]}, "phases"),
        ({"stages": [{"days": 0}]}, r"stages\.0\.days"),
        ({"reminders": {"repeat_days": 0}}, "reminders.repeat_days"),
        ({"legal_until": "i morgen"}, "legal_until"),
    ],
)
def test_a_bad_definition_is_refused_by_its_key(change: dict[str, Any], said: str) -> None:
    with pytest.raises(BadKind, match=said):
        kind_of(sundhedsaftale() | change)


def test_a_definition_without_a_title_is_refused() -> None:
    definition = sundhedsaftale()
    del definition["title"]
    with pytest.raises(BadKind, match="title"):
        kind_of(definition)


def test_a_bad_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "socialaftale.toml").write_text('code = "socialaftale"\ncolour = 1\n', encoding="utf-8")
    with pytest.raises(BadKind, match=r"socialaftale\.toml: ukendt felt: colour"):
        load_kinds(tmp_path)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("code =", encoding="utf-8")
    with pytest.raises(BadKind, match=r"x\.toml"):
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
