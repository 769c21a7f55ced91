"""R4: what machines visit and click is no decision."""

import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.pages.visiting import browsing
from tests.trust.clickers import Clicker, Clicks
from tests.trust.crawlers import Crawl, crawl
from tests.trust.figures import Figure
from tests.trust.rooms import Rooms, open_rooms

ROOMS: Final = {"b": 4, "h": 1, "k": 1, "o": 1, "log-ind": 1}
"""Where links lead, and at how many addresses a browser begins to click: councils' pages differ."""


@dataclass
class Machines:
    """What crawlers visited and a clicking browser pressed, and what came of it that only a person may do."""

    crawled: Crawl = field(default_factory=Crawl)
    clicks: Clicks = field(default_factory=Clicks)
    decisions: int = 0


def machines_at_work(visits: int) -> Machines:
    """Let machines loose on all rooms: so many visits, and every button that there is."""
    with tempfile.TemporaryDirectory(prefix="aftalehjul-rooms-") as folder, open_rooms(Path(folder)) as rooms:
        before = rooms.made()
        crawled = crawl(rooms, visits)
        clicks = _pressed(rooms)
        return Machines(crawled, clicks, rooms.made().beyond(before))


def decisions_by_machines(visits: int) -> Figure:
    """Return the promise's line after so many visits and the clicks of a browser."""
    return figure_of(machines_at_work(visits))


def figure_of(machines: Machines) -> Figure:
    """Return the promise's line of what machines did."""
    crawled, presses = machines.crawled.visits, machines.clicks.presses
    return Figure(
        number="R4",
        property="beslutninger truffet af maskiner",
        target="0",
        measured=f"{machines.decisions} af {crawled} besøg og {presses} klik i en browser",
        is_met=machines.decisions == 0 and crawled > 0 and presses > 0,
    )


def _pressed(rooms: Rooms) -> Clicks:
    starts = [path for room in ROOMS for path in _starts(rooms, room)]
    with browsing() as browser, closing(Clicker(browser, rooms.origin)) as clicker:
        for path in starts:
            for ticks in (False, True):
                clicker.press_everything(path, ticks=ticks)
        return clicker.clicks


def _starts(rooms: Rooms, room: str) -> list[str]:
    """Return the first addresses of a room."""
    pages = [path for path in rooms.paths if not path.endswith(".docx")]
    return [path for path in pages if path.split("/")[1] == room][: ROOMS[room]]
