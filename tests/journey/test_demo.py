"""The imagined cycles of a first start, where something keeps them from being laid in."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from rich.console import Console
from sqlmodel import select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from cli.embedded.demo import client, installing
from cli.embedded.demo.client import DemoClient
from cli.errors import CommandError
from cli.settings import STORE, Settings
from models.store.database import Database
from models.tables import ApiToken
from tests.machine import free_port
from tests.pages.serving import serving_one
from tests.today import today


async def _nothing(_: Request) -> Response:
    return JSONResponse({"messages": [], "councils": []})


async def _refuse(_: Request) -> Response:
    return HTMLResponse("<h1>Fejl</h1>\n<p>Skriv mødets  dato</p>", 422)


UNWILLING = Starlette(
    routes=[
        Route("/messages/", _nothing),
        Route("/api/v1/cycles/stille", _nothing),
        Route("/api/v1/cycles", _refuse, methods=["POST"]),
        Route("/b/x", _refuse, methods=["POST"]),
    ]
)
"""A web and a mailbox in which nothing comes to pass."""


@pytest.fixture
def settings(tmp_path: Path, sqlite_template: Path) -> Iterator[Settings]:
    """A new store, and that web and mailbox."""
    shutil.copyfile(sqlite_template, tmp_path / STORE)
    with serving_one(UNWILLING) as origin:
        port = urlsplit(origin).port or 0
        yield Settings(data_dir=tmp_path, web_port=port, mailbox_port=port)


@pytest.fixture
def demo(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoClient]:
    """Who acts in the demo, and waits no longer than for one answer."""
    with closing(DemoClient(settings, "token")) as demo:
        monkeypatch.setattr(client, "PATIENCE", 0.0)
        yield demo


def test_what_does_not_come_to_pass_is_told_with_where_to_look(demo: DemoClient) -> None:
    with pytest.raises(CommandError, match=r"^Eksemplet stille kom ikke i gang\. Se loggen for worker\.$"):
        demo.wait_until("stille", lambda cycle: bool(cycle["councils"]))
    with pytest.raises(CommandError, match=r"^Eksemplets brev til sundhed@x\.example kom ikke frem\."):
        demo.wait_for_link_to("sundhed@x.example")
    with pytest.raises(
        CommandError, match=r"^Eksemplets svar blev ikke modtaget \(422\): +Fejl +Skriv mødets dato"
    ):
        demo.answer("/b/x", {})
    with pytest.raises(CommandError, match=r"^Eksemplerne kunne ikke lægges ind \(404\): "):
        demo.cycle("ukendt")


def said_when_offered(settings: Settings) -> str:
    said = StringIO()
    installing.offer_demo(settings, Console(file=said, width=200))
    return said.getvalue()


def is_left_for_the_next_start(settings: Settings) -> bool:
    with closing(Database(settings.store_url)) as database, database.read() as session:
        assert all(token.revoked_at for token in session.exec(select(ApiToken)))
    return (settings.data_dir / "demo.state").read_text() == today().isoformat()


def test_examples_that_are_refused_keep_no_house_from_opening(settings: Settings) -> None:
    said = said_when_offered(settings)
    assert "De tænkte eksempler blev ikke færdige: Eksemplerne kunne ikke lægges ind (422)" in said
    assert is_left_for_the_next_start(settings)


def test_a_part_that_falls_amid_the_examples_keeps_no_house_from_opening(settings: Settings) -> None:
    fallen = settings.model_copy(update={"web_port": free_port()})
    said = said_when_offered(fallen)
    assert "De tænkte eksempler blev ikke færdige: Web eller postkasse svarer ikke. Se loggen for web." in said
    assert is_left_for_the_next_start(fallen)
