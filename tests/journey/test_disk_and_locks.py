"""A database that is held, or lost, and a disk that is full: a post counts once, or is refused in plain Danish."""

import os
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlmodel import col, func, select

from cli.settings import STORE
from models.store.database import Database
from models.tables import Document
from tests import postgres
from tests.api.office import ANSWER, Office
from tests.chaos.processes import Process
from tests.chaos.rig import Rig, running_rig
from tests.chaos.town import councils_asked, lay_contacts, start_cycles
from tests.journey.held import posts_wait_or_are_refused, requests_of
from tests.journey.house import NORDJYLLAND, browser, eventually
from tests.journey.posting import Poster, all_recorded, approved, backed_up
from tests.machine import free_port

PARTIES = 12
MEGABYTE = 1024 * 1024
MINUTES = b"%PDF-1.7\n" + bytes(MEGABYTE)


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    """Parts on PostgreSQL, which are held, and then lose everything."""
    with running_rig(workers=1) as rig:
        yield rig


@pytest.fixture(scope="module")
def links(rig: Rig) -> list[str]:
    """The links of the twelve that are asked."""
    with closing(rig.database()) as database:
        lay_contacts(database, ["1081"])
    cycles = start_cycles(rig, ["1081"], rig.bearer())
    assert cycles == {"1081": NORDJYLLAND}
    return [council.link for council in councils_asked(rig, cycles)]


def test_posts_wait_for_a_locked_table_of_postgresql_and_count_once(rig: Rig, links: list[str]) -> None:
    lock = "BEGIN;LOCK TABLE request IN ACCESS EXCLUSIVE MODE"
    posts_wait_or_are_refused(rig.web, rig.database_url, lock, links)


def test_on_postgresql_the_parts_go_on_from_a_backup_when_both_databases_are_lost(
    rig: Rig, links: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "kopi.zip"
    assert len(links) == PARTIES
    receipts = approved(rig.web, links[2:6])
    receipts += backed_up(lambda: rig.run("backup", str(file)), file, Poster(rig.url, links[-1]))
    _lose_everything(rig)
    rig.run("restore", str(file))
    _start_again(rig)
    all_recorded(rig.web, receipts)
    approved(rig.web, links)
    with browser(rig.url, headers=rig.bearer()) as program:
        cycle = f"/api/v1/cycles/{NORDJYLLAND}"
        eventually(lambda: program.get(cycle).raise_for_status().json()["phase"] == "stadfæstelse", what=cycle)
    assert "ubrudt" in rig.run("register", "verify")
    requests = Counter(mail["to"] for mail in rig.mails() if "beslutning om" in mail.get("subject", ""))
    assert set(requests.values()) == {1}
    assert len(requests) == PARTIES


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
    eventually(lambda: "forløb blev genopbygget" in rig.look("resume"), what="the rebuilt cycle")


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
    return requests_of(url, "fuld"), documents
