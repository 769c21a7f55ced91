"""The parts of a house: waited for, raised again and ended; what an earlier house left behind is ended first."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.metadata import PackageNotFoundError
from io import StringIO
from pathlib import Path

import psutil
import pytest
from rich.console import Console

from cli.embedded import leftovers, process_list, supervisor, up
from cli.embedded.demo.installing import OFFICER
from cli.embedded.leftovers import end_leftovers, remember
from cli.embedded.opening import open_office
from cli.embedded.supervisor import FALLS_AT_MOST, Part, Supervisor
from cli.embedded.up import set_aside_if_foreign
from cli.embedded.welcome import show_welcome
from cli.errors import CommandError
from cli.settings import STORE, Settings
from models.access.staff import Role, add_staff
from models.store.database import Database
from tests.machine import free_port
from tests.waiting import PATIENCE

STUBBORN = "trap '' TERM; echo klar; exec sleep 600"


class Terminal(Console):
    """A terminal that remembers what was said."""

    def __init__(self) -> None:
        super().__init__(file=StringIO(), width=200)

    @property
    def said(self) -> str:
        assert isinstance(self.file, StringIO)
        return self.file.getvalue()


class Idle(Supervisor):
    """Starts nothing, and finds all up."""

    def start(self, part: Part) -> None:
        del part

    def wait_for(self, name: str, is_up: Callable[[], bool] = lambda: True) -> None:
        del name, is_up


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.fixture
def parts(tmp_path: Path, terminal: Terminal) -> Iterator[Supervisor]:
    """Who looks after the parts of a house that lies in the test's folder."""
    (tmp_path / "log").mkdir()
    parts = Supervisor(tmp_path, terminal)
    yield parts
    parts.end_all()


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def process_of(folder: Path, name: str) -> psutil.Process:
    return psutil.Process(json.loads((folder / "run" / f"{name}.json").read_text())["pid"])


def has_fallen(folder: Path, name: str) -> bool:
    return process_of(folder, name).status() == psutil.STATUS_ZOMBIE


def test_a_part_that_ends_before_it_is_up_is_told_with_its_log(parts: Supervisor, tmp_path: Path) -> None:
    parts.start(Part("web", "Web", ("sh", "-c", "echo porten er taget; exit 3")))
    with pytest.raises(CommandError) as told:
        parts.wait_for("web", lambda: False)
    log = tmp_path / "log" / "web.log"
    assert str(told.value) == f"Web kom ikke op. Se {log}."
    assert log.read_text() == "porten er taget\n"


def test_a_part_that_never_comes_up_is_not_waited_for_for_ever(
    parts: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "SECONDS_TO_COME_UP", 0.0)
    parts.start(Part("web", "Web", ("sleep", "600")))
    with pytest.raises(CommandError, match=r"^Web kom ikke op\."):
        parts.wait_for("web", lambda: False)


def test_a_fallen_part_is_raised_again_until_it_falls_again_and_again(
    parts: Supervisor, terminal: Terminal, tmp_path: Path
) -> None:
    parts.start(Part("web", "Web", ("true",)))
    parts.start(Part("worker", "Worker", ("sleep", "600")))
    standing = process_of(tmp_path, "worker").pid
    for falls in range(1, FALLS_AT_MOST + 1):
        until(lambda: has_fallen(tmp_path, "web"))
        parts.look_after()
        assert terminal.said.count("Web faldt og startes igen") == falls
    until(lambda: has_fallen(tmp_path, "web"))
    with pytest.raises(CommandError, match="Web falder igen og igen"):
        parts.look_after()
    assert process_of(tmp_path, "worker").pid == standing


def test_a_part_that_does_not_end_when_it_is_asked_is_killed(
    parts: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "SECONDS_TO_END", 0.05)
    parts.start(Part("web", "Web", ("sh", "-c", STUBBORN)))
    until(lambda: (tmp_path / "log" / "web.log").read_text() == "klar\n")
    process = process_of(tmp_path, "web")
    parts.end_all()
    assert not process.is_running()
    assert list((tmp_path / "run").iterdir()) == []


@contextmanager
def left_behind(folder: Path, command: str) -> Iterator[subprocess.Popen[bytes]]:
    """Give a process that a house noted and then left behind."""
    process = subprocess.Popen(["sh", "-c", command], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"klar\n"
    remember(folder, "web", psutil.Process(process.pid))
    yield process
    process.kill()
    process.stdout.close()
    process.wait()


@pytest.mark.parametrize("command", ["echo klar; exec sleep 600", STUBBORN])
def test_what_an_earlier_house_left_behind_is_ended(
    tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(leftovers, "SECONDS_TO_END", 0.05 if command == STUBBORN else PATIENCE)
    with left_behind(tmp_path, command) as process:
        end_leftovers(tmp_path, terminal)
        assert not psutil.pid_exists(process.pid)
    assert f"Afslutter en proces fra sidste kørsel ({process.pid})" in terminal.said


def test_a_process_that_has_got_the_number_of_one_left_behind_is_left_alone(
    tmp_path: Path, terminal: Terminal
) -> None:
    with left_behind(tmp_path, "echo klar; exec sleep 600") as process:
        note = tmp_path / "run" / "web.json"
        told = json.loads(note.read_text())
        note.write_text(json.dumps(told | {"started": told["started"] - 60}))
        note.with_name("worker.json").write_text("{")
        end_leftovers(tmp_path, terminal)
        assert process.poll() is None
    assert terminal.said == ""


def test_what_is_no_store_is_told_before_anything_is_opened(tmp_path: Path, terminal: Terminal) -> None:
    (tmp_path / STORE).write_bytes(b"noget andet" * 1000)
    with pytest.raises(CommandError) as told:
        open_office(Settings(data_dir=tmp_path), Idle(tmp_path, terminal), terminal, with_demo=False)
    assert str(told.value) == f"Databasen i {tmp_path} kan ikke åbnes eller skrives: file is not a database."


def test_a_temporal_that_falls_while_the_house_opens_is_told(
    tmp_path: Path, terminal: Terminal, sqlite_template: Path
) -> None:
    shutil.copyfile(sqlite_template, tmp_path / STORE)
    settings = Settings(data_dir=tmp_path, temporal_port=free_port())
    with pytest.raises(CommandError, match=r"^Temporal svarer ikke\.$"):
        open_office(settings, Idle(tmp_path, terminal), terminal, with_demo=False)


def test_the_welcome_has_a_sign_in_link_where_the_demos_officer_is_on_the_staff(
    tmp_path: Path, sqlite_template: Path
) -> None:
    shutil.copyfile(sqlite_template, tmp_path / STORE)
    settings, own, demo = Settings(data_dir=tmp_path), Terminal(), Terminal()
    show_welcome(settings, own)
    assert "Sekretariatets konsol" in own.said
    assert "/log-ind/" not in own.said
    with closing(Database(settings.store_url)) as database:
        add_staff(database, OFFICER, "Kim Eksempelsen", Role.SECRETARIAT)
    show_welcome(settings, demo)
    assert f"{settings.base_url}/log-ind/" in demo.said


def test_a_house_without_its_programs_is_told_how_they_are_fetched(
    tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(up, "version", missing)
    for start in (
        lambda: process_list.temporal(Settings()),
        lambda: set_aside_if_foreign(tmp_path, terminal),
    ):
        with pytest.raises(CommandError) as told:
            start()
        assert str(told.value) == "Programmet temporal mangler. Kør »make run«, som henter det."
    assert list(tmp_path.iterdir()) == []
