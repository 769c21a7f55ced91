"""Mail scanners, link previews and crawlers: they fetch whatever they find, in every way there is but posting."""

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from threading import Barrier
from typing import Final

import httpx

from tests.trust.rooms import Rooms
from tests.waiting import PATIENCE

AT_ONCE: Final = 8
METHODS: Final = ("GET", "HEAD", "GET", "OPTIONS", "GET")
HEADERS: Final[tuple[dict[str, str], ...]] = (
    {"User-Agent": "Mozilla/5.0 (compatible; MailScanner/7.1; safe links)"},
    {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) URL-Defense", "X-Proofed-By": "gateway"},
    {"User-Agent": "Barrier Email Security Gateway", "Via": "1.1 scanner"},
    {"User-Agent": "Mimic-Sandbox/2.0 (attachment and URL protect)"},
    {"User-Agent": "Mozilla/5.0 (compatible; Searchbot/2.1)"},
    {"User-Agent": "ChatPreview/1.0 (link unfurling)", "Accept": "*/*", "Range": "bytes=0-4095"},
    {"Purpose": "prefetch"},
    {"Sec-Purpose": "prefetch;prerender", "Sec-Fetch-Site": "none"},
    {"X-Moz": "prefetch"},
    {"X-Purpose": "preview"},
)
FOUND: Final = re.compile(r'(?:href|action|src)="(/[^"#]*)"')


@dataclass
class Crawl:
    """What was visited: how often, in which rooms, with what answers, what failed and what was found."""

    visits: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    rooms: Counter[str] = field(default_factory=Counter)
    known: dict[str, None] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)

    def note(self, path: str, answer: httpx.Response) -> None:
        """Note one visit, and what it led to."""
        self.visits += 1
        self.statuses[answer.status_code] += 1
        self.rooms[path.split("/")[1]] += 1
        if answer.is_server_error:
            self.failed.add(path)
        if "html" in answer.headers.get("content-type", ""):
            self.known.update(
                dict.fromkeys(address.replace("&amp;", "&") for address in FOUND.findall(answer.text))
            )


def crawl(rooms: Rooms, visits: int) -> Crawl:
    """Visit every address that went out, and all that is found from there, at least so many times."""
    seen = Crawl(known=dict.fromkeys(rooms.paths))
    numbers = count()
    with httpx.Client(base_url=rooms.origin, timeout=PATIENCE) as web, ThreadPoolExecutor(AT_ONCE) as scanners:
        while seen.visits < visits:
            for path in _some(list(seen.known)):
                number = next(numbers)
                for answer in _visited(web, scanners, path, number):
                    seen.note(path, answer)
                if seen.visits >= visits and number >= len(rooms.paths):
                    break
    return seen


def _some(paths: list[str]) -> Iterator[str]:
    """Yield the addresses known by now, but those of looks and scripts only now and then."""
    yield from (path for number, path in enumerate(paths) if not path.startswith("/static/") or number % 20 == 0)


def _visited(web: httpx.Client, scanners: ThreadPoolExecutor, path: str, number: int) -> Iterator[httpx.Response]:
    method, headers = METHODS[number % len(METHODS)], HEADERS[number % len(HEADERS)]
    if number % 3:
        yield web.request(method, path, headers=headers)
        return
    together = Barrier(2)

    def fetch(_: int) -> httpx.Response:
        together.wait(PATIENCE)
        return web.request(method, path, headers=headers)

    yield from scanners.map(fetch, range(2))
