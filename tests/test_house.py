"""The house: commands that build what they need, files without addresses, functions of a readable size."""

import ast
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PINS = ("requirements.txt", "requirements-production.txt", "requirements-dev.txt")
SHIPPED = ("activities", "api", "cli", "models", "workflows")
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


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make on a copy of the Makefile, which must not know that make runs these tests."""
    environment = {
        key: value for key, value in os.environ.items() if key not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    }
    return subprocess.run(
        ["make", *arguments], cwd=folder, check=False, capture_output=True, text=True, env=environment
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of what the commands need, with a venv that looks installed."""
    for name in ("Makefile", "pyproject.toml", *PINS):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".venv").mkdir()
    for stamp in ("python.stamp", "run.stamp", "dev.stamp"):
        (tmp_path / ".venv" / stamp).touch()
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


@pytest.mark.parametrize(("stamp", "name"), [("run.stamp", PINS[0]), ("dev.stamp", PINS[2])])
def test_the_venv_is_updated_only_when_its_pins_change(house: Path, stamp: str, name: str) -> None:
    assert make(house, "--question", f".venv/{stamp}").returncode == 0
    later = (house / ".venv" / stamp).stat().st_mtime + 10
    os.utime(house / name, (later, later))
    assert make(house, "--question", f".venv/{stamp}").returncode == 1


def test_an_interrupted_installation_is_taken_up_again(house: Path) -> None:
    (house / ".venv" / "run.stamp").unlink()
    failed = make(house, "run")  # this venv holds no pip, so that the installation breaks off
    assert failed.returncode != 0
    assert not (house / ".venv" / "run.stamp").exists()


def test_a_machine_without_python_gets_one_clear_sentence(house: Path) -> None:
    shutil.rmtree(house / ".venv")
    refused = make(house, "test", "PYTHONS=no-python")
    assert refused.returncode != 0
    assert "Aftalehjulet needs Python 3.11 or newer and found none (looked for: no-python)." in refused.stderr


def test_ci_runs_the_same_commands_as_people_do() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert [line for line in lines if line.startswith("make ")] == ["make check", "make test"]
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
