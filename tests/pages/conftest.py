"""One server, one browser and one window for all tests of pages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.pages.serving import Served, serving
from tests.pages.visiting import Visitor, browsing


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """The scenes of the gallery, served."""
    with serving() as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="session")
def visitor(served: Served, browser: Browser) -> Visitor:
    """Somebody who opens the pages of the gallery."""
    return Visitor(served, browser)
