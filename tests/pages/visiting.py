"""Visits to the pages of the gallery in a real browser."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, Route, sync_playwright

from api.authentication import COOKIE
from tests.pages.filling import Values
from tests.pages.gallery import Entry
from tests.pages.serving import SCENE, Place, Served
from tests.pages.ways import Way
from tests.programs import chromium, node
from tests.waiting import BROWSER_PATIENCE

NARROW, WIDE = 360, 1280
HEIGHT = 900
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
FORM = "application/x-www-form-urlencoded"


@contextmanager
def browsing(browser: Path | None = None) -> Iterator[Browser]:
    """Start a browser for as long as the context lasts: what the machine has or was brought, unless it is said."""
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(node())
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser or chromium(), args=list(ARGUMENTS))
        yield started
        started.close()


@dataclass
class Sight:
    """A page that lies open; `html` is what was sent before the browser mended it.

    `troubles` are what the browser complained of and where else it asked.
    """

    page: Page
    status: int = 0
    html: str = ""
    troubles: list[str] = field(default_factory=list)

    def unfold(self) -> None:
        """Open what lies folded, so that it is looked at too."""
        self.page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")

    def widen(self, width: int) -> None:
        """Give the window another width."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})


class Visitor:
    """Opens pages of the gallery in one window; nothing is left over in it from the page before."""

    def __init__(self, served: Served, browser: Browser) -> None:
        self._served = served
        self._context = browser.new_context()
        self._sight = Sight(self._context.new_page())
        self._origin = "nowhere"
        self._sight.page.set_default_timeout(BROWSER_PATIENCE)
        self._listen()

    def visit(self, entry: Entry, width: int) -> Sight:
        """Open a page in a window of that width."""
        place = self._served.place(entry.scene)
        way = entry.way(place.office)
        sight, page = self._sight, self._sight.page
        self._origin = place.origin
        self._context.set_extra_http_headers({SCENE: entry.scene})
        self._context.clear_cookies()
        if entry.role is not None:
            cookie = place.cookie(entry.role)
            self._context.add_cookies([{"name": COOKIE, "value": cookie, "url": place.origin}])
        sight.widen(width)
        sight.troubles.clear()
        if way.form is not None:
            page.route(place.origin + way.path, _posting(way, _form(entry, place, way.form)), times=1)
        answer = page.goto(place.origin + way.path)
        assert answer is not None
        sight.status, sight.html = answer.status, answer.text()
        return sight

    def _listen(self) -> None:
        page, note = self._sight.page, self._sight.troubles.append
        page.on("pageerror", lambda error: note(f"script: {error}"))
        page.on("console", lambda told: note(told.text) if told.type == "error" else None)
        # a browser may ask for a page's icon when it shows the next one already
        page.on("request", lambda asked: None if asked.url.startswith(self._origin) else note(asked.url))


def _form(entry: Entry, place: Place, form: Values) -> Values:
    return form if entry.role is None else {"csrf": place.csrf(entry.role)} | form


def _posting(way: Way, form: Values) -> Callable[[Route], None]:
    sent = httpx.Request("POST", "http://form", data=form, files=way.files)
    body, kind = sent.read(), {"content-type": sent.headers.get("content-type", FORM)}

    def post(route: Route) -> None:
        route.continue_(method="POST", post_data=body, headers=route.request.headers | kind)

    return post
