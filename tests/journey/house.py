"""A running house: `aftalehjul up` as a process, on ports and a folder of its own, seen from outside."""

import json
import os
import re
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psutil

from tests.commanding import commanded
from tests.machine import free_port
from tests.waiting import PATIENCE

T = TypeVar("T")
NORDJYLLAND = "sundhedsaftale-nordjylland-2028"
MIDTJYLLAND = "sundhedsaftale-midtjylland-2028"
MONDAY = f'Aftale="{MIDTJYLLAND}" AND Klynge="goedstrup" AND Udfald="afventer" AND Forsinket=true'
PORTS = ("WEB_PORT", "TEMPORAL_PORT", "TEMPORAL_UI_PORT", "MAILBOX_PORT", "SMTP_PORT")
NORDJYLLANDS_MAILBOXES = frozenset(
    f"sundhed@{name}.example"
    for name in (
        *("morsoe", "thisted", "broenderslev", "frederikshavn", "vesthimmerlands", "laesoe"),
        *("rebild", "mariagerfjord", "jammerbugt", "aalborg", "hjoerring"),
    )
) | {"regionsraad@region-nordjylland.example"}
APPROVAL = {
    "outcome": "approved",
    "decided_by": "council",
    "meeting_date": "2026-11-20",
    "agenda_item": "7",
    "decision_text": "Indstillingen blev godkendt.",
    "reported_by": "Byrådssekretariatet",
}


def browser(origin: str, *, timeout: float = PATIENCE, headers: dict[str, str] | None = None) -> httpx.Client:
    """Return who asks one of our parts as a browser does; none speaks TLS, so no certificates are read."""
    unread = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx.Client(base_url=origin, timeout=timeout, headers=headers, verify=unread)


def eventually(ask: Callable[[], T | None], *, within: float = PATIENCE, what: str = "it") -> T:
    """Return what `ask` gives as soon as it gives something true; a refused connection is not yet."""
    deadline = time.monotonic() + within
    while True:
        try:
            if answer := ask():
                return answer
        except httpx.HTTPError:
            pass
        assert time.monotonic() < deadline, f"{what} did not come within {within} s"
        time.sleep(0.1)


class House:
    """Starts, stops and kills the house, and asks it things as its users do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = {name: free_port() for name in PORTS}
        self.environment = os.environ | {f"AFTALEHJULET_{name}": str(port) for name, port in self.ports.items()}
        self.environment["AFTALEHJULET_DATA_DIR"] = str(folder)
        self.web = browser(f"http://127.0.0.1:{self.ports['WEB_PORT']}")
        self.mailbox = browser(f"http://127.0.0.1:{self.ports['MAILBOX_PORT']}")
        self.ui = f"http://127.0.0.1:{self.ports['TEMPORAL_UI_PORT']}"
        self.log = folder.with_suffix(".up.log")
        self._up: subprocess.Popen[bytes] | None = None
        self._token = ""

    def start(self, *, wait: bool = True) -> None:
        with self.log.open("ab") as log:
            self._up = subprocess.Popen(
                [sys.executable, "-m", "cli", "up"], env=self.environment, stdout=log, stderr=log
            )
        before = self.said().count("Ctrl-C stopper alt.")
        if wait:
            eventually(lambda: self._is_open(before), what="the house")

    def _is_open(self, times_before: int) -> bool:
        assert self._up is not None
        assert self._up.poll() is None, self.said()
        return self.said().count("Ctrl-C stopper alt.") > times_before

    def said(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    def stop(self) -> int:
        """End the house as Ctrl-C does; return its exit code."""
        assert self._up is not None
        self._up.send_signal(signal.SIGINT)
        return self._up.wait(PATIENCE)

    def kill_up(self) -> None:
        assert self._up is not None
        self._up.kill()
        self._up.wait()

    def part(self, name: str) -> psutil.Process:
        """Return a part's process."""
        return psutil.Process(json.loads((self.folder / "run" / f"{name}.json").read_text())["pid"])

    def end_everything(self) -> None:
        """End whatever still runs of this house; by the ids that it noted itself."""
        self.web.close()
        self.mailbox.close()
        if self._up is not None and self._up.poll() is None:
            self.stop()
        self.kill_parts()

    def kill_parts(self) -> None:
        """Kill whatever part still runs, also those that nobody looks after any more."""
        for note in (self.folder / "run").glob("*.json"):
            told = json.loads(note.read_text())
            if psutil.pid_exists(told["pid"]) and psutil.Process(told["pid"]).create_time() == told["started"]:
                psutil.Process(told["pid"]).kill()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the command line against this house."""
        return commanded(*words, environment=self.environment)

    def process(self, *words: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run a command as a process of its own, after the words that another program is started by."""
        command = [*before, sys.executable, "-m", "cli", *words]
        return subprocess.run(
            command, check=False, env=self.environment, capture_output=True, text=True, timeout=PATIENCE
        )

    @property
    def api(self) -> dict[str, str]:
        if not self._token:
            told = self.run("token", "create", f"prøve-{time.time_ns()}")
            assert told.returncode == 0, told.stderr
            self._token = told.stdout.strip().splitlines()[-1]
        return {"Authorization": f"Bearer {self._token}"}

    def officer(self) -> httpx.Client:
        """Return a browser in which an officer used a sign-in link from the terminal."""
        told = self.run("staff", "link", "sekretariat@demo.example")
        assert told.returncode == 0, told.stderr
        officer = browser(str(self.web.base_url))
        answer = officer.post(told.stdout.strip().splitlines()[-1])
        assert answer.status_code == httpx.codes.SEE_OTHER, answer.text
        return officer

    def cycle(self, cycle_id: str = NORDJYLLAND) -> dict[str, Any]:
        told: dict[str, Any] = (
            self.web.get(f"/api/v1/cycles/{cycle_id}", headers=self.api).raise_for_status().json()
        )
        return told

    def council(self, name: str, cycle_id: str = NORDJYLLAND) -> dict[str, Any]:
        return next(each for each in self.cycle(cycle_id)["councils"] if each["name"] == name)

    def mails(self, subject: str = "") -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self.mailbox.get("/messages/").raise_for_status().json()["messages"]
        return [message for message in messages if subject in message["subject"]]

    def asked(self) -> list[str]:
        """Return to whom the requests of Nordjylland went, one entry for each mail."""
        return [mailbox for _, mailbox in self._requests()]

    def links(self) -> dict[str, str]:
        """Return the path of each link in Nordjylland's requests, by the mailbox that got it."""
        return {mailbox: self.link_in(mail) for mail, mailbox in self._requests()}

    def link_in(self, mail: int) -> str:
        found = re.search(r"/b/[\w.\-]+", self.text_of(mail))
        assert found
        return found.group()

    def text_of(self, mail: int) -> str:
        return self.mailbox.get(f"/messages/{mail}.plain").raise_for_status().text

    def approve(self, link: str, **more: str) -> httpx.Response:
        return self.web.post(link, data=APPROVAL | more)

    def _requests(self) -> list[tuple[int, str]]:
        mails = self.mails("beslutning om Sundhedsaftalen")
        told = [(mail["id"], mail["recipients"]["to"][0]) for mail in mails]
        return [(mail, mailbox) for mail, mailbox in told if mailbox in NORDJYLLANDS_MAILBOXES]


def away() -> dict[str, str]:
    """Return the settings of a database server that does not answer."""
    url = f"postgresql+psycopg://ingen@127.0.0.1:{free_port()}/intet"
    return {"AFTALEHJULET_DATABASE_URL": url, "AFTALEHJULET_LINK_KEYS": "ny-hemmelighed"}


@contextmanager
def open_house(folder: Path) -> Iterator[House]:
    """Give a house that is ended at the end, whatever happened."""
    house = House(folder)
    try:
        yield house
    finally:
        house.end_everything()
