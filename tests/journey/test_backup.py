"""A house that burned down goes on from its backup: nothing acknowledged is lost, and nobody is asked twice."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import httpx

from tests import postgres
from tests.journey.house import APPROVAL, NORDJYLLAND, browser, eventually, open_house
from tests.trust.processes import Process
from tests.trust.rig import Rig, running_rig
from tests.trust.town import Council, councils_asked, lay_contacts, start_cycles

ANSWERED_BEFORE = 4
PARTIES = 12
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


def _approved(web: httpx.Client, links: list[str]) -> list[str]:
    """Approve by each link, and return the receipts' pages."""
    answers = [web.post(link, data=APPROVAL | {"nonce": "en gang"}) for link in links]
    assert [answer.status_code for answer in answers] == [httpx.codes.SEE_OTHER] * len(links)
    return [answer.headers["location"] for answer in answers]


def _recorded(web: httpx.Client, receipts: list[str]) -> None:
    """Check that every receipt comes to be recorded or refused; none is unknown or waits for ever."""
    assert len(receipts) > ANSWERED_BEFORE

    def waiting() -> list[str]:
        pages = {receipt: web.get(receipt).raise_for_status().text for receipt in receipts}
        return [receipt for receipt, page in pages.items() if "Registreret" not in page and "Afvist" not in page]

    eventually(lambda: not waiting(), what="the outcome of every receipt")


def _backed_up(take: Callable[[], object], poster: Poster) -> list[str]:
    """Take a backup while somebody posts; return the receipts that were acknowledged before it began."""
    with poster.at_work():
        acknowledged = list(poster.receipts)
        take()
        during = len(poster.receipts) - len(acknowledged)
    assert during > 0, "somebody posted while the backup was taken"
    return acknowledged


def test_a_house_that_burned_down_goes_on_from_its_backup(tmp_path: Path) -> None:
    file = tmp_path / "kopi.zip"
    with open_house(tmp_path / "burned") as house:
        house.start()
        links = list(house.links().values())
        assert len(links) == PARTIES
        receipts = _approved(house.web, links[:ANSWERED_BEFORE])

        def take() -> None:
            told = house.run("backup", str(file))
            assert told.returncode == 0, told.stderr

        receipts += _backed_up(take, Poster(str(house.web.base_url), links[-1]))
        house.kill_up()
    shutil.rmtree(house.folder)
    with open_house(tmp_path / "rebuilt") as house:
        told = house.run("restore", str(file))
        assert told.returncode == 0, told.stderr
        assert "aftalehjul up" in told.stdout
        house.start()
        _recorded(house.web, receipts)
        _approved(house.web, links[ANSWERED_BEFORE:])
        eventually(lambda: house.cycle()["phase"] == "stadfæstelse", what="stadfæstelse")
        assert house.cycle()["approved"] == PARTIES
        assert house.asked() == [], "all were asked before the fire"
        assert house.run("register", "verify").returncode == 0
        assert "kører allerede" in house.run("restore", "--erstat", str(file)).stderr


def test_on_postgresql_the_parts_go_on_from_a_backup_when_both_databases_are_lost(tmp_path: Path) -> None:
    file = tmp_path / "kopi.zip"
    with running_rig(workers=1) as rig:
        councils = _asked(rig)
        links = [council.link for council in councils]
        with browser(rig.url) as web:
            receipts = _approved(web, links[:ANSWERED_BEFORE])
            receipts += _backed_up(lambda: rig.run("backup", str(file)), Poster(rig.url, links[-1]))
            _lose_everything(rig)
            rig.run("restore", str(file))
            _start_again(rig)
            _recorded(web, receipts)
            _approved(web, links[ANSWERED_BEFORE:])
            cycle = f"/api/v1/cycles/{NORDJYLLAND}"
            bearer = rig.bearer()
            eventually(
                lambda: web.get(cycle, headers=bearer).raise_for_status().json()["phase"] == "stadfæstelse",
                what="stadfæstelse",
            )
        assert "ubrudt" in rig.run("register", "verify")
        requests = Counter(mail["to"] for mail in rig.mails() if "beslutning om" in mail.get("subject", ""))
        assert set(requests.values()) == {1}
        assert len(requests) == PARTIES


def _asked(rig: Rig) -> list[Council]:
    database = rig.database()
    lay_contacts(database, ["1081"])
    database.close()
    cycles = start_cycles(rig, ["1081"], rig.bearer())
    assert cycles == {"1081": NORDJYLLAND}
    return councils_asked(rig, cycles)


def _lose_everything(rig: Rig) -> None:
    for part in rig.parts.values():
        if isinstance(part, Process):
            part.kill()
    server = rig.database_url.rpartition("/")[0]
    postgres.execute(server, "DROP DATABASE aftalehjulet WITH (FORCE)")
    postgres.execute(server, "CREATE DATABASE aftalehjulet")
    for path in rig.folder.glob("temporal.db*"):
        path.unlink()


def _start_again(rig: Rig) -> None:
    for part in rig.parts.values():
        if isinstance(part, Process):
            part.start_again()
    eventually(lambda: rig.web.get("/readyz").json()["temporal"] == "ok", what="all parts")
    eventually(lambda: "forløb blev genopbygget" in rig.run("resume"), what="the rebuilt cycle")
