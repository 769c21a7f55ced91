"""The arrows between the rooms hold, and each of them would be seen to break."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_FILES = 16
ROOMS = ("workflows", "request_types", "models", "upkeep", "activities", "api", "cli")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
NAMES = [contract["name"] for contract in CONTRACTS]

# for each contract, by its first words: where an import is planted, and which
VIOLATIONS = {
    "The heart imports nobody": [
        ("workflows/rules/course/phases.py", "import models.store.database"),
        ("workflows/temporal/retries.py", "import sqlalchemy"),
    ],
    "The heart has no clock": [
        ("workflows/naming.py", "import time"),
        ("workflows/rules/kinds.py", "from random import choice"),
        ("workflows/cycle/round.py", "import os"),
        ("workflows/cycle/events.py", "import threading"),
        ("workflows/rules/calendar/dates.py", "from zoneinfo import ZoneInfo"),
    ],
    "Requests are described": [
        ("request_types/dates.py", "import models.store.database"),
        ("request_types/inputs.py", "import sqlmodel"),
    ],
    "The store knows the rules": [
        ("models/store/database.py", "import temporalio"),
        ("models/tables/__init__.py", "import workflows.naming"),
    ],
    "The store does not know the ports": [("models/inbox/submission.py", "import workflows.contracts.ports")],
    "The upkeep of the store": [("upkeep/backup/cells.py", "import activities")],
    "Neither the store nor the faces": [
        ("models/agreements/cases.py", "import upkeep"),
        ("api/limits.py", "import upkeep.backup"),
    ],
    "What the engine writes down": [
        ("activities/recording/parties.py", "import activities.requests.desk"),
        ("activities/recording/stages.py", "import activities.handling.context"),
    ],
    "Faces and hands never meet": [
        ("api/__init__.py", "import activities"),
        ("activities/__init__.py", "import api"),
    ],
    "Nobody imports the faces": [
        ("models/directory/__init__.py", "import cli"),
        ("activities/smtp.py", "import cli"),
    ],
    "The faces do not import": [("api/app.py", "import cli")],
    "Tables are for the store": [
        ("api/limits.py", "import models.tables.cycles"),
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


@pytest.fixture(scope="module")
def said_of_the_spoilt(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of a copy of the rooms into which every violation is planted."""
    folder = tmp_path_factory.mktemp("spoilt")
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", "dkfds"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for _, path, line in PLANTED:
        module = folder / path
        module.write_text(f"{module.read_text()}\n{line}\n")
    is_kept, said = judged(folder)
    assert not is_kept, said
    return said


def told_of(name: str, said: str) -> str:
    """Return what was said of one broken contract: from its name, underlined, to the next underlined name."""
    _, *sections = re.split(r"\n(?=[^\n]+\n-{8,}\n)", said)
    return "".join(section for section in sections if section.startswith(f"{name}\n"))


def test_every_contract_has_a_violation_prepared() -> None:
    assert len(NAMES) >= 7
    assert [name for name in NAMES if not prepared(name)] == []


def test_a_room_shows_about_fifteen_files() -> None:
    crowd = Counter(file.parent for room in ROOMS for file in (ROOT / room).rglob("*.py"))
    crowd.pop(ROOT / "models/migrations/versions")
    assert {str(folder.relative_to(ROOT)): files for folder, files in crowd.items() if files > MOST_FILES} == {}


def test_the_arrows_hold() -> None:
    is_kept, said = judged(ROOT)
    assert is_kept, said
    assert f"Contracts: {len(NAMES)} kept, 0 broken." in said


@pytest.mark.parametrize(("name", "path", "line"), PLANTED)
def test_a_forbidden_arrow_is_seen(said_of_the_spoilt: str, name: str, path: str, line: str) -> None:
    importer = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    (imported,) = imported_by(line) - {"models"} or {"models.tables"}
    assert f"{name} BROKEN" in said_of_the_spoilt
    assert f"{importer} -> {imported} " in told_of(name, said_of_the_spoilt)


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
