"""Clerks who report while everything around them falls: they post again until they hold a receipt number."""

import re
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event, Thread
from typing import Self

import httpx
from sqlalchemy import exists
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, func, select

from models.tables import Request, RequestResult
from tests.chaos.paperwork import Form
from tests.chaos.rig import Rig
from tests.chaos.town import Council
from tests.journey.house import browser

AT_THE_DESKS = 8
UNRECORDED_AT_MOST = 60
"""Clerks who see that nothing is recorded do not go on reporting for ever."""
UNRECORDED = (
    select(func.count())
    .select_from(Request)
    .where(~exists().where(col(RequestResult.request_id) == col(Request.id)))
)
TWICE_OF_EVERY = 10
PATIENCE = 180.0
SECONDS_TO_WAIT_ONES_TURN = 3.0
RECEIPT = re.compile(r"/kvittering/(\d+)$")


@dataclass(frozen=True)
class Acknowledged:
    """A form with the receipt number that the clerk saw, and how often it was posted for it."""

    form: Form
    number: int
    posts: int


@dataclass(frozen=True)
class Refused:
    """A form that was refused on the page, with the status and what the page said."""

    form: Form
    status: int
    page: str


class TownHall:
    """Where clerks sit, each council behind an address of its own."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self._web = browser(rig.url, timeout=20)
        self._go_on = Event()
        self._closed = Event()
        self._watch = Thread(target=self._watch_the_backlog, daemon=True)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._watch.join()
        self._web.close()

    def report(self, forms: Sequence[Form]) -> tuple[list[Acknowledged], list[Refused]]:
        """Have all forms posted; every tenth is posted once more when it has its receipt."""
        with ThreadPoolExecutor(AT_THE_DESKS) as desks:
            told = list(desks.map(self._post_until_told, forms))
            again = [each for each in told if isinstance(each, Acknowledged)][::TWICE_OF_EVERY]
            told += list(desks.map(self._post_until_told, [each.form for each in again]))
        return [a for a in told if isinstance(a, Acknowledged)], [r for r in told if isinstance(r, Refused)]

    def report_at_once(self, form: Form, clerks: int) -> list[Acknowledged]:
        """Have one form posted by many at the same moment."""
        with ThreadPoolExecutor(clerks) as desks:
            told = list(desks.map(self._post_until_told, [form] * clerks))
        return [each for each in told if isinstance(each, Acknowledged)]

    def _post_until_told(self, form: Form) -> Acknowledged | Refused:
        deadline = time.monotonic() + PATIENCE
        for posts in _counted_until(deadline):
            self._go_on.wait(PATIENCE)
            try:
                answer = self._web.post(
                    form.council.link,
                    data=form.typed | {"nonce": form.nonce},
                    headers={"X-Forwarded-For": _address(form.council)},
                )
            except httpx.HTTPError:
                time.sleep(0.2)
                continue
            if answer.status_code == httpx.codes.SEE_OTHER:
                found = RECEIPT.search(answer.headers["location"])
                assert found, answer.headers["location"]
                return Acknowledged(form, int(found.group(1)), posts)
            if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
                time.sleep(SECONDS_TO_WAIT_ONES_TURN)
                continue
            if answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                return Refused(form, answer.status_code, answer.text)
            time.sleep(0.2)
        raise AssertionError(f"a clerk of {form.council.code} got no receipt in {PATIENCE} s")

    def _watch_the_backlog(self) -> None:
        database = self._rig.database()
        while not self._closed.is_set():
            try:
                with database.read() as session:
                    is_short = session.exec(UNRECORDED).one() <= UNRECORDED_AT_MOST
            except SQLAlchemyError:
                is_short = True  # whether the database takes anything is the web's to say
            if is_short:
                self._go_on.set()
            else:
                self._go_on.clear()
            self._closed.wait(0.25)
        database.close()


def _counted_until(deadline: float) -> Iterator[int]:
    number = 1
    while time.monotonic() < deadline:
        yield number
        number += 1


def _address(council: Council) -> str:
    return f"10.{int(council.code) // 250}.{int(council.code) % 250}.1"
