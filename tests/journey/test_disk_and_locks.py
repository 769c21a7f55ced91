"""A database that somebody holds, and a disk that is full: a post counts once, or is refused in plain Danish."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text
from sqlmodel import col, func, select

from cli.settings import STORE
from models.database import PATIENCE_SECONDS, Database
from models.tables import Document, Request
from tests.api.office import ANSWER, Office
from tests.journey.house import APPROVAL, NORDJYLLAND, House, browser, eventually, open_house
from tests.machine import free_port
from tests.trust.rig import Rig, running_rig
from tests.trust.town import councils_asked, lay_contacts, start_cycles

AT_ONCE = 8
A_LITTLE = 4
TOO_LONG = PATIENCE_SECONDS + 6
MEGABYTE = 1024 * 1024
MINUTES = b"%PDF-1.7\n" + bytes(MEGABYTE)
Holding = Callable[[], AbstractContextManager[object]]


@contextmanager
def _held(url: str, statement: str) -> Iterator[None]:
    """Hold the database as another program does."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for part in statement.split(";"):
            connection.execute(text(part))
        yield
        connection.execute(text("ROLLBACK"))
    engine.dispose()


def _requests(url: str, key: str) -> int:
    with closing(Database(url)) as database, database.read() as session:
        return session.exec(select(func.count(col(Request.id))).where(col(Request.key).contains(key))).one()


def _posts_wait_or_are_refused(web: httpx.Client, url: str, statement: str, links: list[str]) -> None:
    """Hold the store for a little while and for too long, while clerks post one form again and again."""
    with ThreadPoolExecutor(AT_ONCE) as clerks:
        for seconds, link, nonce in ((A_LITTLE, links[0], "lidt"), (TOO_LONG, links[1], "længe")):
            form = APPROVAL | {"nonce": nonce}
            with _held(url, statement):
                posts = [clerks.submit(web.post, link, data=form) for _ in range(AT_ONCE)]
                time.sleep(seconds)
            answers = [post.result() for post in posts]
            statuses = {answer.status_code for answer in answers}
            if seconds == A_LITTLE:
                assert statuses == {httpx.codes.SEE_OTHER}
            else:
                refused = [each for each in answers if each.status_code == httpx.codes.SERVICE_UNAVAILABLE]
                assert refused
                assert all("send igen om lidt" in answer.text for answer in refused)
                assert statuses <= {httpx.codes.SEE_OTHER, httpx.codes.SERVICE_UNAVAILABLE}
            again = web.post(link, data=form)
            assert again.status_code == httpx.codes.SEE_OTHER, again.text
            _is_recorded(web, again.headers["location"])
            assert _requests(url, nonce) == 1


def _is_recorded(web: httpx.Client, receipt: str) -> None:
    eventually(lambda: "Registreret" in web.get(receipt).text, what="the decision")


def test_posts_wait_for_a_locked_sqlite_and_count_once(tmp_path: Path) -> None:
    with open_house(tmp_path / "var") as house:
        house.start()
        url = f"sqlite:///{house.folder / STORE}"
        _posts_wait_or_are_refused(house.web, url, "BEGIN EXCLUSIVE", _links(house))


def _links(house: House) -> list[str]:
    return list(house.links().values())


def test_posts_wait_for_a_locked_table_of_postgresql_and_count_once() -> None:
    with running_rig(workers=1) as rig:
        lock = "BEGIN;LOCK TABLE request IN ACCESS EXCLUSIVE MODE"
        _posts_wait_or_are_refused(rig.web, rig.database_url, lock, _asked(rig))


def _asked(rig: Rig) -> list[str]:
    with closing(rig.database()) as database:
        lay_contacts(database, ["1081"])
    cycles = start_cycles(rig, ["1081"], rig.bearer())
    assert cycles == {"1081": NORDJYLLAND}
    return [council.link for council in councils_asked(rig, cycles)]


@pytest.fixture
def store(sqlite_template: Path, tmp_path: Path) -> Path:
    """A folder with a store in which Læsø is asked."""
    folder = tmp_path / "lagt"
    folder.mkdir()
    shutil.copyfile(sqlite_template, folder / STORE)
    (folder / "link.key").write_text("test-key")
    with closing(Database(f"sqlite:///{folder / STORE}")) as database:
        office = Office(database, now=datetime.now(UTC))
        office.seed()
        office.open_round(approval_deadline="2027-05-01")
        (folder / "link.txt").write_text(f"/b/{office.token()}")
    return folder


@contextmanager
def _web_on_a_small_disk(store: Path, folder: Path) -> Iterator[tuple[httpx.Client, Path]]:
    """Run the web on a disk of 16 MB; give a client, and where that disk is seen from outside."""
    folder.mkdir()
    port = free_port()
    where = shlex.quote(str(folder))
    command = f'mount -t tmpfs -o size=16m tmpfs {where} && cp -a {shlex.quote(str(store))}/. {where} && exec "$@"'
    namespace = ("unshare", "--mount") if os.geteuid() == 0 else ("unshare", "--map-root-user", "--mount")
    environment = {"AFTALEHJULET_DATA_DIR": str(folder), "AFTALEHJULET_WEB_PORT": str(port)}
    with (folder.with_suffix(".log")).open("wb") as log:
        process = subprocess.Popen(
            [*namespace, "sh", "-c", command, "sh", sys.executable, "-m", "cli", "web"],
            env=os.environ | environment,
            stdout=log,
            stderr=log,
        )
    try:
        with browser(f"http://127.0.0.1:{port}") as web:
            eventually(lambda: web.get("/readyz").is_success, what="the web")
            yield web, Path(f"/proc/{process.pid}/root{folder}")
    finally:
        process.kill()
        process.wait()


def _fill(disk: Path) -> Path:
    """Fill a disk to the last byte."""
    filling = disk / "fyld"
    with filling.open("wb", buffering=0) as file:
        for size in (MEGABYTE, 4096, 1):
            while True:
                try:
                    if file.write(bytes(size)) < size:
                        break
                except OSError:
                    break
    return filling


def test_on_a_full_disk_a_post_is_refused_and_counts_once_when_there_is_room(store: Path, tmp_path: Path) -> None:
    link = (store / "link.txt").read_text()
    with _web_on_a_small_disk(store, tmp_path / "disk") as (web, disk):
        filling = _fill(disk)
        for files in (None, {"minutes_file": ("referat.pdf", MINUTES, "application/pdf")}):
            refused = web.post(link, data=ANSWER | {"nonce": "fuld"}, files=files)
            assert refused.status_code == httpx.codes.SERVICE_UNAVAILABLE, refused.text
            assert "send igen om lidt" in refused.text
            assert web.get(link).status_code == httpx.codes.OK, "looking needs no room"
        filling.unlink()
        assert _counted(disk, tmp_path) == (0, 1)
        for _ in range(2):
            taken = web.post(link, data=ANSWER | {"nonce": "fuld"}, files=files)
            assert taken.status_code == httpx.codes.SEE_OTHER, taken.text
        assert "Modtaget" in web.get(taken.headers["location"]).text
        assert _counted(disk, tmp_path) == (1, 2)
    assert "SQLITE_FULL" in (tmp_path / "disk.log").read_text()


def _counted(disk: Path, folder: Path) -> tuple[int, int]:
    """Return how many answers and documents lie on a disk; SQLite itself would not find its way there."""
    seen = folder / "set"
    seen.mkdir(exist_ok=True)
    for name in (STORE, f"{STORE}-wal"):
        shutil.copyfile(disk / name, seen / name)
    url = f"sqlite:///{seen / STORE}"
    with closing(Database(url)) as database, database.read() as session:
        documents = session.exec(select(func.count(col(Document.sha256)))).one()
    return _requests(url, "fuld"), documents
