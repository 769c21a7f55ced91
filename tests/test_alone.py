"""Holding the machine: many together, or one alone."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Barrier

import pytest

from tests.alone import the_machine
from tests.waiting import PATIENCE

TESTERS, TIMES = 4, 25


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    files = {"turn": tmp_path / "turn", "machine": tmp_path / "machine"}
    for file in files.values():
        file.touch()
    return files


def test_who_needs_the_machine_alone_has_it_alone(files: dict[str, Path]) -> None:
    inside: set[int] = set()
    numbers = count()

    def hold(tester: int) -> list[set[int]]:
        beside = []
        for _ in range(TIMES):
            alone = next(numbers) % 3 == 0
            with the_machine(alone=alone, **files):
                inside.add(tester)
                if alone:
                    beside.append(inside - {tester})
                inside.remove(tester)
        return beside

    with ThreadPoolExecutor(TESTERS) as pool:
        beside = [each for tester in pool.map(hold, range(TESTERS)) for each in tester]
    assert len(beside) >= TESTERS * TIMES // 3
    assert not any(beside)


def test_those_who_do_not_need_it_alone_have_it_together(files: dict[str, Path]) -> None:
    all_there = Barrier(TESTERS, timeout=PATIENCE)

    def hold(_: int) -> int:
        with the_machine(alone=False, **files):
            return all_there.wait()

    with ThreadPoolExecutor(TESTERS) as pool:
        assert set(pool.map(hold, range(TESTERS))) == set(range(TESTERS))
