"""A file that is no backup, or no longer one, is known before anything is touched."""

import json
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import inspect, text

from models.store.database import Database
from models.store.schema import current_is_head, upgrade
from tests.upkeep.backing_up import backed_up, content_of, fill, unheard
from upkeep.backup import BadBackup, load, opened_backup
from upkeep.backup.reading import DAMAGED, NOT_OURS

FLIPS = 400
SEED = 20261122
NO_ROW = b"[]\n"


@pytest.fixture
def file(database: Database, tmp_path: Path) -> Path:
    """A backup of a store in which there is something."""
    fill(database)
    return backed_up(database, tmp_path, link_key="nøgle")[0]


pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def _read(file: Path) -> str:
    """Return all that a backup says, byte for byte, or raise as a reader of it would."""
    digest = sha256()
    with opened_backup(file) as backup:
        for table in sorted(backup.manifest.tables):
            for line in backup.lines(table):
                digest.update(line)
        digest.update(repr(sorted(backup.manifest.members)).encode())
        digest.update(f"{backup.manifest.revision}{backup.manifest.head}{backup.link_key()}".encode())
    return digest.hexdigest()


def test_a_bit_that_was_flipped_is_found_or_means_nothing(file: Path) -> None:
    whole, expected = file.read_bytes(), _read(file)
    refused = 0
    for place in Random(SEED).sample(range(len(whole) * 8), FLIPS):  # noqa: S311  # nothing is secret here
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        file.write_bytes(flipped)
        try:
            assert _read(file) == expected, place
        except BadBackup:
            refused += 1
    assert refused > FLIPS / 2


def test_a_file_that_was_cut_off_is_refused(file: Path) -> None:
    whole = file.read_bytes()
    lengths = [0, 1, 30, len(whole) // 2, len(whole) - 30, len(whole) - 1]
    for length in lengths:
        file.write_bytes(whole[:length])
        with pytest.raises(BadBackup):
            _read(file)


def test_what_another_program_wrote_is_told_from_what_is_damaged(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "andet.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("brev.txt", "hej")
    for path, why in ((other, NOT_OURS), (Path(__file__), NOT_OURS), (_with_manifest(file, {}), NOT_OURS)):
        with pytest.raises(BadBackup, match=why):
            _read(path)
    for change in (lambda told: told | {"members": {}}, lambda told: told | {"taken_at": "i går"}):
        with pytest.raises(BadBackup, match=DAMAGED):
            _read(_changed(file, change))


@pytest.mark.parametrize("newer", [{"format_version": 2}, {"revision": "9999"}])
def test_a_backup_of_a_newer_program_asks_for_that_program(file: Path, newer: dict[str, Any]) -> None:
    with pytest.raises(BadBackup, match="nyere udgave"):
        _read(_changed(file, lambda told: told | newer))


def _without_calls(told: dict[str, Any]) -> dict[str, Any]:
    return told | {"members": {name: each for name, each in told["members"].items() if "call" not in name}}


def _with_a_row_that_is_none(told: dict[str, Any]) -> dict[str, Any]:
    call = told["members"]["tables/call.jsonl"] | {"rows": 1, "sha256": sha256(NO_ROW).hexdigest()}
    return told | {"members": told["members"] | {"tables/call.jsonl": call}}


def _with_another_head(told: dict[str, Any]) -> dict[str, Any]:
    return told | {"register_head": told["register_head"] | {"seq": 4}}


@pytest.mark.parametrize(
    ("change", "calls"), [(_without_calls, None), (_with_a_row_that_is_none, NO_ROW), (_with_another_head, b"")]
)
def test_a_backup_that_somebody_rewrote_is_not_loaded(
    file: Path, tmp_path: Path, change: Callable[[dict[str, Any]], dict[str, Any]], calls: bytes | None
) -> None:
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["manifest.json"] = json.dumps(change(json.loads(members["manifest.json"]))).encode()
    rewritten = tmp_path / "omskrevet.zip"
    with zipfile.ZipFile(rewritten, "w") as archive:
        for name, content in members.items():
            if "call" not in name:
                archive.writestr(name, content)
        if calls is not None:
            archive.writestr("tables/call.jsonl", calls)
    store = Database(f"sqlite:///{tmp_path / 'ny.db'}")
    with opened_backup(rewritten) as backup, pytest.raises(BadBackup, match=DAMAGED):
        load(store, backup, may_replace=False, report=unheard)
    with store.read() as session:
        assert inspect(session.connection()).get_table_names() == []
    store.close()


def _changed(file: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Path:
    with zipfile.ZipFile(file) as archive:
        return _with_manifest(file, change(json.loads(archive.read("manifest.json"))))


def _with_manifest(file: Path, told: dict[str, Any]) -> Path:
    changed = file.with_name("ændret.zip")
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(changed, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, json.dumps(told) if name == "manifest.json" else archive.read(name))
    return changed


@pytest.fixture
def old_store(tmp_path: Path) -> Iterator[Database]:
    """A store at the first revision of which backups may be left."""
    old = Database(f"sqlite:///{tmp_path / 'gammel.db'}")
    with old.write_in_turn() as session:
        upgrade(session.connection(), "0004")
        session.execute(text("INSERT INTO api_token VALUES ('h', 'regneark', 'secretariat', '2026-01-01', NULL)"))
    yield old
    old.close()


def test_a_backup_of_an_older_program_is_brought_to_the_newest_migration(
    old_store: Database, tmp_path: Path, database: Database
) -> None:
    file, manifest = backed_up(old_store, tmp_path)
    assert (manifest.revision, manifest.rows) == ("0004", 1)
    url = database.engine.url.render_as_string(hide_password=False)
    with opened_backup(file) as backup:
        load(database, backup, may_replace=False, report=unheard)
    assert current_is_head(url)
    (token,) = content_of(database)["api_token"]
    assert "write" in map(str, token)
