"""The arrows between the rooms hold, and each of them would be seen to break."""

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("workflows", "models", "activities", "api", "cli")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
NAMES = [contract["name"] for contract in CONTRACTS]

# for each contract, by its first words: where an import is planted, and which
VIOLATIONS = {
    "The heart imports nobody": [
        ("workflows/rules/phases.py", "import models.database"),
        ("workflows/retries.py", "import sqlalchemy"),
    ],
    "The store knows the rules": [
        ("models/database.py", "import temporalio"),
        ("models/database.py", "import workflows.contracts"),
    ],
    "Faces and hands never meet": [
        ("api/__init__.py", "import activities"),
        ("activities/__init__.py", "import api"),
    ],
    "Nobody imports the faces": [("models/database.py", "import cli"), ("activities/__init__.py", "import cli")],
    "The faces do not import": [("api/__init__.py", "import cli")],
    "Tables are for the store": [
        ("api/__init__.py", "import models.tables.cycles"),
        ("cli/__init__.py", "from models import tables"),
    ],
}


def prepared(name: str) -> list[tuple[str, str]]:
    """Return the violations prepared for a contract."""
    return [
        violation for start, violations in VIOLATIONS.items() if name.startswith(start) for violation in violations
    ]


PLANTED = [(name, path, line) for name in NAMES for path, line in prepared(name)]


def judged(folder: Path) -> tuple[bool, str]:
    """Run import-linter as `make check` does; return whether all contracts were kept, and what it said."""
    linter = Path(sys.executable).parent / "lint-imports"
    run = subprocess.run(
        [linter, "--no-cache"], cwd=folder, check=False, capture_output=True, text=True, env={"COLUMNS": "1000"}
    )
    return run.returncode == 0, run.stdout + run.stderr


@pytest.fixture
def rooms(tmp_path: Path) -> Path:
    """A copy of the rooms that a test may spoil."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_has_a_violation_prepared() -> None:
    assert len(NAMES) >= 6
    assert [name for name in NAMES if not prepared(name)] == []


def test_the_arrows_hold() -> None:
    is_kept, said = judged(ROOT)
    assert is_kept, said
    assert f"Contracts: {len(NAMES)} kept, 0 broken." in said


@pytest.mark.parametrize(("name", "path", "line"), PLANTED)
def test_a_forbidden_arrow_is_seen(rooms: Path, name: str, path: str, line: str) -> None:
    module = rooms / path
    module.write_text(f"{module.read_text()}\n{line}\n")
    is_kept, said = judged(rooms)
    assert not is_kept, said
    assert f"{name} BROKEN" in said


def test_the_clock_guard_is_never_taken_off() -> None:
    modules = list((ROOT / "workflows").rglob("*.py"))
    assert len(modules) > 10
    assert [module.name for module in modules if "unsafe" in module.read_text()] == []


def strangers(source: str) -> set[str]:
    """Return what a rules module imports besides the standard library and other rules."""
    return {
        name
        for name in imported_by(source)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("workflows.rules")
    }


def imported_by(source: str) -> set[str]:
    """Return the modules that a module names in its imports."""
    nodes = list(ast.walk(ast.parse(source)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "." for node in nodes if isinstance(node, ast.ImportFrom)}


def test_the_rules_import_the_standard_library_only() -> None:
    modules = list((ROOT / "workflows" / "rules").rglob("*.py"))
    assert len(modules) > 5
    assert {module.name: found for module in modules if (found := strangers(module.read_text()))} == {}


@pytest.mark.parametrize("line", ["import temporalio", "from workflows.contracts import ports", "from . import x"])
def test_a_stranger_among_the_rules_is_seen(line: str) -> None:
    assert strangers(f"from datetime import date\n{line}\n")
