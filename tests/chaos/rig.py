"""The parts as in production, each a process of its own on PostgreSQL, made to be killed and started again."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import httpx

from models.store.database import Database
from tests import postgres
from tests.chaos.processes import Process
from tests.commanding import commanded
from tests.journey.house import browser, eventually
from tests.machine import free_port

KEY = "a-key-of-the-tests"


@dataclass
class Rig:
    """What runs, by name, and how it is reached; `kill` and `start_again` take a part's name."""

    folder: Path
    database_url: str
    parts: dict[str, Process | postgres.Server] = field(default_factory=dict)
    ports: dict[str, int] = field(
        default_factory=lambda: {name: free_port() for name in ("web", "temporal", "smtp")}
    )

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "AFTALEHJULET_DATABASE_URL": self.database_url,
            "AFTALEHJULET_LINK_KEYS": KEY,
            "AFTALEHJULET_PUBLIC_URL": self.url,
            "AFTALEHJULET_WEB_PORT": str(self.ports["web"]),
            "AFTALEHJULET_SMTP_PORT": str(self.ports["smtp"]),
            "TEMPORAL_ADDRESS": f"127.0.0.1:{self.ports['temporal']}",
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports['web']}"

    @cached_property
    def web(self) -> httpx.Client:
        """Somebody who asks the web, and shows nothing of who it is."""
        return browser(self.url)

    @property
    def mail_file(self) -> Path:
        return self.folder / "mails.jsonl"

    def add(self, name: str, *command: str) -> None:
        """Start one more process."""
        process = Process(command, self.environment, self.folder / f"{name}.log")
        self.parts[name] = process
        process.start()

    def run(self, *words: str) -> str:
        """Run a command of the command line, and return what it printed."""
        told = self._told(words)
        assert told.returncode == 0, told.stdout + told.stderr
        return told.stdout

    def look(self, *words: str) -> str:
        """Run a command that may find something wrong, and return what it printed."""
        return self._told(words).stdout

    def _told(self, words: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
        return commanded(*words, environment=self.environment)

    def bearer(self) -> dict[str, str]:
        """Return the header of a program that may write."""
        token = self.run("token", "create", f"prøve-{time.time_ns()}").strip().splitlines()[-1]
        return {"Authorization": f"Bearer {token}"}

    def mails(self) -> list[dict[str, str]]:
        """Return all that the mail server took down: mails, and faults of its own."""
        if not self.mail_file.exists():
            return []
        return [json.loads(line) for line in self.mail_file.read_text().splitlines()]

    def database(self) -> Database:
        return Database(self.database_url)

    def log_of(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")


@contextmanager
def running_rig(*, workers: int = 2, mail_fault_every: int = 0) -> Iterator[Rig]:
    """Give a rig that answers; everything of it is killed at the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="aftalehjul-rig-")))
        server = stack.enter_context(postgres.running((postgres.LASTING,)))
        postgres.execute(server.url, "CREATE DATABASE aftalehjulet")
        rig = Rig(folder, f"{server.url}/aftalehjulet", {"postgresql": server})
        stack.callback(_end, rig)
        rig.run("migrate")
        _start(rig, workers, mail_fault_every)
        yield rig


def _start(rig: Rig, workers: int, mail_fault_every: int) -> None:
    rig.add("temporal", *_temporal(rig))
    rig.add("mail", *_mail(rig, mail_fault_every))
    rig.add("web", sys.executable, "-m", "cli", "web")
    for number in range(1, workers + 1):
        rig.add(f"worker {number}", sys.executable, "-m", "cli", "worker")
    eventually(lambda: rig.web.get("/readyz").is_success, what="the web")
    eventually(lambda: "worker_ready" in rig.log_of("worker 1"), what="a worker")


def _temporal(rig: Rig) -> tuple[str, ...]:
    return (
        *(str(Path(sys.executable).parent / "temporal"), "server", "start-dev", "--headless", "--ip", "127.0.0.1"),
        *("--port", str(rig.ports["temporal"]), "--db-filename", str(rig.folder / "temporal.db")),
        # what a kill leaves is whole; a machine without power is not what is tried here
        *("--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=OFF", "--log-level", "error"),
    )


def _mail(rig: Rig, fault_every: int) -> tuple[str, ...]:
    return (
        *(sys.executable, "-m", "tests.chaos.mail_sink", str(rig.ports["smtp"])),
        *(str(rig.mail_file), str(fault_every)),
    )


def _end(rig: Rig) -> None:
    for part in rig.parts.values():
        if isinstance(part, Process):
            part.kill()
    rig.web.close()
