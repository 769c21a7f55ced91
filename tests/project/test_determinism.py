"""Under `workflows` nothing is read that another run would read otherwise, and workflows share nothing.

The SDK's sandbox lets these modules through and does not guard them: what is banned is seen by ruff's banned API,
by an import contract (`test_architecture.py`), and, for what neither can see, here.
"""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from workflows.temporal.sandbox import PURE_MODULES, workflow_runner

ROOT = Path(__file__).parents[2]
MODULES = [path for package in PURE_MODULES for path in sorted((ROOT / package).rglob("*.py"))]
RUFF = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
BANNED = sorted(RUFF["flake8-tidy-imports"]["banned-api"])

WORLDLY = frozenset(
    {
        "__import__",
        "breakpoint",
        "compile",
        "eval",
        "exec",
        "globals",
        "hash",
        "id",
        "input",
        "open",
        "print",
        "vars",
    }
)
"""Builtins that reach out of a workflow, or say something else in another process."""

MUTABLE = frozenset(
    {
        "Counter",
        "Lock",
        "OrderedDict",
        "bytearray",
        "count",
        "cycle",
        "defaultdict",
        "deque",
        "dict",
        "iter",
        "list",
        "set",
    }
)
"""What makes something that changes, so that no module or class may hold it for all workflows."""

Display = ast.List | ast.Set | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def faults(source: str) -> list[str]:
    """Return what a module does that a workflow may not, with its lines."""
    tree = ast.parse(source)
    return [
        *(f"line {node.lineno}: {node.id}" for node in names(tree) if node.id in WORLDLY),
        *(f"line {node.lineno}: global" for node in ast.walk(tree) if isinstance(node, ast.Global)),
        *(f"line {node.lineno}: shared" for body in shared_bodies(tree) for node in body if keeps_state(node)),
    ]


def names(tree: ast.Module) -> list[ast.Name]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Name)]


def shared_bodies(tree: ast.Module) -> list[list[ast.stmt]]:
    """Return the statements whose names all workflows of a process share: of the module, and of its classes."""
    return [tree.body, *(node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]


def keeps_state(statement: ast.stmt) -> bool:
    """Tell whether a name is bound to what can change; mypy lets nobody change a table declared a Mapping."""
    match statement:
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return False
        case ast.AnnAssign(annotation=annotation, value=ast.Dict()):
            return "Mapping[" not in ast.unparse(annotation)
        case ast.Assign(value=value) | ast.AnnAssign(value=value):
            return isinstance(value, ast.Dict | Display) or calls_a_maker(value)
        case _:
            return False


def calls_a_maker(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Call) and ast.unparse(value.func).split(".")[-1] in MUTABLE


def linted(folder: Path) -> str:
    """Return what ruff says of a folder with the project's own settings."""
    command = [
        str(Path(sys.executable).parent / "ruff"),
        "check",
        "--no-cache",
        "--select",
        "TID251",
        "--output-format",
        "concise",
        ".",
    ]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True).stdout


def planted(banned: str) -> str:
    """Return a module that uses a banned name."""
    parent, _, name = banned.rpartition(".")
    return f"from {parent} import {name}\n{name}\n" if parent else f"import {banned}\n"


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What ruff says of a heart and of hands that use each banned name."""
    folder = tmp_path_factory.mktemp("planted")
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    for room in ("workflows", "workflows/rules", "activities"):
        (folder / room).mkdir()
        for number, banned in enumerate(BANNED):
            (folder / room / f"planted_{number}.py").write_text(planted(banned))
    return linted(folder)


@pytest.mark.parametrize("banned", BANNED)
def test_what_is_banned_is_seen_in_the_heart_and_allowed_elsewhere(complaints: str, banned: str) -> None:
    module = f"planted_{BANNED.index(banned)}.py"
    assert f"workflows/{module}" in complaints
    assert f"workflows/rules/{module}" in complaints
    assert f"activities/{module}" not in complaints


def test_the_heart_keeps_no_state_and_calls_nothing_worldly() -> None:
    assert len(MODULES) > 60
    assert {module.name: found for module in MODULES if (found := faults(module.read_text()))} == {}


@pytest.mark.parametrize(
    "spoilt",
    [
        "TALLY = []",
        "SEEN: set[str] = set()",
        "KNOWN = {}",
        "KNOWN: Final[dict[str, int]] = {}",
        "NUMBERS = itertools.count()",
        "WAITING: Final = deque()",
        "class Cycle:\n    seen = {1}",
        "class Cycle:\n    counts = Counter()",
        "def tell():\n    global told\n    told = True",
        *(f"def look(it):\n    return {name}(it)" for name in sorted(WORLDLY)),
    ],
)
def test_a_fault_is_seen(spoilt: str) -> None:
    assert faults(spoilt)


@pytest.mark.parametrize(
    "sound",
    [
        "WORDS: Final[Mapping[str, str]] = {'a': 'b'}",
        "NAMES: Final = ('a', 'b')",
        "__all__ = ['Cycle']",
        "def tell():\n    told = []\n    return told",
        "class Cycle:\n    parties: list[str] = field(default_factory=list)",
    ],
)
def test_what_cannot_change_or_is_a_workflows_own_is_no_fault(sound: str) -> None:
    assert faults(sound) == []


def test_the_sandbox_lets_through_what_is_held_here_and_nothing_else_of_ours() -> None:
    passed = workflow_runner().restrictions.passthrough_modules
    rooms = {"workflows", "models", "activities", "api", "cli", "request_types", "tests", "upkeep"}
    assert passed & rooms == set(PURE_MODULES) == {"workflows"}
