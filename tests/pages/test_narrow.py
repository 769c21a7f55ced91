"""On a phone nothing scrolls sideways, and no page breaks its own rules or asks anybody else for anything."""

import pytest

from tests.pages.gallery import GALLERY, Entry
from tests.pages.visiting import NARROW, Visitor

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


@pytest.mark.parametrize("entry", GALLERY, ids=lambda entry: entry.name)
def test_nothing_scrolls_sideways(visitor: Visitor, entry: Entry) -> None:
    sight = visitor.visit(entry, NARROW)
    assert sight.status == entry.status
    sight.unfold()
    assert sight.page.evaluate(BEYOND) == []
    assert sight.page.evaluate(TABLES) == []
    assert sight.page.evaluate(WIDTH) <= NARROW
    assert [trouble for trouble in sight.troubles if ANSWERED not in trouble] == []
