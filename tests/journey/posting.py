"""Clerks who go on posting while a backup is taken, and what must have become of their receipts afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import httpx

from tests.journey.house import APPROVAL, browser, eventually

A_MOMENT = 1.1
"""Seconds between two posts: through one link not more than one a second are taken."""


class Poster:
    """A clerk who tells of ever new meetings; `receipts` are the pages of what was acknowledged, in order."""

    def __init__(self, origin: str, link: str) -> None:
        self.receipts: list[str] = []
        self._origin = origin
        self._link = link
        self._is_over = Event()
        self._thread = Thread(target=self._post, daemon=True)

    def _post(self) -> None:
        with browser(self._origin) as web:
            while not self._is_over.is_set():
                number = len(self.receipts)
                day = f"2027-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
                told = {"planned_meeting_date": day, "nonce": f"nr-{number}"}
                answer = web.post(self._link, data=told)
                assert answer.status_code == httpx.codes.SEE_OTHER, answer.text
                self.receipts.append(answer.headers["location"])
                self._is_over.wait(A_MOMENT)

    @contextmanager
    def at_work(self) -> Iterator["Poster"]:
        self._thread.start()
        eventually(lambda: len(self.receipts) >= 3, what="receipts")
        yield self
        self._is_over.set()
        self._thread.join()


def approved(web: httpx.Client, links: list[str]) -> list[str]:
    """Approve by each link, and return the receipts' pages."""
    answers = [web.post(link, data=APPROVAL | {"nonce": "en gang"}) for link in links]
    assert [answer.status_code for answer in answers] == [httpx.codes.SEE_OTHER] * len(links)
    return [answer.headers["location"] for answer in answers]


def all_recorded(web: httpx.Client, receipts: list[str]) -> None:
    """Check that every receipt comes to be recorded or refused; none is unknown or waits for ever."""
    assert receipts

    def waiting() -> list[str]:
        pages = {receipt: web.get(receipt).raise_for_status().text for receipt in receipts}
        return [receipt for receipt, page in pages.items() if "Registreret" not in page and "Afvist" not in page]

    eventually(lambda: not waiting(), what="the outcome of every receipt")


def backed_up(take: Callable[[], object], file: Path, poster: Poster) -> list[str]:
    """Take backups until somebody posted during one; return the receipts acknowledged before that one began."""
    acknowledged: list[str] = []

    def somebody_posted() -> bool:
        file.unlink(missing_ok=True)
        acknowledged[:] = poster.receipts
        take()
        return len(poster.receipts) > len(acknowledged)

    with poster.at_work():
        eventually(somebody_posted, what="a post during a backup")
    return acknowledged
