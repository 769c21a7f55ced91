"""Journeys in a real browser: each with script and without, each on a store of its own."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from models.store.database import Database
from tests.api.office import NOW, Office
from tests.browser.visitor import Script, Visitor
from tests.pages.serving import Place, seeded_template, serving_one
from tests.pages.visiting import browsing

Seed = Callable[[Office], object]
Opening = Callable[..., Place]
Arriving = Callable[[str], Visitor]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; while it is driven its thread has a running loop, in which no coroutine can be tested."""
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to copy from: directory, kinds and contacts."""
    return seeded_template(tmp_path_factory.mktemp("seeded"))


@pytest.fixture(params=Script)
def script(request: pytest.FixtureRequest) -> Script:
    """Tell whether the browser runs script."""
    return Script(request.param)


@pytest.fixture
def arrive(browser: Browser, script: Script) -> Iterator[Arriving]:
    """Let somebody with a browser of their own come to a house, as often as wanted."""
    with ExitStack() as stack:

        def arrive(origin: str) -> Visitor:
            context = browser.new_context(base_url=origin, java_script_enabled=script is Script.ON, locale="da-DK")
            stack.callback(context.close)
            return Visitor(context.new_page())

        yield arrive


@pytest.fixture
def open_office(template: Path, tmp_path: Path) -> Iterator[Opening]:
    """Open an office in which something has happened already, and serve its pages.

    What is told to it waits in its inbox until `office.record_all()`, as if the engine had been told.
    """
    with ExitStack() as stack:

        def open_office(seed: Seed, *, now: datetime = NOW) -> Place:
            path = shutil.copyfile(template, tmp_path / "aftalehjulet.db")
            office = Office(Database(f"sqlite:///{path}"), now=now)
            stack.callback(office.database.close)
            seed(office)
            return Place(office, stack.enter_context(serving_one(office.app)))

        yield open_office
