"""Which tests share a process, in which order they come, and whose clock they follow."""

from typing import Final

import pytest
from xdist.scheduler import LoadFileScheduling

DEAREST: Final = ("browser", "journey", "rehearsal", "trust")
"""Folders whose tests start processes: a process that came to them last would be left alone with them."""
IN_ONE_HOUSE: Final = tuple(
    f"tests/journey/test_{name}.py" for name in ("doctor", "main_job", "temporal_ui", "visibility")
)
"""Files that look at a house as it stands after its first start, the dearest thing that a test can ask for."""
BY_THE_MACHINE: Final = (
    *("tests/browser/", "tests/trust/", "tests/rehearsal/test_real_server.py"),
    *IN_ONE_HOUSE,
    *(
        f"tests/journey/test_{name}.py"
        for name in ("bad_ground", "disk_and_locks", "faults", "keys_commands", "personal_data")
    ),
)
"""Where tests start processes that read the machine's clock; others command in the tests' own process."""


class HouseScheduling(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives a process one file at a time, and all files of one house at once."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return IN_ONE_HOUSE[0] if file in IN_ONE_HOUSE else file


def is_dear(item: pytest.Item) -> bool:
    """Tell whether an item starts processes."""
    return item.nodeid.startswith(tuple(f"tests/{folder}/" for folder in DEAREST))


def has_clocks_of_its_own(item: pytest.Item) -> bool:
    """Tell whether an item starts processes that would not believe another clock than the machine's."""
    return item.nodeid.startswith(BY_THE_MACHINE)
