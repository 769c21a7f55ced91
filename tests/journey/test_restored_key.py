"""Bringing a backup back brings the key of its links too, and before the store that needs it."""

from pathlib import Path

import pytest

from cli.embedded.restoring import KEY, put_back, stores_set_aside
from cli.settings import STORE, Settings
from models.store.schema import migrate
from tests.models.seeding import AT
from tests.trust.forging.real_register import new_store
from tests.upkeep.backing_up import unheard
from upkeep.backup import opened_backup, take


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A backup of a store with the directory, and the key »gammel«."""
    database = new_store(f"sqlite:///{tmp_path / 'source.db'}")
    take(database, tmp_path / "kopi.zip", at=AT, report=unheard, link_key="gammel", may_overwrite=False)
    database.close()
    return tmp_path / "kopi.zip"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with an empty store."""
    (tmp_path / "var").mkdir()
    migrate(f"sqlite:///{tmp_path / 'var' / STORE}")
    return tmp_path / "var"


def restore(file: Path, folder: Path) -> None:
    with opened_backup(file) as backup:
        put_back(Settings(data_dir=folder), backup, may_replace=True, report=unheard)


def test_a_store_is_not_replaced_while_its_key_cannot_be(file: Path, folder: Path) -> None:
    (folder / KEY).mkdir()
    before = (folder / STORE).read_bytes()
    with pytest.raises(IsADirectoryError):
        restore(file, folder)
    assert (folder / STORE).read_bytes() == before
    assert stores_set_aside(folder) == ()
    assert not list(folder.glob(f".{STORE}*"))
    (folder / KEY).rmdir()
    restore(file, folder)
    assert ((folder / KEY).read_text(), (folder / STORE).read_bytes() == before) == ("gammel", False)


def test_a_key_that_cannot_be_followed_by_its_store_keeps_the_one_before_beside_it(
    file: Path, folder: Path
) -> None:
    (folder / KEY).write_text("nyere")
    (folder / STORE).unlink()
    (folder / STORE / "i vejen").mkdir(parents=True)
    with pytest.raises(OSError, match=STORE):
        restore(file, folder)
    assert (folder / KEY).read_text() == "gammel"
    assert [path.read_text() for path in folder.glob(f"{KEY}.før-*")] == ["nyere"]


def test_what_was_there_is_set_aside(file: Path, folder: Path) -> None:
    (folder / KEY).write_text("nyere")
    before = (folder / STORE).read_bytes()
    restore(file, folder)
    assert [path.read_bytes() for path in stores_set_aside(folder)] == [before]
    assert [path.read_text() for path in folder.glob(f"{KEY}.før-*")] == ["nyere"]
    assert (folder / KEY).stat().st_mode & 0o777 == 0o600
