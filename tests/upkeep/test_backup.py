"""The store as one file and back: everything, exactly, between both databases, from one moment."""

import stat
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import func
from sqlmodel import col, select

from models.access.staff import Role
from models.register import ErasureBasis, erase, verify
from models.store.database import Database
from models.store.schema import current_is_head, upgrade
from models.tables import Document, RegisterEntry, Request, SealedText, SignInLink, Staff, StaffSession
from models.tables.base import metadata
from tests.models.register.chaining import note, problems
from tests.models.seeding import AT
from tests.upkeep.backing_up import CYCLE, backed_up, content_of, fill, unheard
from upkeep.backup import StoreInUse, StoreNotEmpty, TargetExists, load, opened_backup, take
from upkeep.backup.loading import BYTES_AT_ONCE
from upkeep.backup.snapshot import FLEETING
from workflows.rules.requests import RequestKind

in_each = pytest.mark.parametrize(
    ("database_url", "blank_url"), [("sqlite", "sqlite"), ("postgresql", "postgresql")], indirect=True
)


def _loaded(file: Path, url: str, *, may_replace: bool = False) -> Database:
    database = Database(url)
    try:
        with opened_backup(file) as backup:
            load(database, backup, may_replace=may_replace, report=unheard)
    finally:
        database.close()  # it opens again by itself
    return database


def _request(key: str) -> Request:
    return Request(key=key, cycle_id=CYCLE, kind=RequestKind.ANSWER, payload={}, made_by="link:1", received_at=AT)


def test_everything_comes_back_exactly_in_either_database(
    database: Database, blank_url: str, tmp_path: Path
) -> None:
    fill(database)
    before = content_of(database)
    assert len([name for name, rows in before.items() if rows]) >= 18
    file, manifest = backed_up(database, tmp_path)
    assert manifest.rows == sum(map(len, before.values()))
    restored = _loaded(file, blank_url)
    assert content_of(restored) == before
    assert problems(restored) == problems(database), "what was proven of the one holds of the other"
    assert current_is_head(blank_url)
    restored.close()


def test_the_restored_store_goes_on_with_new_numbers_and_the_same_chain(
    database: Database, blank_url: str, tmp_path: Path
) -> None:
    fill(database)
    restored = _loaded(backed_up(database, tmp_path)[0], blank_url)
    with restored.write_in_turn() as session:
        highest = session.exec(select(func.max(Request.id))).one()
        session.add(_request("ny"))
        note(session, 6)
    with restored.read() as session:
        number = session.exec(select(Request.id).where(Request.key == "ny")).one()
        assert verify(session).entries == 6
        assert not [each for each in verify(session).problems if each.startswith("Post ")]
    assert number == (highest or 0) + 1
    restored.close()


@in_each
def test_who_was_signed_in_is_not_carried_along(database: Database, blank_url: str, tmp_path: Path) -> None:
    with database.write() as session:
        session.add(Staff(id=1, email="a@b.example", name="A", role=Role.SECRETARIAT))
        session.flush()
        session.add(SignInLink(token_hash="l", staff_id=1, expires_at=AT))
        session.add(StaffSession(token_hash="s", staff_id=1, begun_at=AT, expires_at=AT))
    restored = _loaded(backed_up(database, tmp_path)[0], blank_url)
    assert metadata.tables.keys() >= FLEETING
    with restored.read() as session:
        assert session.exec(select(Staff.email)).all() == ["a@b.example"]
        assert session.exec(select(SignInLink)).all() == []
        assert session.exec(select(StaffSession)).all() == []
    restored.close()


def test_a_backup_is_of_one_moment_while_others_write(database: Database, blank_url: str, tmp_path: Path) -> None:
    fill(database)
    is_over = Event()

    def write(number: int) -> int:
        while not is_over.is_set():
            with database.write_in_turn() as session:
                entry = note(session, number)
                session.add(_request(f"nr-{entry.seq}"))
            number += 1
        return number

    with ThreadPoolExecutor(1) as writer:
        writing = writer.submit(write, 10)
        try:
            while _entries(database) < 8:
                assert not writing.done()
            acknowledged = _entries(database)
            file, manifest = backed_up(database, tmp_path)
            after = _entries(database)
        finally:
            is_over.set()
    assert acknowledged <= manifest.head.seq <= after < writing.result()
    restored = _loaded(file, blank_url)
    with restored.read() as session:
        keys = set(session.exec(select(Request.key)).all())
        assert session.exec(select(func.count(col(RegisterEntry.seq)))).one() == manifest.head.seq
    # an entry and its request were written together: neither is there without the other
    assert {f"nr-{seq}" for seq in range(6, manifest.head.seq + 1)} == {k for k in keys if k.startswith("nr-")}
    restored.close()


def _entries(database: Database) -> int:
    with database.read() as session:
        return session.exec(select(func.count(col(RegisterEntry.seq)))).one()


@in_each
def test_a_store_with_something_in_it_is_replaced_only_on_demand(
    database: Database, blank_url: str, tmp_path: Path
) -> None:
    file, _ = backed_up(database, tmp_path)
    full = Database(blank_url)
    with full.write_in_turn() as session:
        upgrade(session.connection())
        session.add(Staff(email="a@b.example", name="A", role=Role.SECRETARIAT))
    full.close()
    before = content_of(full)
    full.close()
    with pytest.raises(StoreNotEmpty):
        _loaded(file, blank_url)
    assert content_of(full) == before
    full.close()
    replaced = _loaded(file, blank_url, may_replace=True)
    assert content_of(replaced) == content_of(database)
    replaced.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_store_that_others_are_connected_to_is_left_alone(database: Database, tmp_path: Path) -> None:
    file, _ = backed_up(database, tmp_path)  # and its connection stays in the pool
    other = Database(database.engine.url.render_as_string(hide_password=False))
    with pytest.raises(StoreInUse), opened_backup(file) as backup:
        load(other, backup, may_replace=True, report=unheard)
    other.close()


@in_each
def test_what_breaks_off_in_the_middle_changes_nothing(database: Database, blank_url: str, tmp_path: Path) -> None:
    fill(database)
    file, manifest = backed_up(database, tmp_path)
    old = Database(blank_url)
    with old.write_in_turn() as session:
        upgrade(session.connection())
        session.add(Staff(email="den@gamle.example", name="A", role=Role.SECRETARIAT))
    before = content_of(old)
    old.close()

    def break_off(done: int, total: int) -> None:
        if done > total / 2:
            raise KeyboardInterrupt

    assert manifest.rows > 100
    with pytest.raises(KeyboardInterrupt), opened_backup(file) as backup:
        load(old, backup, may_replace=True, report=break_off)
    assert content_of(old) == before
    old.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_backup_appears_whole_or_not_at_all(database: Database, tmp_path: Path) -> None:
    def break_off(done: int, total: int) -> None:
        del done, total
        raise KeyboardInterrupt

    folder = tmp_path / "kopier"
    folder.mkdir()
    with pytest.raises(KeyboardInterrupt):
        take(database, folder / "kopi.zip", at=AT, report=break_off)
    assert list(folder.iterdir()) == []
    file, _ = backed_up(database, folder)
    assert list(folder.iterdir()) == [file]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_backup_covers_no_file_that_is_there(database: Database, tmp_path: Path) -> None:
    file, _ = backed_up(database, tmp_path)
    before = sha256(file.read_bytes()).hexdigest()
    with pytest.raises(TargetExists):
        backed_up(database, tmp_path)
    assert sha256(file.read_bytes()).hexdigest() == before
    backed_up(database, tmp_path, may_overwrite=True, link_key="nøgle")
    with opened_backup(file) as backup:
        assert backup.link_key() == "nøgle"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_backup_covers_no_file_that_came_while_it_was_taken(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "kopi.zip"

    def come_between(done: int, total: int) -> None:
        if done == total:
            file.write_text("en andens")

    with pytest.raises(TargetExists):
        take(database, file, at=AT, report=come_between)
    assert [each.read_text() for each in tmp_path.glob("*kopi*")] == ["en andens"]


@pytest.mark.parametrize("blank_url", ["sqlite"], indirect=True)
def test_of_a_store_that_was_never_migrated_there_is_no_backup(blank_url: str, tmp_path: Path) -> None:
    blank = Database(blank_url)
    with pytest.raises(LookupError, match="never migrated"):
        backed_up(blank, tmp_path)
    blank.close()
    assert not list(tmp_path.glob("*kopi*"))


@in_each
def test_large_documents_are_never_in_memory_together(database: Database, blank_url: str, tmp_path: Path) -> None:
    number, size = (
        20,
        BYTES_AT_ONCE // 3,
    )  # several times what is read at once
    documents = [bytes([each]) * size for each in range(number)]
    with database.write() as session:
        for content in documents:
            digest = sha256(content).hexdigest()
            session.add(Document(sha256=digest, content=content, media_type="application/pdf", size=size))
    tracemalloc.start()
    try:
        file, _ = backed_up(database, tmp_path)
        restored = _loaded(file, blank_url)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    with restored.read() as session:
        assert set(session.exec(select(Document.content))) == set(documents)
    restored.close()
    assert peak < number * size, peak


@in_each
def test_an_erased_text_stays_erased(database: Database, blank_url: str, tmp_path: Path) -> None:
    fill(database)
    with database.write_in_turn() as session:
        digest = session.exec(select(SealedText.digest).where(SealedText.entry == 2)).one()
        erase(session, {digest: ""}, at=AT, basis=ErasureBasis.REQUEST)
    restored = _loaded(backed_up(database, tmp_path)[0], blank_url)
    with restored.read() as session:
        assert verify(session).erased == 1
    restored.close()
