"""The house: commands that build what they need, files without addresses, functions of a readable size."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PINS = ("requirements.txt", "requirements-production.txt", "requirements-dev.txt", "requirements-uv.txt")
PACKAGES = ("package.json", "package-lock.json", "tests/package.json", "tests/package-lock.json")
BUILDERS = re.findall(r"^PYTHONS := (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[0].split()
SHIPPED = ("activities", "api", "cli", "models", "request_types", "upkeep", "workflows")
REGISTRIES = (
    "pypi." + "org",
    "files." + "pythonhosted",
    "registry." + "npmjs",
    "repo." + "maven",
    "deb." + "debian",
)


def tracked() -> list[Path]:
    """Return the files that git keeps and that are there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def holding(words: list[str], files: list[Path]) -> list[str]:
    """Return which files hold one of the words."""
    return [f"{file.name}: {word}" for file in files for word in words if word.encode() in file.read_bytes()]


def make(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run make on a copy of the Makefile, which must not know that make runs these tests."""
    environment = {
        key: value for key, value in os.environ.items() if key not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    } | settings
    return subprocess.run(
        [str(shutil.which("make")), *arguments],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of what the commands need, with a venv that looks installed."""
    for name in ("Makefile", "pyproject.toml", *PINS, "requirements-node.txt", *PACKAGES):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").mkdir()
    for stamp in ("python.stamp", "uv.stamp", "run.stamp", "dev.stamp"):
        (tmp_path / ".venv" / stamp).touch()
    for folder in ("api/static/dkfds", "tests/node_modules"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "stamp").touch()
    return tmp_path


def test_no_file_names_a_registry_or_a_place_on_this_machine() -> None:
    places = [f"{Path.home()}/"] + ([f"{ROOT}/"] if len(ROOT.parts) > 2 else [])
    files = tracked()
    assert len(files) > 40
    assert holding([*REGISTRIES, *places], files) == []


def test_help_tells_every_command(house: Path) -> None:
    said = make(house, "help").stdout
    commands = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[0].split()
    assert len(commands) >= 6
    assert [command for command in commands if f"make {command} " not in said] == []
    assert make(house).stdout == said


def test_what_make_starts_may_keep_what_it_compiles(house: Path) -> None:
    with (house / "Makefile").open("a") as makefile:
        makefile.write("\nprobe:\n\t@echo keeps: $${PYTHONDONTWRITEBYTECODE-all}\n")
    assert make(house, "probe", PYTHONDONTWRITEBYTECODE="1").stdout.endswith("keeps: all\n")


@pytest.fixture
def bare(house: Path) -> Path:
    """The same on a machine that has little: no uv, a Python without pip, none of Debian's programs."""
    shutil.rmtree(house / ".venv")
    for name in ("pip", "ensurepip"):
        shadow = house / "shadows" / f"{name}.py"
        shadow.parent.mkdir(exist_ok=True)
        shadow.write_text(f"raise ImportError('this Python has no {name}')\n")
    programs = house / "bin"
    programs.mkdir()
    for name in ("cp", "id", "touch"):
        (programs / name).symlink_to(str(shutil.which(name)))
    return house


def fetch_uv(bare: Path) -> subprocess.CompletedProcess[str]:
    """Run make there until uv is fetched."""
    return make(
        bare,
        *(".venv/uv.stamp", f"PYTHONS={sys.executable}"),
        PATH=str(bare / "bin"),
        PYTHONPATH=str(bare / "shadows"),
        PYTHONDONTWRITEBYTECODE="1",
    )


def put(program: Path, script: str) -> None:
    """Lay a program there."""
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def put_noted(bare: Path, name: str, script: str) -> None:
    """Give the bare machine a program that notes how it is called."""
    put(bare / "bin" / name, f'echo {name} "$@" >> {bare}/called\n{script}')


@pytest.mark.parametrize(
    ("stamp", "name"), [("run.stamp", PINS[0]), ("dev.stamp", PINS[2]), ("uv.stamp", PINS[3])]
)
def test_the_venv_is_updated_only_when_its_pins_change(house: Path, stamp: str, name: str) -> None:
    assert make(house, "--question", f".venv/{stamp}").returncode == 0
    later = (house / ".venv" / stamp).stat().st_mtime + 10
    os.utime(house / name, (later, later))
    assert make(house, "--question", f".venv/{stamp}").returncode == 1


def test_an_interrupted_installation_is_taken_up_again(house: Path) -> None:
    (house / ".venv" / "run.stamp").unlink()
    failed = make(house, "run")  # this venv holds no uv, so that the installation breaks off
    assert failed.returncode != 0
    assert not (house / ".venv" / "run.stamp").exists()


def test_a_machine_without_python_gets_one_clear_sentence(house: Path) -> None:
    shutil.rmtree(house / ".venv")
    refused = make(house, "test", "PYTHONS=no-python")
    assert refused.returncode != 0
    assert "Aftalehjulet needs Python 3.11 or newer and found none (looked for: no-python)." in refused.stderr


def test_a_machine_without_pip_and_uv_gets_one_clear_sentence(bare: Path) -> None:
    refused = fetch_uv(bare)
    assert refused.returncode != 0
    assert refused.stderr.count("\n") == 2  # ours, and make's own
    assert "has no pip, and this machine no uv; on Debian: apt-get install python3-venv" in refused.stderr
    assert (bare / ".venv" / "python.stamp").exists()
    assert not (bare / ".venv" / "uv.stamp").exists()


def test_a_uv_that_is_here_fetches_the_pinned_one(bare: Path) -> None:
    put_noted(bare, "uv", "exit 0")
    assert fetch_uv(bare).returncode == 0
    how = "--quiet --require-hashes --requirement requirements-uv.txt"
    assert (bare / "called").read_text() == f"uv pip install --python .venv {how}\n"
    assert (bare / ".venv" / "uv.stamp").exists()


def carry(bare: Path, name: str, folder: str) -> None:
    """Lay a module into a folder that notes how it is called, and gives its caller a pip that does so too."""
    (bare / folder).mkdir(exist_ok=True)
    (bare / folder / f"{name}.py").write_text(
        "import pathlib, sys\n"
        f"pathlib.Path({str(bare / 'shadows' / 'pip.py')!r}).write_text(pathlib.Path(__file__).read_text())\n"
        f"with open({str(bare / 'called')!r}, 'a') as called: print('pip', *sys.argv[1:], file=called)\n"
    )


@pytest.mark.parametrize(("carried", "into"), [("pip", "--python .venv/bin/python "), ("ensurepip", "")])
def test_the_pip_that_python_has_or_carries_fetches_uv(bare: Path, carried: str, into: str) -> None:
    carry(bare, carried, "shadows")
    assert fetch_uv(bare).returncode == 0
    last = (bare / "called").read_text().splitlines()[-1]
    assert last == f"pip {into}install --quiet --require-hashes --requirement requirements-uv.txt"


def test_debian_is_asked_for_what_python_does_not_carry(bare: Path) -> None:
    carry(bare, "ensurepip", "debians")
    put(bare / "bin" / "sudo", 'shift; exec "$@"')
    put_noted(bare, "apt-get", f"cp {bare}/debians/ensurepip.py {bare}/shadows/")
    assert fetch_uv(bare).returncode == 0
    called = (bare / "called").read_text().splitlines()
    assert called[:2] == ["apt-get update", "apt-get install --yes --no-install-recommends python3-venv"]
    assert called[-1] == "pip install --quiet --require-hashes --requirement requirements-uv.txt"


def test_every_python_is_tried_and_a_missing_one_leaves_the_command_red(house: Path) -> None:
    (house / ".venv" / "bin").mkdir()
    (house / ".venv" / "bin" / "uv").symlink_to(Path(sys.executable).with_name("uv"))
    here = house / ".pythons" / "3.98"
    put(here / "bin" / "pytest", "echo proved")
    (here / "stamp").touch()
    tried = make(house, "test-pythons", "VERSIONS=3.99 3.98", "bring=true", UV_PYTHON_DOWNLOADS="never")
    assert tried.stdout.splitlines() == ["==> Python 3.99", "==> Python 3.98", "proved"]
    assert "There is no Python 3.99 on this machine, and uv could not fetch it." in tried.stderr
    assert "Not proved on Python 3.99: what went wrong stands above." in tried.stderr
    assert tried.returncode != 0


def test_the_pythons_that_are_tried_are_those_that_are_promised() -> None:
    versions = re.findall(r"^VERSIONS := (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[0].split()
    assert PROJECT["requires-python"] == f">={versions[0]}"
    assert [f"python{version}" for version in reversed(versions)] == BUILDERS[: len(versions)]


def test_ci_runs_the_same_commands_as_people_do() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    told = [line for line in lines if line and not line.startswith("#")]
    assert told == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "make check", "make test"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_functions_stay_short() -> None:
    functions = [
        (module, node)
        for room in SHIPPED
        for module in (ROOT / room).rglob("*.py")
        if "versions" not in module.parts
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert len(functions) > 50
    long = [f"{module.name}: {node.name}" for module, node in functions if lines_of(node) > 40]
    assert long == []


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the length of a function's body."""
    return (function.end_lineno or 0) - function.body[0].lineno + 1


def test_the_licence_is_the_one_that_is_declared() -> None:
    assert PROJECT["license"] == "MPL-2.0"
    assert (ROOT / "LICENSE").read_text().startswith("Mozilla Public License Version 2.0")
