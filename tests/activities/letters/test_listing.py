"""Lists in letters are as long as a short letter has room for."""

import pytest

from activities.letters.facts.inquiry_shapes import InitiativeLine
from activities.letters.wording import MOST, initiative_lines, listed


def initiatives(count: int, title: str = "Akutteam") -> list[InitiativeLine]:
    return [InitiativeLine(number, title, "I gang", "KKR Nordjylland") for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["Læsø"], "Læsø"),
        (["Læsø", "Morsø"], "Læsø og Morsø"),
        (["Læsø", "Morsø", "Rebild"], "Læsø, Morsø og Rebild"),
        ([f"K{number}" for number in range(1, 13)], "K1, K2, K3, K4, K5, K6, K7, K8, K9, K10, K11 og K12"),
        ([f"K{number}" for number in range(1, 15)], "K1, K2, K3, K4, K5, K6, K7, K8, K9, K10, K11, K12 og 2 til"),
    ],
)
def test_names_stand_as_danes_write_them(names: list[str], said: str) -> None:
    assert listed(names) == said


def test_an_initiative_is_a_line_with_number_title_and_status() -> None:
    assert initiative_lines(initiatives(1)) == ["1. Akutteam – I gang"]
    assert initiative_lines(initiatives(1), with_owner=True) == ["1. Akutteam – I gang (KKR Nordjylland)"]


def test_no_initiatives_are_no_lines() -> None:
    assert initiative_lines([]) == []


@pytest.mark.parametrize("title", ["Akutteam", "Et meget langt navn på en fælles indsats"])
def test_what_does_not_fit_is_counted(title: str) -> None:
    lines = initiative_lines(initiatives(40, title))
    assert 1 < len(lines) <= MOST + 1
    assert lines[-1] == f"og {40 - len(lines) + 1} til"


def test_a_title_without_end_is_cut() -> None:
    (line,) = initiative_lines(initiatives(1, "ord " * 50))
    assert line == "1. ord ord ord ord ord ord … – I gang"
