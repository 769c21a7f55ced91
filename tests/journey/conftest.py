import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.settings import STORE
from tests.journey.house import House, open_house


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with its two imagined cycles; the main job plays in Nordjylland, the rest looks at Midtjylland."""
    with open_house(tmp_path_factory.mktemp("house") / "var") as house:
        house.start()
        yield house


@pytest.fixture
def fresh_house(tmp_path: Path) -> Iterator[House]:
    """A house that is not started yet."""
    with open_house(tmp_path / "var") as house:
        yield house


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[House]:
    """A migrated store of this module's own; no process runs."""
    with open_house(tmp_path_factory.mktemp("store") / "var") as house:
        house.folder.mkdir()
        shutil.copyfile(sqlite_template, house.folder / STORE)
        yield house
