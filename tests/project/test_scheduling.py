"""Which tests share a process: all that look at one house, so that it is started once."""

import pytest

from tests.scheduling import IN_ONE_HOUSE, HouseScheduling


@pytest.fixture
def scheduling() -> HouseScheduling:
    return HouseScheduling.__new__(HouseScheduling)  # xdist's own beginning asks for processes


def test_the_files_of_one_house_come_to_one_process(scheduling: HouseScheduling) -> None:
    assert len({scheduling._split_scope(f"{file}::test_something[a/b]") for file in IN_ONE_HOUSE}) == 1


def test_any_other_file_comes_by_itself(scheduling: HouseScheduling) -> None:
    assert scheduling._split_scope("tests/models/test_kinds.py::test_something") == "tests/models/test_kinds.py"
