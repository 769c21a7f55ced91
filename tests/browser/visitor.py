"""Somebody at a browser: reads, fills in and presses as people do, and every input of theirs is counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal

from playwright.sync_api import Locator, Page, expect

from api.authentication import COOKIE
from models.access.staff import Role
from tests.pages.serving import Place
from tests.waiting import BROWSER_PATIENCE

expect.set_options(timeout=BROWSER_PATIENCE)
PARTS_OF_A_DAY = ("Dag", "Måned", "År")


class Script(StrEnum):
    """Whether a browser runs script; every journey is made with and without."""

    ON = "script on"
    OFF = "script off"


class Visitor:
    """Drives one page; names are what stands on it. `inputs` counts clicks, fills, choices and files.

    What is opened by its address alone (a bookmark, a link in a mail) is no input.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.inputs = 0
        self._place: Page | Locator = page
        page.set_default_timeout(BROWSER_PATIENCE)

    @property
    def main(self) -> Locator:
        """What the page is about."""
        return self.page.locator("main")

    @property
    def path(self) -> str:
        """Where the page is, without the house."""
        return "/" + self.page.url.split("/", 3)[3]

    def sign_in(self, place: Place, role: Role) -> None:
        """Carry the session of somebody with that role."""
        cookie = place.cookie(role)
        self.page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": place.origin}])

    def go(self, address: str) -> None:
        """Open an address, as from a mail."""
        answer = self.page.goto(address)
        assert answer is not None

    @contextmanager
    def inside(self, place: Locator) -> Iterator[None]:
        """Look for names only there for a while."""
        before, self._place = self._place, place
        yield
        self._place = before

    def press(self, name: str) -> None:
        """Press a button or follow a link, the first that is visible and called so."""
        self._count(self._pressed(name)).click()

    def unfold(self, name: str) -> None:
        """Open what lies folded under a headline."""
        self._count(self._place.locator("summary").filter(has_text=name).first).click()

    def fill(self, label: str, text: str) -> None:
        """Type into a field."""
        self._count(self.field(label)).fill(text)

    def fill_day(self, legend: str, day: date) -> None:
        """Type a day into its three fields."""
        with self.inside(self._group(legend)):
            for label, number in zip(PARTS_OF_A_DAY, (day.day, day.month, day.year), strict=True):
                self.fill(label, str(number))

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self._count(self.field(label)).select_option(label=option)

    def tick(self, label: str) -> None:
        """Tick a box or a circle, by its own label."""
        self._count(self._place.get_by_label(label, exact=True).first).check()

    def attach(self, label: str, file: Path) -> None:
        """Choose a file."""
        self._count(self.field(label)).set_input_files(file)

    def field(self, label: str) -> Locator:
        """Return the visible field whose label begins like that: "(frivilligt)" may follow."""
        fields = self._place.get_by_label(label).and_(self._place.locator("input, textarea, select"))
        return fields.filter(visible=True).first

    def sees(self, *texts: str) -> None:
        """Check that all of that stands on the page."""
        for text in texts:
            expect(self.main).to_contain_text(text)

    def misses(self, *texts: str) -> None:
        """Check that nothing of that stands on the page."""
        for text in texts:
            expect(self.main).not_to_contain_text(text)

    def sees_title(self, text: str) -> None:
        """Check what the page is called on it."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)

    def receipt(self) -> int:
        """Return the number of the receipt that lies open."""
        title = self.page.get_by_role("heading", level=1)
        expect(title).to_contain_text("Kvittering nr. ")
        return int(title.inner_text().removeprefix("Kvittering nr. "))

    def tab_to(self, name: str, role: Literal["button", "link", "radio", "textbox"] = "button") -> Locator:
        """Press Tab until what is called so has the focus; each press is an input."""
        wanted = self.page.get_by_role(role, name=name, exact=True)
        for _ in range(100):
            self.press_key("Tab")
            if wanted.and_(self.page.locator(":focus")).count():
                return wanted
        raise AssertionError(f"{name} cannot be reached by Tab")

    def press_key(self, key: str) -> None:
        """Press a key of the keyboard."""
        self.inputs += 1
        self.page.keyboard.press(key)

    def _pressed(self, name: str) -> Locator:
        button = self._place.get_by_role("button", name=name, exact=True)
        link = self._place.get_by_role("link", name=name, exact=True)
        return button.or_(link).filter(visible=True).first

    def _group(self, legend: str) -> Locator:
        return self._place.locator("fieldset").filter(has=self.page.locator("legend", has_text=legend)).first

    def _count(self, target: Locator) -> Locator:
        self.inputs += 1
        return target
