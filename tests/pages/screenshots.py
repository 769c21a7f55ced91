"""Takes a picture of every page of the gallery, on a phone and on a screen: `make screenshots`."""

from pathlib import Path

from tests.pages.gallery import GALLERY
from tests.pages.serving import serving
from tests.pages.visiting import NARROW, WIDE, Visitor, browsing

PICTURES = Path("screenshots")


def main() -> None:
    """Write `screenshots/<name>-<width>.png` for every entry."""
    PICTURES.mkdir(exist_ok=True)
    with serving() as served, browsing() as browser:
        visitor = Visitor(served, browser)
        for entry in GALLERY:
            page = visitor.visit(entry, WIDE).page
            for width in (NARROW, WIDE):
                page.set_viewport_size({"width": width, "height": 900})
                page.screenshot(path=PICTURES / f"{entry.name}-{width}.png", full_page=True)
    print(f"{2 * len(GALLERY)} pictures lie in {PICTURES}/")  # noqa: T201  # a command tells what it did


if __name__ == "__main__":
    main()
