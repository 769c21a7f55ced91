"""How to add something is written in the docs: followed to the letter, it works."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from models.agreements.cycles import create_cycle
from models.agreements.starting import NewCycle
from models.kinds import edit_kind
from models.kinds.editing import NEW
from models.store.database import Database
from tests.api.office import NEW_CYCLE, NOW, TODAY, Office

ROOT = Path(__file__).parents[2]
ROOMS = ("workflows", "request_types", "models", "activities", "api", "email_templates")
FACTS = """
from types import SimpleNamespace as Facts
from activities.letters.facts.shapes import Office
from activities.letters.wording import Wordings
from workflows.rules.letters import LetterKind
office = Office("SSU", "Anne Eksempel", "ssu@rn.example", "00 00 00 03", "")
letter = Facts(title="Aftalen", council=Facts(title="Læsø Kommune"))
said = {"letter": letter, "office": office, "link": "", "is_example": False}
"""


def section(title: str) -> str:
    """Return what the docs say on adding something; each file and folder that they name is there."""
    found = (ROOT / "docs/how-to.md").read_text().partition(f"## Add {title}\n")[2].partition("\n## ")[0]
    named = re.findall(rf"`((?:tests|{'|'.join(ROOMS)})/[\w./]*)`", found)
    assert [name for name in named if not (ROOT / name).exists()] == []
    return found


def blocks(title: str, language: str) -> list[str]:
    """Return the code that the docs let one write, in its order."""
    return [dedent(each) for each in re.findall(rf"```{language}\n(.*?)\n *```", section(title), re.DOTALL)]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the code to write into."""
    for room in ROOMS:
        ignored = shutil.ignore_patterns("__pycache__", "static")
        shutil.copytree(ROOT / room, tmp_path / room, ignore=ignored)
    return tmp_path


def append(file: Path, text: str) -> None:
    file.write_text(f"{file.read_text()}\n{text}\n")


def add_member(file: Path, line: str, *, before: str = "\n    @property") -> None:
    """Add a member to the first enumeration of a file, behind its others or before one of them."""
    head, rule, rest = file.read_text().partition(before)
    file.write_text(f"{head}    {line.strip()}\n{rule}{rest}")


def said_by(tree: Path, script: str) -> str:
    """Run a script on the copy, and return what it prints."""
    run = subprocess.run([sys.executable, "-c", script], cwd=tree, check=False, capture_output=True, text=True)
    assert run.stderr == ""
    return run.stdout.strip()


def test_a_kind_of_request_is_added_in_four_files(tree: Path) -> None:
    name, described, handler, entry = blocks("a kind of request", "python")
    append(tree / "workflows/rules/requests.py", f"    {name}")
    append(tree / "request_types/cycles.py", described)
    append(
        tree / "activities/requests/cycles.py", f"from request_types.cycles import NOTE, NotePayload\n\n{handler}"
    )
    append(tree / "models/register/proof/payloads.py", f"REPEATED |= {{{entry}}}")
    seen = """
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
    assert said_by(tree, seen) == "notes notat"


def test_a_letter_is_added(tree: Path) -> None:
    name, words = blocks("a letter", "python")
    add_member(tree / "workflows/rules/letters.py", name)
    append(tree / "workflows/rules/letters.py", f"_DANISH |= {{{words}}}")
    folder = tree / "email_templates/thanks"
    folder.mkdir()
    for part, template in zip(("subject.txt", "body.txt", "body.html"), blocks("a letter", "jinja"), strict=True):
        (folder / part).write_text(template)
    script = f"{FACTS}print(LetterKind.THANKS.danish, Wordings().write(LetterKind.THANKS, **said), sep='|')"
    danish, _, wording = said_by(tree, script).partition("|")
    assert danish == "tak for samtalen"
    assert "subject='Tak for samtalen om Aftalen'" in wording
    assert wording.count("Til Læsø Kommune") == 2


def test_an_outcome_is_added(tree: Path) -> None:
    name, word, meaning = blocks("an outcome", "python")
    add_member(tree / "workflows/rules/council/outcomes.py", name)
    append(tree / "workflows/rules/council/outcomes.py", f"_DANISH |= {{{word}}}")
    append(tree / "api/wording/reports.py", f"OUTCOMES |= {{{meaning}}}")
    script = """
from api.clerk.fields import needed_fields
from api.wording.reports import OUTCOMES, meaning
from workflows.rules.council.facts import Answered
from workflows.rules.council.outcomes import DecidedBy, Outcome
assert OUTCOMES.keys() == set(Outcome)
left = Outcome.LEFT_TO_THE_NEXT
assert not left.is_final and not left.is_doubtful and "meeting_date" in needed_fields(left)
print(left.danish, meaning(left, DecidedBy.COUNCIL), sep="|")
"""
    assert said_by(tree, script).split("|") == [
        "overladt til det næste råd",
        "Rådet har ikke taget stilling; det gør det næste råd.",
    ]


def test_a_phase_is_added(tree: Path) -> None:
    name, story, agenda = blocks("a phase", "python")
    add_member(tree / "workflows/rules/course/phases.py", name, before="    ENTRY_INTO_FORCE =")
    append(tree / "workflows/phases/term.py", story)
    append(
        tree / "workflows/phases/__init__.py",
        "from workflows.phases.term import sign\nSTORIES |= {Phase.SIGNING: sign}",
    )
    append(tree / "workflows/rules/course/agenda.py", f"{agenda}\n_AGENDAS |= {{Phase.SIGNING: _signing}}")
    toml = tree / "models/data/kinds/paragraf-60.toml"
    toml.write_text(toml.read_text().replace('"ikrafttræden"', '"underskrift", "ikrafttræden"'))
    script = """
from datetime import date
from models.calendar import calendar_of_kind
from models.kinds import packaged_kind
from workflows.phases import STORIES
from workflows.rules.course.agenda import steps
from workflows.rules.course.agenda_parts import AgendaFacts
from workflows.rules.course.phases import Phase
from workflows.rules.course.transitions import following
kind = packaged_kind("paragraf-60")
assert Phase.SIGNING in STORIES and following(Phase.SUBMISSION, kind.phases) is Phase.SIGNING
facts = AgendaFacts(*(date(2027, 3, 1),) * 3, date(2028, 1, 1), date(2031, 12, 31))
calendar = calendar_of_kind(kind, year=2027)
print(*(step.kind for step in steps(Phase.SIGNING, facts, kind, calendar=calendar, until=date(2028, 1, 1))))
"""
    assert said_by(tree, script) == "fasen slutter"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_agreement_kind_is_added_and_started(database: Database) -> None:
    office = Office(database)
    office.seed()
    (toml,) = blocks("an agreement kind", "toml")
    kind = edit_kind(database, toml, code=NEW)
    new = NEW_CYCLE | {"kind": kind.code, "parties": ["825", "840"], "out_of_basis_reason": ""}
    created = create_cycle(database, NewCycle.model_validate(new), today=TODAY, at=NOW)
    assert created.id == "venskabsaftale-nordjylland-2028"
