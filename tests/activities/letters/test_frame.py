"""The look of the letters: one frame, one button, nothing from elsewhere, readable also in the dark."""

import re
from html.parser import HTMLParser

import pytest

from activities.letters.wording import TEMPLATES
from tests.activities.conftest import PostOffice
from tests.activities.reading import TO_STAFF, K, html, sent
from workflows.rules.letters import LetterKind

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WITHOUT_A_BUTTON = {K.HANDED_OVER, K.PUBLICATION, K.STATUS_SUMMARY, K.STATUS_YEARLY}
LAYOUT = (TEMPLATES / "layout.html").read_text()
PARTS = (TEMPLATES / "parts.html").read_text()
READABLE = 4.5  # WCAG 2.1, 1.4.3


class Letter(HTMLParser):
    """A letter's elements and how each is styled."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def named(self, *tags: str) -> list[dict[str, str]]:
        """Return the attributes of all elements of these names."""
        return [given for tag, given in self.found if tag in tags]


def brightness(colour: str) -> float:
    """Return a colour's relative luminance (WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((brightness(one), brightness(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@ON_SQLITE
@pytest.mark.parametrize("kind", LetterKind)
async def test_a_letter_has_one_heading_and_one_clear_way_on(office: PostOffice, kind: LetterKind) -> None:
    letter = Letter(html(await sent(office, kind)))
    assert len(letter.named("h1")) == 1
    buttons = [each for each in letter.named("a") if each.get("class") == "button"]
    assert len(buttons) == (0 if kind in WITHOUT_A_BUTTON else 1)
    for button in buttons:
        assert button["href"].startswith("https://aftaler.example/")
        assert [each["href"] for each in letter.named("a")].count(
            button["href"]
        ) == 2  # it stands there to be read


@ON_SQLITE
@pytest.mark.parametrize("kind", [K.REQUEST, K.RECEIPT, K.ROUND_BLOCKED, K.SIGN_IN, K.WEEKLY])
async def test_a_letter_brings_all_that_it_shows(office: PostOffice, kind: LetterKind) -> None:
    text = html(await sent(office, kind))
    letter = Letter(text)
    assert letter.named("img", "script", "link", "iframe", "form", "video") == []
    assert "url(" not in text
    assert "@import" not in text
    assert [each for each in letter.named("table") if each.get("role") != "presentation"] == []
    assert [each for each in letter.named("a") if "color:" not in each.get("style", "")] == []


@ON_SQLITE
@pytest.mark.parametrize("kind", [K.REQUEST, K.ROUND_SETTLED])
async def test_a_letter_is_one_column_that_fits_a_phone(office: PostOffice, kind: LetterKind) -> None:
    assert kind is K.REQUEST or kind in TO_STAFF
    letter = Letter(html(await sent(office, kind)))
    (column,) = [each for each in letter.named("table") if each.get("width") == "600"]
    assert "width:100%" in column["style"]
    (sheet,) = [each for each in letter.named("td") if each.get("class") == "sheet"]
    assert "overflow-wrap:anywhere" in sheet["style"]
    widths = [each["width"] for each in letter.named("table", "td") if "width" in each]
    assert set(widths) == {"100%", "600"}


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("#1a1a1a", "#ffffff"),
        ("#595959", "#ffffff"),
        ("#004d99", "#ffffff"),
        ("#ffffff", "#454545"),
        ("#1a1a1a", "#ffeecc"),
        ("#f5f5f5", "#1a1a1a"),
        ("#dcdcdc", "#1a1a1a"),
        ("#9ec9ff", "#1a1a1a"),
        ("#1a1a1a", "#f5f5f5"),
        ("#ffffff", "#4d3800"),
    ],
)
def test_everybody_can_read_it_in_the_light_and_in_the_dark(ink: str, paper: str) -> None:
    assert contrast(ink, paper) >= READABLE
    assert ink in LAYOUT + PARTS
    assert paper in LAYOUT + PARTS


def test_the_dark_is_asked_for_and_overrides_the_light() -> None:
    assert '<meta name="color-scheme" content="light dark">' in LAYOUT
    (dark,) = re.findall(r"@media \(prefers-color-scheme: dark\) \{(.*?)\n\}", LAYOUT, re.DOTALL)
    rules = re.findall(r"[\w-]+: [^;]+;", dark)
    assert len(rules) > 8
    assert [rule for rule in rules if "!important" not in rule] == []
