"""One server for all tests of pages; a browser and a window for each module."""

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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; while it is driven its thread has a running loop, in which no coroutine can be tested."""
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="module")
def visitor(served: Served, browser: Browser) -> Visitor:
    """Somebody who opens the pages of the gallery."""
    return Visitor(served, browser)
