"""How to add a kind of request is written in the docs: followed to the letter, it works."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[2]
ROOMS = ("workflows", "request_types", "models", "activities")
NAME, TYPE, HANDLER, ENTRY = (
    "workflows/rules/requests.py",
    "request_types/cycles.py",
    "activities/requests/cycles.py",
    "models/register/proof/payloads.py",
)
SEEN = """
import activities.requests
from activities.handling.registry import HANDLERS
from models.register.proof.payloads import REPEATED
from request_types import CATALOGUE, OFFICE_REQUESTS
from workflows.rules.requests import RequestKind
assert CATALOGUE.keys() == HANDLERS.keys() == set(RequestKind)
note = CATALOGUE[RequestKind.NOTE]
assert note in OFFICE_REQUESTS and note.offer and list(note.inputs()) == ["text"]
assert REPEATED[RequestKind.NOTE].texts == ("text",)
print(note.path, note.slug)
"""


def test_a_kind_of_request_is_added_in_four_files(tmp_path: Path) -> None:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    section = (ROOT / "docs/how-to.md").read_text().partition("## Add a kind of request")[2]
    name, described, handler, entry = map(dedent, re.findall(r"```python\n(.*?)\n   ```", section, re.DOTALL))
    assert [
        each for each in (NAME, "`request_types/`", "`activities/requests/`", ENTRY) if each not in section
    ] == []
    _append(tmp_path / NAME, f"    {name}\n")
    _append(tmp_path / TYPE, described)
    _append(tmp_path / HANDLER, f"from request_types.cycles import NOTE, NotePayload\n\n{handler}")
    _append(tmp_path / ENTRY, f"REPEATED |= {{{entry}}}\n")
    seen = subprocess.run([sys.executable, "-c", SEEN], cwd=tmp_path, check=False, capture_output=True, text=True)
    assert (seen.stdout, seen.stderr) == ("notes notat\n", "")


def _append(file: Path, text: str) -> None:
    file.write_text(f"{file.read_text()}\n{text}\n")
