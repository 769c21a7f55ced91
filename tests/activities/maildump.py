"""The mailbox of the embedded default, as a process of its own."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.machine import free_port
from tests.waiting import PATIENCE


@dataclass
class Maildump:
    """Where it listens."""

    smtp: int
    web: int

    def mails(self) -> list[dict[str, object]]:
        """Return what it took, as its web page lists it."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.web}/messages/", timeout=5) as page:
            found: dict[str, list[dict[str, object]]] = json.load(page)
        return found["messages"]


@contextmanager
def running_maildump(folder: Path) -> Iterator[Maildump]:
    """Start it on free ports and wait until it answers."""
    ports = Maildump(free_port(), free_port())
    program = Path(sys.executable).with_name("maildump")
    places = ["--smtp-port", str(ports.smtp), "--http-port", str(ports.web), "--db", str(folder / "mail.db")]
    process = subprocess.Popen([program, "-n", *places])
    try:
        for port in (ports.smtp, ports.web):
            _wait_for(port, process)
        yield ports
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, "maildump has ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("maildump does not answer")
