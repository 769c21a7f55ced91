"""The real app on this machine: one server, and behind it a store of its own for every scene of the gallery.

A request says in a header which scene it is for, so that a browser finds everything but the page in its cache.
"""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import uvicorn
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.authentication import csrf_token
from models.access.staff import Role
from models.directory import seed_directory
from models.kinds import seed_kinds
from models.store.database import Database
from models.store.schema import migrate
from tests.api.office import PUBLIC_URL, Office
from tests.pages.scenes import SCENES
from tests.waiting import PATIENCE

HOST = "127.0.0.1"
SCENE = "x-scene"


@dataclass
class Place:
    """Where a scene is served; `cookies` are the sessions of those who have signed in there."""

    office: Office
    origin: str
    cookies: dict[Role, str] = field(default_factory=dict)

    def cookie(self, role: Role) -> str:
        """Return the session of somebody with that role."""
        if role not in self.cookies:
            self.cookies[role] = self.office.cookie(role)
        return self.cookies[role]

    def csrf(self, role: Role) -> str:
        """Return what the forms of that session carry."""
        return csrf_token("csrf-key", self.cookie(role))


class Places:
    """The scenes by name, each with a store that is seeded when somebody first asks for it."""

    def __init__(self, folder: Path) -> None:
        self._template = seeded_template(folder)
        self._folder = folder
        self._places: dict[str, Place] = {}

    def place(self, scene: str) -> Place:
        """Return a scene, seeded."""
        if scene not in self._places:
            path = self._folder / f"{scene}.db"
            shutil.copyfile(self._template, path)
            office = Office(Database(f"sqlite:///{path}"), now=SCENES[scene].now)
            SCENES[scene].seed(office)
            self._places[scene] = Place(office, self.origin(scene))
        return self._places[scene]

    def origin(self, scene: str) -> str:
        """Return where a scene is served; nowhere, where pages are asked for without a server."""
        return f"{PUBLIC_URL}/#{scene}"

    def close(self) -> None:
        """Let go of the stores."""
        for place in self._places.values():
            place.office.database.close()


class Served(Places):
    """The scenes, and the app that hands a request to its scene."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.socket = socket.create_server((HOST, 0))

    def origin(self, scene: str) -> str:  # noqa: ARG002  # all scenes are served from one place
        """Return where the scenes are served."""
        return f"http://{HOST}:{self.socket.getsockname()[1]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request to the app of its scene."""
        scene = Headers(scope=scope)[SCENE]
        await self._places[scene].office.app(scope, receive, send)


def seeded_template(folder: Path) -> Path:
    """Return a file to copy from: migrated, with directory, kinds and contacts."""
    path = folder / "template.db"
    migrate(f"sqlite:///{path}")
    database = Database(f"sqlite:///{path}")
    seed_directory(database)
    seed_kinds(database)
    Office(database).seed()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@contextmanager
def serving() -> Iterator[Served]:
    """Serve all scenes for as long as the context lasts."""
    with tempfile.TemporaryDirectory() as folder:
        served = Served(Path(folder))
        with _running(served, [served.socket]):
            yield served
        served.close()


@contextmanager
def serving_one(app: ASGIApp) -> Iterator[str]:
    """Serve an app for as long as the context lasts, and give its origin."""
    listening = socket.create_server((HOST, 0))
    with _running(app, [listening]):
        yield f"http://{HOST}:{listening.getsockname()[1]}"


@contextmanager
def _running(app: ASGIApp, sockets: list[socket.socket]) -> Iterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none", proxy_headers=False))
    thread = Thread(target=server.run, args=(sockets,), daemon=True)
    thread.start()
    _wait_for(server)
    yield
    server.should_exit = True
    thread.join()


def _wait_for(server: uvicorn.Server) -> None:
    end = monotonic() + PATIENCE
    while not server.started:
        assert monotonic() < end, "the server did not start"
        sleep(0.01)
