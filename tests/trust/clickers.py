"""A program with a whole browser: it presses every button that it finds, ticks every box, and types nothing."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, TypeVar

from playwright.sync_api import Browser, Locator, Page
from playwright.sync_api import Error as BrowserError

T = TypeVar("T")
DEPTH: Final = 3
PATIENCE: Final = 10_000
TRIES: Final = 50
PRESSED: Final = "main button, main input[type=submit], main [role=button], main a.button"
TICKED: Final = "main input[type=radio], main input[type=checkbox]"
UNFOLD: Final = "for (const each of document.querySelectorAll('details')) each.open = true"


@dataclass
class Clicks:
    """What was pressed: how often, how deep, on which pages (by their titles)."""

    presses: int = 0
    deepest: int = 0
    titles: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)


class Clicker:
    """Presses its way through the pages behind one address, each button of each page that it has not seen."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.clicks = Clicks()
        self._context = browser.new_context(base_url=origin, accept_downloads=True)
        self._page = self._context.new_page()
        self._page.set_default_timeout(PATIENCE)
        self._seen: set[tuple[str, ...]] = set()

    def press_everything(self, address: str, *, ticks: bool) -> None:
        """Go down every way from an address that leads over buttons; before each it may tick whatever there is."""
        self._page.goto(address)
        self._go_down(address, (), ticks=ticks)

    def close(self) -> None:
        """Close the browser's window, with its cookies."""
        self._context.close()

    def _go_down(self, address: str, way: tuple[int, ...], *, ticks: bool) -> None:
        """Press each button of the page that lies open at the end of a way, and go on from there."""
        for number in range(self._new_buttons(ticks=ticks)):
            self._follow(address, (*way, number), ticks=ticks)
            if len(way) + 1 < DEPTH:
                self._go_down(address, (*way, number), ticks=ticks)

    def _new_buttons(self, *, ticks: bool) -> int:
        """Return how many buttons stand on the page, none where it was pressed through before."""
        labels = tuple(text.strip() for text in calm(self._page.locator(PRESSED).all_inner_texts))
        state = (calm(self._page.title), str(ticks), *labels)
        if state in self._seen:
            return 0
        self._seen.add(state)
        return len(labels)

    def _follow(self, address: str, way: tuple[int, ...], *, ticks: bool) -> None:
        self._page.goto(address)
        for depth, number in enumerate(way, start=1):
            buttons = self._page.locator(PRESSED)
            if number >= calm(buttons.count):
                return
            self._press(buttons.nth(number), ticks=ticks)
            self.clicks.deepest = max(self.clicks.deepest, depth)

    def _press(self, button: Locator, *, ticks: bool) -> None:
        page: Page = self._page
        calm(lambda: page.evaluate(UNFOLD))
        if ticks:
            for box in page.locator(TICKED).all():
                box.evaluate("each => each.click()")
        self.clicks.labels.add(button.inner_text().strip())
        with suppress(BrowserError):  # the page may go away under the hand
            button.click(force=True)
        self.clicks.presses += 1
        self.clicks.titles.add(calm(page.title))


def calm(ask: Callable[[], T]) -> T:
    """Return what a page tells, once it is no longer on its way to another one."""
    for _ in range(TRIES):
        try:
            return ask()
        except BrowserError:
            time.sleep(0.1)
    return ask()
