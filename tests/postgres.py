"""A PostgreSQL server of the suite's own: in a temporary folder, on a free port, gone at the end."""

import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg

from tests.machine import free_port, unprivileged_user
from tests.programs import postgres_binaries
from tests.waiting import PATIENCE

ATTEMPTS = 3
ATTEMPTS_AGAIN = 25

SETTINGS = (
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=32MB",
    "max_connections=60",
)
LASTING = "synchronous_commit=on"
"""Handed to the machine before a commit is answered: what a kill of the server's processes leaves is whole."""


class Server:
    """A server in `folder`, run by `user` (None: whoever runs the suite), since PostgreSQL refuses root."""

    def __init__(self, folder: Path, *, binaries: Path, user: str | None, settings: tuple[str, ...] = ()) -> None:
        self._folder = folder
        self._binaries = binaries
        self._user = user
        self._settings = (*SETTINGS, *settings)
        self._password = secrets.token_hex(16)
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """The SQLAlchemy URL without a database's name."""
        return f"postgresql+psycopg://postgres:{self._password}@127.0.0.1:{self._port}"

    def initialise(self) -> None:
        """Make an empty cluster whose only user needs the password."""
        secret = self._folder / "password"
        secret.write_text(self._password)
        if self._user:
            shutil.chown(secret, self._user)
        subprocess.run(
            [
                self._binaries / "initdb",
                *("--pgdata", self._data, "--username=postgres", "--auth=password", f"--pwfile={secret}"),
                *("--encoding=UTF8", "--locale=C", "--no-sync"),
            ],
            check=True,
            user=self._user,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
        )

    def start(self) -> None:
        """Start on a free port; somebody may take it first, so try more than once."""
        for _ in range(ATTEMPTS):
            self._port = free_port()
            self._process = self._launched()
            if self._is_answering(self._process):
                return
        raise RuntimeError("PostgreSQL did not start:\n" + self._log.read_text())

    def stop(self) -> None:
        """Stop at once, whoever is still connected."""
        if self._process:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(PATIENCE)

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    @property
    def _log(self) -> Path:
        return self._folder / "server.log"

    def kill(self) -> None:
        """Kill the server and all its processes, as the machine's own need of memory would."""
        if self._process:
            server = psutil.Process(self._process.pid)
            family = [server, *server.children(recursive=True)]
            for each in family:
                with suppress(psutil.NoSuchProcess):
                    each.kill()
            self._process.wait(PATIENCE)

    def start_again(self) -> None:
        """Start on the port that it had; while something of the killed server is left, it refuses."""
        for _ in range(ATTEMPTS_AGAIN):
            self._process = self._launched()
            if self._is_answering(self._process):
                return
            time.sleep(0.2)
        raise RuntimeError("PostgreSQL did not start again:\n" + self._log.read_text())

    def _launched(self) -> subprocess.Popen[bytes]:
        settings = [*self._settings, f"port={self._port}", f"unix_socket_directories={self._folder}"]
        options = [part for setting in settings for part in ("-c", setting)]
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [self._binaries / "postgres", "-D", self._data, *options],
                user=self._user,
                cwd=self._folder,
                stdout=log,
                stderr=log,
            )

    def _is_answering(self, process: subprocess.Popen[bytes]) -> bool:
        until = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < until:
            try:
                psycopg.connect(self.url.replace("+psycopg", "") + "/postgres", connect_timeout=5).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return True
        return False


@contextmanager
def running(settings: tuple[str, ...] = (), *, binaries: Path | None = None) -> Iterator[Server]:
    """Give a running server; it is stopped afterwards. `settings` come on top of the usual ones."""
    user = unprivileged_user()
    with tempfile.TemporaryDirectory(prefix="aftalehjul-pg-") as name:
        if user:
            shutil.chown(name, user)
        server = Server(Path(name), binaries=binaries or postgres_binaries(), user=user, settings=settings)
        server.initialise()
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def running_server() -> Iterator[str]:
    """Give the SQLAlchemy URL of a running server, without a database's name; it is stopped afterwards."""
    with running() as server:
        yield server.url


def execute(url: str, statement: str) -> None:
    """Run one statement outside any transaction, in the database that every server has."""
    with psycopg.connect(url.replace("+psycopg", "") + "/postgres", autocommit=True) as connection:
        connection.execute(statement.encode())
