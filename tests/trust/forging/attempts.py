"""Tampering with an exported register in one way, and letting the prover look at it."""

from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from copy import deepcopy
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import ModuleType

from tests.trust.forging.entries import FORGERIES
from tests.trust.forging.rows import Forger, Row, lines_of, rechained
from tests.trust.forging.spoiling import SCENES, SPOILERS, Scene, Spoiler

Heads = list[tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class Exported:
    """A register as exported, whole and to one party, and how it ended when receipts were sent."""

    rows: list[Row]
    extract: list[Row]
    heads: Heads


Attempt = Callable[[ModuleType, Exported, Random], bool]


def in_turn() -> Iterator[Attempt]:
    """Give each forgery without, then with the chain recomputed after it, and what is done to files, for ever."""
    while True:
        for forgery in FORGERIES:
            yield _of_rows(forgery)
            yield _of_rows(_recomputed(forgery))
        yield from map(_of_lines, SPOILERS)
        yield from map(_of_files, SCENES)


def _recomputed(forgery: Forger) -> Forger:
    return lambda rows, chance: rechained(forgery(rows, chance))


def _of_rows(forgery: Forger) -> Attempt:
    def attempt(prover: ModuleType, exported: Exported, chance: Random) -> bool:
        forged = forgery(deepcopy(exported.rows), chance)
        assert forged != exported.rows, "nothing was tampered with"
        return is_found(prover, lines_of(forged), exported.heads)

    return attempt


def _of_lines(spoiler: Spoiler) -> Attempt:
    return lambda prover, exported, chance: is_found(
        prover, spoiler(lines_of(exported.rows), chance), exported.heads
    )


def _of_files(scene: Scene) -> Attempt:
    def attempt(prover: ModuleType, exported: Exported, chance: Random) -> bool:
        with TemporaryDirectory() as folder, redirect_stdout(StringIO()) as said:
            code = prover.main([str(path) for path in scene(Path(folder), exported.rows, chance)])
        return code != prover.SOUND and "er i orden" not in said.getvalue()

    return attempt


def is_found(prover: ModuleType, lines: list[bytes], heads: Heads, part: str = "") -> bool:
    """Tell whether the prover finds fault with a register; `part` is whose extract it is, if it is one."""
    proof = prover.Proof(list(heads), part)
    for line in lines:
        proof.take(line)
    proof.finish({})
    return bool(proof.faults)
