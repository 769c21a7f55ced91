"""Everybody can use every page: axe finds nothing against WCAG 2.1, levels A and AA."""

from pathlib import Path
from typing import Any

import pytest

from tests.pages.gallery import GALLERY, Entry
from tests.pages.visiting import NARROW, WIDE, Visitor

AXE = (Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
RUN = """async tags => {
  const told = await axe.run(document, {runOnly: tags, resultTypes: ["violations"], preload: false});
  return [told.testEngine.name, told.violations];
}"""


def told(violation: dict[str, Any]) -> str:
    places = ", ".join(str(node["target"]) for node in violation["nodes"])
    return f"{violation['id']}: {violation['help']} ({places})"


def test_the_gallery_is_every_page_in_every_state() -> None:
    assert len({entry.name for entry in GALLERY}) == len(GALLERY) >= 45
    assert len({entry.status for entry in GALLERY}) >= 10


@pytest.mark.parametrize("entry", GALLERY, ids=lambda entry: entry.name)
def test_axe_finds_nothing_on_phones_and_screens(visitor: Visitor, entry: Entry) -> None:
    sight = visitor.visit(entry, NARROW)
    assert sight.status == entry.status
    sight.unfold()
    sight.page.evaluate(AXE)
    for width in (NARROW, WIDE):
        sight.widen(width)
        engine, violations = sight.page.evaluate(RUN, TAGS)
        assert engine == "axe-core"
        assert [told(each) for each in violations] == []
