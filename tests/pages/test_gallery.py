"""The gallery holds every page there is: none is added to the web without being looked at."""

import re

import pytest

from tests.api.access import routes_of
from tests.pages.gallery import GALLERY
from tests.pages.serving import Served

NO_PAGES = re.compile(
    r"/(api|static|openapi|healthz|readyz|metrics|log-ud)\b|\.(docx|csv|ics|pdf|zip)$|/dokument|/bilag/|/versioner/"
)


def pattern_of(path: str) -> str:
    return re.sub(r"\{\w+\}", "[^/]+", path)


@pytest.fixture(scope="module")
def seen(served: Served) -> set[str]:
    """The addresses of all entries."""
    return {entry.way(served.place(entry.scene).office).path.partition("?")[0] for entry in GALLERY}


def test_every_address_with_a_page_is_in_the_gallery(served: Served, seen: set[str]) -> None:
    app = served.place("nothing").office.app
    pages = {path for method, path in routes_of(app.routes) if method == "GET" and not NO_PAGES.search(path)}
    assert len(pages) >= 25
    assert [path for path in sorted(pages) if not any(re.fullmatch(pattern_of(path), each) for each in seen)] == []
